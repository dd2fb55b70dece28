"""Images from outside: decoded in a child process that can die, and written anew."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from cpdblog.lib.files import keep_file
from cpdblog.lib.images.errors import InvalidImage, TooBusy, image_error

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MAX_AVATAR_BYTES",
    "InvalidImage",
    "Rendition",
    "Renditions",
    "TooBusy",
    "make_avatar",
    "make_renditions",
    "make_stills",
    "store_image",
]

MAX_AVATAR_BYTES = 10_000_000  # of an avatar; see settings.MAX_IMAGE_BYTES for the others
_TIMEOUT = 30
_TIMEOUT_SIGNALS = {signal.SIGXCPU, signal.SIGKILL}
_PATIENCE = 60.0  # seconds: somebody who sends a hundred images rather waits


@dataclass(frozen=True)
class Rendition:
    width: int
    kind: str  # "webp", "avif" or "still.webp"
    content: bytes


@dataclass(frozen=True)
class Renditions:
    """One image in up to three widths, each as WebP and as AVIF; what moves, still too."""

    width: int
    height: int
    files: tuple[Rendition, ...]
    moves: bool = False
    stands_still: bool = False  # it moved, and was too much for us to keep it moving

    @property
    def widths(self) -> list[int]:
        return sorted({file.width for file in self.files})

    @property
    def digest(self) -> str:
        return hashlib.sha256(b"".join(file.content for file in self.files)).hexdigest()


def make_avatar(image: bytes) -> bytes:
    """A WebP of 256 by 256, cut to fill, without anything the camera noted. Raises InvalidImage."""
    return _run_child("avatar", image, largest=MAX_AVATAR_BYTES, patience=_PATIENCE)


def make_renditions(image: bytes, *, patience: float = _PATIENCE) -> Renditions:
    """Raises InvalidImage, and TooBusy when no slot became free within PATIENCE seconds."""
    return _renditions(
        _run_child("widths", image, largest=settings.MAX_IMAGE_BYTES, patience=patience)
    )


def make_stills(image: bytes) -> Renditions:
    """Of an image that we made: no files where it does not move. Raises as make_renditions."""
    return _renditions(_run_child("stills", image, largest=len(image), patience=_PATIENCE))


def _renditions(answer: bytes) -> Renditions:
    head, _newline, contents = answer.partition(b"\n")
    facts = json.loads(head)
    files, end = [], 0
    for width, kind, size in facts["files"]:
        files.append(Rendition(width, kind, contents[end : end + size]))
        end += size
    return Renditions(**facts | {"files": tuple(files)})


def store_image(folder: str, image: bytes) -> str:
    """The name IMAGE (a WebP) is kept under, made from its content, so that it is kept once."""
    digest = hashlib.sha256(image).hexdigest()
    name = f"{folder}/{digest[:2]}/{digest[2:42]}.webp"
    keep_file(name, image)
    return name


def _run_child(task: str, image: bytes, *, largest: int, patience: float) -> bytes:
    if not image:
        raise InvalidImage(_("That file is empty."))
    if len(image) > largest:
        most = f"{largest / 1_000_000:g}"
        raise InvalidImage(_("That file is larger than %(most)s MB.") % {"most": most})
    with _decoding_slot(patience):
        try:
            child = subprocess.run(  # noqa: S603 - our own interpreter, our own module, no shell
                [sys.executable, "-I", str(Path(__file__).with_name("convert.py")), task],
                input=image,
                capture_output=True,
                timeout=_TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise image_error("slow", image) from error
    if child.returncode < 0:
        raise image_error("slow" if -child.returncode in _TIMEOUT_SIGNALS else "memory", image)
    if child.returncode or not child.stdout:
        raise image_error(child.stderr.decode("ascii", "replace"), image)
    return child.stdout


@contextmanager
def _decoding_slot(patience: float) -> Iterator[None]:
    """One of the few that decode at the same time on this machine, whichever process asks."""
    folder = settings.DATA_DIR / "pictures-at-work"
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience
    while True:
        for slot in range(settings.IMAGES_AT_ONCE):
            file = os.open(folder / str(slot), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            else:
                yield
                return
            finally:
                os.close(file)
        if time.monotonic() >= until:
            raise TooBusy
        time.sleep(0.05)
