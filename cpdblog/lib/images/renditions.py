"""Pictures from outside: decoded in a child process that can die, and written anew."""

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
from cpdblog.lib.images.refusals import NotAPicture, TooBusy, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LARGEST_UPLOAD",
    "NotAPicture",
    "Rendition",
    "Renditions",
    "TooBusy",
    "as_avatar",
    "in_widths",
    "stills",
    "store_picture",
]

LARGEST_UPLOAD = 10_000_000  # of an avatar; see settings.LARGEST_PICTURE for the others
_SECONDS = 30
_OUT_OF_TIME = {signal.SIGXCPU, signal.SIGKILL}
_PATIENCE = 60.0  # seconds: somebody who brings a hundred pictures rather waits


@dataclass(frozen=True)
class Rendition:
    width: int
    kind: str  # "webp", "avif" or "still.webp"
    content: bytes


@dataclass(frozen=True)
class Renditions:
    """One picture in up to three widths, each as WebP and as AVIF; what moves, still too."""

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


def as_avatar(picture: bytes) -> bytes:
    """A WebP of 256 by 256, cut to fill, without anything the camera noted. Raises NotAPicture."""
    return _made("avatar", picture, largest=LARGEST_UPLOAD, patience=_PATIENCE)


def in_widths(picture: bytes, *, patience: float = _PATIENCE) -> Renditions:
    """Raises NotAPicture, and TooBusy when no place became free within PATIENCE seconds."""
    return _renditions(
        _made("widths", picture, largest=settings.LARGEST_PICTURE, patience=patience)
    )


def stills(picture: bytes) -> Renditions:
    """Of a picture that we made: no files where it does not move. Raises as in_widths."""
    return _renditions(_made("stills", picture, largest=len(picture), patience=_PATIENCE))


def _renditions(answer: bytes) -> Renditions:
    head, _newline, contents = answer.partition(b"\n")
    facts = json.loads(head)
    files, end = [], 0
    for width, kind, size in facts["files"]:
        files.append(Rendition(width, kind, contents[end : end + size]))
        end += size
    return Renditions(**facts | {"files": tuple(files)})


def store_picture(folder: str, picture: bytes) -> str:
    """The name PICTURE (a WebP) is kept under, made from its content, so that it is kept once."""
    digest = hashlib.sha256(picture).hexdigest()
    name = f"{folder}/{digest[:2]}/{digest[2:42]}.webp"
    keep_file(name, picture)
    return name


def _made(what: str, picture: bytes, *, largest: int, patience: float) -> bytes:
    if not picture:
        raise NotAPicture(_("That file is empty."))
    if len(picture) > largest:
        most = f"{largest / 1_000_000:g}"
        raise NotAPicture(_("That file is larger than %(most)s MB.") % {"most": most})
    with _a_place(patience):
        try:
            child = subprocess.run(  # noqa: S603 - our own interpreter, our own module, no shell
                [sys.executable, "-I", str(Path(__file__).with_name("child.py")), what],
                input=picture,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise refusal("slow", picture) from error
    if child.returncode < 0:
        raise refusal("slow" if -child.returncode in _OUT_OF_TIME else "memory", picture)
    if child.returncode or not child.stdout:
        raise refusal(child.stderr.decode("ascii", "replace"), picture)
    return child.stdout


@contextmanager
def _a_place(patience: float) -> Iterator[None]:
    """One of the few that decode at the same time on this machine, whichever process asks."""
    folder = settings.DATA_DIR / "pictures-at-work"
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience
    while True:
        for number in range(settings.PICTURES_AT_ONCE):
            place = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            else:
                yield
                return
            finally:
                os.close(place)
        if time.monotonic() >= until:
            raise TooBusy
        time.sleep(0.05)
