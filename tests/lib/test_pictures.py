"""Pictures that strangers send: read in a child process, written anew, small and clean."""

import os
import subprocess
import sys
import time
from typing import Any

import pytest
from PIL import Image

from cpdblog.lib.images import convert
from cpdblog.lib.images.renditions import InvalidImage, make_avatar, store_image
from tests.drawings import bytes_of, drawing, level, opened, png_of


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_every_kind_becomes_a_small_square_webp(kind: str) -> None:
    small = opened(make_avatar(drawing(kind)))

    assert (small.format, small.size) == ("WEBP", (256, 256))


def test_the_middle_is_kept() -> None:
    wide = Image.new("RGB", (600, 200), "white")
    wide.paste("black", (250, 50, 350, 150))

    small = opened(make_avatar(bytes_of(wide, "PNG"))).convert("L")

    assert level(small, 128, 128) < 40
    assert level(small, 3, 3) > 215


def test_a_picture_taken_sideways_stands_up_and_its_notes_are_gone() -> None:
    lying = Image.new("RGB", (300, 300), "white")
    lying.paste("black", (0, 0, 300, 150))
    notes = Image.Exif()
    notes[0x0112] = 6  # turned by a quarter
    notes[0x010E] = "taken at home"

    answer = make_avatar(bytes_of(lying, "JPEG", exif=notes))

    small = opened(answer)
    assert level(small.convert("L"), 240, 128) < 60
    assert level(small.convert("L"), 10, 128) > 200
    assert not small.getexif()
    assert b"taken at home" not in answer


def test_what_one_sees_through_stays_so() -> None:
    small = opened(make_avatar(bytes_of(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")))

    assert small.mode == "RGBA"


def test_the_first_picture_of_a_moving_one_is_taken() -> None:
    first, second = (Image.new("RGB", (40, 40), colour) for colour in ("black", "white"))

    moving = bytes_of(first, "GIF", save_all=True, append_images=[second] * 5)

    assert level(opened(make_avatar(moving)).convert("L"), 128, 128) < 40


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        b"GIF89a" + b"\xff" * 500,
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        b"x" * 10_000_001,
    ],
)
def test_what_is_no_picture_is_refused(junk: bytes) -> None:
    with pytest.raises(InvalidImage):
        make_avatar(junk)


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PDF", "PPM"])
def test_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(InvalidImage):
        make_avatar(drawing(kind))


def test_a_flood_of_pixels_is_refused_before_it_is_read() -> None:
    began = time.monotonic()

    with pytest.raises(InvalidImage, match="pixels"):
        make_avatar(png_of(30_000, 30_000))

    assert time.monotonic() - began < 5


def test_half_a_picture_is_refused() -> None:
    whole = drawing("JPEG")

    with pytest.raises(InvalidImage):
        make_avatar(whole[: len(whole) // 2])


def test_a_picture_that_is_also_something_else_loses_the_rest() -> None:
    answer = make_avatar(drawing("PNG") + b"<script>alert(1)</script>")

    assert b"script" not in answer


def test_whoever_reads_a_page_comes_before_a_picture() -> None:
    words = [sys.executable, "-I", convert.__file__, "avatar"]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as child:  # noqa: S603
        until = time.monotonic() + 20
        while os.getpriority(os.PRIO_PROCESS, child.pid) <= os.getpriority(os.PRIO_PROCESS, 0):
            assert time.monotonic() < until
            time.sleep(0.05)
        child.kill()


def test_the_same_picture_is_kept_once(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = make_avatar(drawing("PNG"))

    names = {store_image("avatars", picture) for _ in range(3)}

    assert len(names) == 1
    assert [file.read_bytes() for file in tmp_path.rglob("*.webp")] == [picture]
