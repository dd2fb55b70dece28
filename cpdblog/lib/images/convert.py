"""Runs as a process of its own: an image on standard input, what we make of it on standard output.

Three ways to call it: `avatar` answers with one square WebP; `widths` and `stills` with one line
of JSON that says what follows, and then the files one after the other. What we cannot use is told
on standard error in one word that the parent knows, with the numbers that belong to it.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import warnings
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_PIXELS = 50_000_000
_MEMORY = 600_000_000
_SECONDS = 20
_SIDE = 256
_WIDTHS = (480, 960, 1600)
_TALLEST = 3200
_STRIP = 4_000_000  # pixels; a large image is made smaller strip by strip
_TURNED = {5, 6, 7, 8}  # values of EXIF's orientation that swap width and height
_ORIENTATION = 0x0112
_DEEP = {"I", "I;16", "I;16B", "I;16L", "I;16N"}  # 16 bits of grey
_WEBP = {"format": "WEBP", "quality": 80, "method": 4}
_AVIF = {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1}


# An image that moves is encoded frame by frame, in each width and each kind.
_MOST_FRAMES = 300
_MOVING_PIXELS = 12_000_000  # of all frames together, at the largest width
_MOVING_PIXELS_READ = 120_000_000
_SHORTEST = 20  # milliseconds; less is what browsers take for a mistake
_MOVING = {"webp": {"format": "WEBP", "quality": 75, "method": 2}}
_MOVING["avif"] = {"format": "AVIF", "quality": 55, "speed": 10, "max_threads": 1}
_STILL = "still.webp"

_File = tuple[int, str, bytes]  # width, kind, content


class Refused(Exception):
    pass


@dataclass(frozen=True)
class _Moving:
    frames: list[Image.Image]
    durations: list[int]
    loop: int

    def encoded(self, size: tuple[int, int], kind: str) -> bytes:
        first, *others = [_fitting(frame, size) for frame in self.frames]
        answer = io.BytesIO()
        how: dict[str, Any] = {**_MOVING[kind], "duration": self.durations, "loop": self.loop}
        first.save(answer, save_all=True, append_images=others, **how)
        return answer.getvalue()


def avatar(image: Image.Image) -> list[bytes]:
    upright = _upright(image, (_SIDE * 2, _SIDE * 2))
    return [_encoded(ImageOps.fit(upright, (_SIDE, _SIDE), Image.Resampling.LANCZOS), quality=82)]


def widths(image: Image.Image) -> list[bytes]:
    """The largest is never larger than what came in; a tall one is bounded by its height."""
    count = _frame_count(image)
    moving = _moving(image, count) if count > 1 else None
    image.seek(0)
    full = moving.frames[0] if moving else _upright(image, (_WIDTHS[-1], _TALLEST))
    made: list[_File] = []
    for size in _sizes(full):
        width = size[0]
        if moving:
            made += [(width, kind, moving.encoded(size, kind)) for kind in _MOVING]
            continue
        fitting = _fitting(full, size)
        made += [(width, "webp", _encoded(fitting)), (width, "avif", _encoded(fitting, **_AVIF))]
    if moving:
        made += _stills(full)
    return _answer(full, made, moves=bool(moving), stands_still=count > 1 and not moving)


def stills(image: Image.Image) -> list[bytes]:
    """For people whom movement disturbs, of an image that goes on moving for others."""
    if _frame_count(image) == 1:
        return _answer(image, [], moves=False, stands_still=False)
    image.seek(0)
    full = _upright(image, (_WIDTHS[-1], _TALLEST))
    return _answer(full, _stills(full), moves=True, stands_still=False)


def _stills(full: Image.Image) -> list[_File]:
    return [(size[0], _STILL, _encoded(_fitting(full, size))) for size in _sizes(full)]


def _sizes(full: Image.Image) -> list[tuple[int, int]]:
    widths = [*(width for width in _WIDTHS if width < full.width), full.width]
    return [(width, max(1, round(full.height * width / full.width))) for width in widths]


def _answer(full: Image.Image, made: list[_File], **more: bool) -> list[bytes]:
    head = {
        "width": full.width,
        "height": full.height,
        "files": [(width, kind, len(content)) for width, kind, content in made],
        **more,
    }
    return [json.dumps(head).encode() + b"\n", *(content for _width, _kind, content in made)]


def _frame_count(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except (EOFError, OSError, SyntaxError, ValueError):
        return 1  # what follows the first one is damaged


def _moving(image: Image.Image, count: int) -> _Moving | None:
    """All frames, no larger than will be shown; None where that would be too much work."""
    pixels = image.width * image.height
    shown = pixels * min(1, _WIDTHS[-1] / image.width, _TALLEST / image.height) ** 2
    is_dear = count * pixels > _MOVING_PIXELS_READ or count * shown > _MOVING_PIXELS
    if count > _MOST_FRAMES or is_dear:
        return None
    frames, durations = [], []
    try:
        for number in range(count):
            image.seek(number)
            frame = image.copy()
            frames.append(_upright(frame, (_WIDTHS[-1], _TALLEST)).convert("RGBA"))
            durations.append(max(_SHORTEST, round(image.info.get("duration") or 100)))
    except (EOFError, OSError, SyntaxError, ValueError):
        return None
    return _Moving(frames, durations, int(image.info.get("loop", 1)))


def _fitting(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def _upright(image: Image.Image, largest: tuple[int, int]) -> Image.Image:
    """No larger than LARGEST, standing up, in sRGB, and nothing but its pixels."""
    turn = image.getexif().get(_ORIENTATION, 1)
    profile = image.info.get("icc_profile")
    across, down = reversed(largest) if turn in _TURNED else largest
    image.draft("RGB", (across, down))
    small = _plain(_made_smaller(image, across, down))
    small.thumbnail((across, down), Image.Resampling.LANCZOS)
    small = _in_srgb(small, profile)
    clean = Image.frombytes(small.mode, small.size, small.tobytes())
    notes = Image.Exif()
    notes[_ORIENTATION] = turn
    clean.info["exif"] = notes.tobytes()
    upright = ImageOps.exif_transpose(clean)
    upright.info.clear()
    return upright


def _made_smaller(image: Image.Image, across: int, down: int) -> Image.Image:
    """By a whole factor and at least twice as large as needed, so that little memory is used."""
    width, height = image.size
    factor = int(max(width / across, height / down) / 2)
    if factor < 2:  # noqa: PLR2004
        return image
    rows = max(1, _STRIP // width // factor) * factor
    strips = [
        _plain(image.crop((0, top, width, min(top + rows, height)))).reduce(factor)
        for top in range(0, height, rows)
    ]
    whole = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def _plain(image: Image.Image) -> Image.Image:
    """In one of the four ways of keeping colours that everything after this understands."""
    if image.mode in _DEEP:
        image = image.point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, known, srgb, outputMode=target)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None  # a profile for something else: the colours are taken as they are
        if turned is not None:
            return turned
    return image.convert(target)


def _encoded(image: Image.Image, **how: Any) -> bytes:
    answer = io.BytesIO()
    image.save(answer, **{**_WEBP, **how} if "format" not in how else how)
    return answer.getvalue()


def _read(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused("pixels") from error
    width, height = image.size
    if width * height > _PIXELS:
        raise Refused(f"pixels {width} {height}")
    if not width * height:
        raise Refused("damaged")
    return image


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)  # whoever reads a page comes first
    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves, and say it
    warnings.simplefilter("ignore")


def main() -> int:
    _bound()
    make = {"avatar": avatar, "widths": widths, "stills": stills}[sys.argv[1]]
    try:
        with _read(sys.stdin.buffer.read()) as image:
            answer = make(image)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except UnidentifiedImageError:
        sys.stderr.write("kind\n")
        return 1
    except MemoryError:
        sys.stderr.write("memory\n")
        return 1
    except Exception:  # noqa: BLE001 - decoders raise what they like, and all of it means this
        sys.stderr.write("damaged\n")
        return 1
    for part in answer:
        sys.stdout.buffer.write(part)
    return 0


if __name__ == "__main__":
    sys.exit(main())
