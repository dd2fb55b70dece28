"""Pictures for tests, drawn on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def drawing(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **more: Any) -> bytes:
    """Nothing in particular, and never the same twice."""
    return bytes_of(Image.effect_noise(size, 80).convert("RGB"), kind, **more)


def moving(kind: str, count: int = 3, size: tuple[int, int] = (600, 400)) -> bytes:
    """Frames in red, green, blue and again, a tenth of a second each, over and over."""
    colours = ["red", "lime", "blue"]
    first, *others = [Image.new("RGB", size, colours[at % 3]) for at in range(count)]
    return bytes_of(
        first, kind, save_all=True, append_images=others, duration=100, loop=0, lossless=True
    )


def bytes_of(image: Image.Image, kind: str, **more: Any) -> bytes:
    answer = io.BytesIO()
    image.save(answer, kind, **more)
    return answer.getvalue()


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def level(image: Image.Image, x: int, y: int) -> int:
    return int(image.getpixel((x, y)))  # type: ignore[arg-type]


def png_of(width: int, height: int) -> bytes:
    """A small file that says it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
