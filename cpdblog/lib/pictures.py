"""Pictures from outside: decoded in a child process that can die, and written anew."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

LARGEST_UPLOAD = 10_000_000
_SECONDS = 20


class NotAPicture(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def as_avatar(picture: bytes) -> bytes:
    """A WebP of 256 by 256, cut to fill, without anything the camera noted. Raises NotAPicture."""
    if not picture or len(picture) > LARGEST_UPLOAD:
        raise NotAPicture("empty" if not picture else "too big")
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own module, no shell
            [sys.executable, "-I", str(Path(__file__).with_name("pictures_child.py"))],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAPicture("too slow") from error
    if child.returncode or not child.stdout:
        raise NotAPicture(_last_line(child.stderr))
    return child.stdout


def store_picture(folder: str, picture: bytes) -> str:
    """The name PICTURE (a WebP) is kept under, made from its content, so that it is kept once."""
    digest = hashlib.sha256(picture).hexdigest()
    name = f"{folder}/{digest[:2]}/{digest[2:42]}.webp"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(picture))
    return name


def _last_line(errors: bytes) -> str:
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else "the decoder died"
