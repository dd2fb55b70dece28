"""A folder of files, or a zip of one: read by name, nothing unpacked, nothing outside of it."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from transfer.importers.common.items import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILES = 50_000
_MAX_UNPACKED = 4_000_000_000
_MAX_DIRECTORY = 20_000_000
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_MAX_TAIL = 22 + 65_535


class FileUnavailable(Exception):
    """The file cannot be had, for a reason in words."""


class Files(ABC):
    names: list[str]  # with slashes, in order

    def __init__(self) -> None:
        self._by_file_name: dict[str, list[str]] | None = None

    @abstractmethod
    def _read(self, name: str, limit: int) -> bytes: ...

    def read(self, name: str, *, limit: int) -> bytes:
        """Raises FileUnavailable, for what is longer than LIMIT too."""
        try:
            content = self._read(name, limit + 1)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
            message = "it is damaged or locked"
            raise FileUnavailable(message) from error
        if len(content) > limit:
            message = f"it is larger than {limit / 1_000_000:g} MB"
            raise FileUnavailable(message)
        return content

    def find(self, path: str) -> str:
        """The name that PATH means: the very one, else the one that ends most like it; else ""."""
        parts = [part for part in path.split("/") if part not in {"", "."}]
        if not parts or ".." in parts:
            return ""
        if self._by_file_name is None:
            self._by_file_name = defaultdict(list)
            for name in self.names:
                self._by_file_name[name.rpartition("/")[2]].append(name)
        found = self._by_file_name.get(parts[-1], [])
        exact = "/".join(parts)
        if exact in found:
            return exact
        candidates = sorted(((_common_parts(name, parts), name) for name in found), reverse=True)
        is_clear = candidates and (len(candidates) == 1 or candidates[0][0] > candidates[1][0])
        return candidates[0][1] if is_clear else ""


class Folder(Files):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path.resolve()
        self.names = sorted(self._walk())

    def _walk(self) -> Iterator[str]:
        count = 0
        for folder, inner, names in os.walk(self.path, followlinks=False):
            inner[:] = [name for name in inner if not name.startswith(".")]
            for name in names:
                path = Path(folder, name)
                if name.startswith(".") or not path.resolve().is_relative_to(self.path):
                    continue
                if path.is_file():
                    count += 1
                    _check_count(count)
                    yield path.relative_to(self.path).as_posix()

    def _read(self, name: str, limit: int) -> bytes:
        with (self.path / name).open("rb") as file:
            return file.read(limit)


class Zip(Files):
    def __init__(self, archive: zipfile.ZipFile) -> None:
        super().__init__()
        self.archive = archive
        self.unpacked = 0
        named = (info.filename for info in archive.infolist() if not info.is_dir())
        self.names = sorted({name for name in named if _is_visible(name)})

    def _read(self, name: str, limit: int) -> bytes:
        with self.archive.open(name) as file:
            content = file.read(limit)
        self.unpacked += len(content)
        if self.unpacked > _MAX_UNPACKED:
            message = "the zip unpacks to more than is taken."
            raise Unreadable(message)
        return content


@contextmanager
def open_files(path: Path) -> Iterator[Files]:
    """Raises Unreadable for what is neither a folder nor a zip that we take."""
    if path.is_dir():
        yield Folder(path)
        return
    _check_directory(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        message = "this is neither a folder nor a zip, or the zip is damaged."
        raise Unreadable(message) from error
    with archive:
        _check_count(len(archive.infolist()))
        yield Zip(archive)


def _check_directory(path: Path) -> None:
    """A zip says at its end how long its list of files is, which is read into memory at once."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _MAX_TAIL - 20))
        tail = file.read()
    end = tail.rfind(_END)
    if end < 0:
        return
    length = struct.unpack("<L", tail[end + 12 : end + 16].ljust(4, b"\0"))[0]
    if length > _MAX_DIRECTORY or tail[max(0, end - 20) : end].startswith(_END_64):
        message = "the zip holds more files than are taken."
        raise Unreadable(message)


def _check_count(count: int) -> None:
    if count > MAX_FILES:
        message = f"there are more than {MAX_FILES} files in it."
        raise Unreadable(message)


def _is_visible(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = any(part.startswith(".") for part in path.parts)
    return not (path.is_absolute() or is_hidden or path.parts[:1] == ("__MACOSX",))


def _common_parts(name: str, parts: list[str]) -> int:
    """How many parts two paths have in common, counted from the end."""
    count = 0
    for one, other in zip(reversed(name.split("/")), reversed(parts), strict=False):
        if one != other:
            break
        count += 1
    return count
