"""Pictures for posts, of every kind that comes along: made small, clean and upright, or refused."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageSequence

from cpdblog.lib.images.renditions import InvalidImage, Renditions, TooBusy, make_renditions
from tests.drawings import bytes_of, drawing, level, moving, opened, png_of

if TYPE_CHECKING:
    from pathlib import Path

GPS = 0x8825
ORIENTATION = 0x0112
UPRIGHT = {
    1: lambda image: image,
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
    4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
    7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
    8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
}


def webp(made: Renditions) -> Image.Image:
    """The largest."""
    return opened([file for file in made.files if file.kind == "webp"][-1].content)


def a_flag() -> Image.Image:
    """Dark above, light below, and darkest in its upper left corner."""
    flag = Image.new("RGB", (120, 80), "white")
    draw = ImageDraw.Draw(flag)
    draw.rectangle((0, 0, 120, 40), fill=(128, 128, 128))
    draw.rectangle((0, 0, 40, 40), fill=(0, 0, 0))
    return flag


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_every_kind_comes_out_in_widths_that_screens_need(kind: str) -> None:
    made = make_renditions(drawing(kind, (1000, 500)))

    assert (made.width, made.height, made.widths) == (1000, 500, [480, 960, 1000])
    for file in made.files:
        image = opened(file.content)
        assert (image.format or "").lower() == file.kind
        assert image.size == (file.width, round(file.width / 2))


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((7, 3), (7, 3)),
        ((1, 1), (1, 1)),
        ((5000, 10), (1600, 3)),
        ((10, 9000), (4, 3200)),
        ((2400, 1800), (1600, 1200)),
    ],
)
def test_none_is_made_larger_and_none_is_too_large(
    size: tuple[int, int], made: tuple[int, int]
) -> None:
    answer = make_renditions(bytes_of(Image.new("RGB", size, "teal"), "PNG"))

    assert (answer.width, answer.height) == made


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_whichever_way_the_camera_was_held_it_stands_upright(orientation: int) -> None:
    lying = UPRIGHT[orientation](a_flag())
    notes = Image.Exif()
    notes[ORIENTATION] = orientation

    image = webp(make_renditions(bytes_of(lying, "PNG", exif=notes))).convert("L")

    assert image.size == (120, 80)
    assert level(image, 20, 20) < 40
    assert 90 < level(image, 90, 20) < 160
    assert level(image, 60, 60) > 220


def test_where_it_was_taken_and_what_else_was_noted_is_gone() -> None:
    notes = Image.Exif()
    notes.get_ifd(GPS)[1] = "N"
    notes[0x010E] = "taken at home"
    picture = bytes_of(a_flag(), "JPEG", exif=notes, comment=b"a secret", xmp=b"<x:secret/>")
    assert b"taken at home" in picture

    for file in make_renditions(picture).files:
        assert not opened(file.content).getexif()
        assert not {"icc_profile", "exif", "xmp", "comment"} & set(opened(file.content).info)
        assert b"secret" not in file.content
        assert b"at home" not in file.content


def test_other_colours_become_the_ones_of_the_web() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    printed = Image.new("CMYK", (60, 60), (0, 255, 255, 0))
    deep = Image.new("I;16", (60, 60), 40_000)
    wide = Image.new("RGB", (60, 60), (250, 10, 10))

    red = (
        webp(make_renditions(bytes_of(printed, "JPEG", quality=95)))
        .convert("RGB")
        .getpixel((30, 30))
    )
    grey = level(webp(make_renditions(bytes_of(deep, "PNG"))).convert("L"), 30, 30)
    same = (
        webp(make_renditions(bytes_of(wide, "PNG", icc_profile=lab)))
        .convert("RGB")
        .getpixel((30, 30))
    )
    wrong = make_renditions(bytes_of(wide, "PNG", icc_profile=b"no profile at all"))

    assert isinstance(red, tuple)
    assert red[0] > 180
    assert red[1] < 80
    assert 140 < grey < 170
    assert isinstance(same, tuple)
    assert same[0] > 230
    assert same[1] < 40
    assert wrong.width == 60


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_one_sees_through_stays_so(mode: str) -> None:
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0)).convert(mode)
    more = {"transparency": 0} if mode == "P" else {}

    for file in make_renditions(bytes_of(clear, "PNG", **more)).files:
        assert opened(file.content).convert("RGBA").getpixel((30, 30))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_part_of_a_picture_is_refused(kind: str, part: float) -> None:
    whole = drawing(kind)

    with pytest.raises(InvalidImage):
        make_renditions(whole[: int(len(whole) * part)])


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PDF", "PPM", "JPEG2000"])
def test_other_kinds_are_refused_and_named_where_we_know_them(kind: str) -> None:
    with pytest.raises(InvalidImage, match="JPEG, PNG, GIF, WebP and AVIF"):
        make_renditions(drawing(kind))


@pytest.mark.parametrize("size", [(30_000, 30_000), (50_001, 1000), (2**31 - 1, 2**31 - 1)])
def test_a_flood_of_pixels_is_refused_before_it_is_read(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidImage, match="pixels"):
        make_renditions(png_of(*size))


def test_fifty_million_pixels_are_taken() -> None:
    made = make_renditions(bytes_of(Image.new("L", (10_000, 5000), 90), "PNG", compress_level=1))

    assert (made.width, made.height) == (1600, 800)


def test_what_is_also_something_else_loses_the_rest() -> None:
    for beginning in (b"", b"<script>alert(1)</script>"):
        both = beginning + drawing("PNG") + b"<script>alert(1)</script>PK\x05\x06"
        try:
            files = make_renditions(both).files
        except InvalidImage:
            assert beginning
            continue
        assert not any(b"script" in file.content for file in files)


def test_more_bytes_than_allowed_are_refused(settings: Any) -> None:
    settings.MAX_IMAGE_BYTES = 1_000_000

    with pytest.raises(InvalidImage, match="1 MB"):
        make_renditions(b"x" * 1_000_001)


def test_so_many_at_once_and_the_next_one_waits_for_a_place(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.IMAGES_AT_ONCE = tmp_path, 1
    make_renditions(drawing())
    taken = os.open(tmp_path / "pictures-at-work" / "0", os.O_RDWR)
    fcntl.flock(taken, fcntl.LOCK_EX)

    with pytest.raises(TooBusy, match="try again"):
        make_renditions(drawing(), patience=0.2)

    os.close(taken)
    assert make_renditions(drawing(), patience=0.2).width == 300


def colours_of(frame: Image.Image) -> str:
    """What is strongest in the middle."""
    seen = frame.convert("RGB").resize((1, 1)).tobytes()
    return "rgb"[seen.index(max(seen))]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving_in_every_width(kind: str) -> None:
    made = make_renditions(moving(kind))

    assert (made.widths, made.stands_still) == ([480, 600], False)
    assert made.moves
    for file in (file for file in made.files if file.kind != "still.webp"):
        image = opened(file.content)
        frames = [colours_of(frame.copy()) for frame in ImageSequence.Iterator(image)]
        assert frames == ["r", "g", "b"]
        assert (image.format or "").lower() == file.kind
        assert image.width == file.width
        assert image.info["duration"] == 100


def test_what_moves_is_there_standing_still_too() -> None:
    made = make_renditions(moving("GIF"))

    make_stills = [file for file in made.files if file.kind == "still.webp"]
    assert [file.width for file in make_stills] == [480, 600]
    for file in make_stills:
        image = opened(file.content)
        assert (image.format, image.width, colours_of(image)) == ("WEBP", file.width, "r")
        assert not getattr(image, "is_animated", False)
    assert not make_renditions(drawing("GIF")).moves


def test_it_moves_as_often_as_it_did() -> None:
    made = make_renditions(moving("GIF"))

    assert webp(made).info["loop"] == 0


@pytest.mark.parametrize(("count", "size"), [(301, (20, 20)), (30, (1600, 1200))])
def test_what_would_move_for_too_long_stands_still_and_says_so(
    count: int, size: tuple[int, int]
) -> None:
    made = make_renditions(moving("GIF", count, size))

    assert made.stands_still
    assert colours_of(webp(made)) == "r"
    assert not getattr(webp(made), "is_animated", False)


def test_a_picture_of_one_frame_does_not_stand_still() -> None:
    assert not make_renditions(drawing("GIF")).stands_still


def test_what_is_damaged_after_its_first_frame_stands_still() -> None:
    whole = moving("GIF", 3, (300, 200))

    made = make_renditions(whole[: len(whole) - len(whole) // 4])

    assert colours_of(webp(made)) == "r"
