"""Runs as a process of its own: a picture on standard input, an avatar on standard output."""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_PIXELS = 50_000_000
_MEMORY = 1_500_000_000
_SECONDS = 10
_SIDE = 256


def avatar(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > _PIXELS:
            message = f"{width} x {height} pixels are too many"
            raise ValueError(message)
        image.draft("RGB", (_SIDE * 2, _SIDE * 2))
        upright = ImageOps.exif_transpose(image)
        kind = "RGBA" if upright.has_transparency_data else "RGB"
        small = ImageOps.fit(upright.convert(kind), (_SIDE, _SIDE), Image.Resampling.LANCZOS)
    clean = Image.frombytes(small.mode, small.size, small.tobytes())
    answer = io.BytesIO()
    clean.save(answer, "WEBP", quality=82, method=6)
    return answer.getvalue()


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    Image.MAX_IMAGE_PIXELS = _PIXELS
    try:
        answer = avatar(sys.stdin.buffer.read())
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        sys.stderr.write(f"{error or type(error).__name__}\n")
        return 1
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
