"""Reads an export of a community like this one: blog.json and posts.jsonl out of the zip."""

from __future__ import annotations

import json
import zipfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from posts.models import Post
from posts.models.fields import LONGEST_POST
from transfer.exporters.archive.fields import FORMAT, VERSION
from transfer.importers.common.folders import Zip, opened
from transfer.importers.common.items import ImportedBlog, ImportedPost, LeftOut, Reader, Unreadable
from transfer.importers.common.json_fields import Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_LINE = 16_000_000  # bytes; a text of the longest kind, quoted, takes a fifth of it
_LARGEST_BLOG = 64_000_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)

Row = tuple[str, Told]  # "revision" or "comment", and what it tells


@dataclass(slots=True)
class ArchivedPost(ImportedPost):
    told: Told = field(default_factory=lambda: Told({}))
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))  # to be taken before the next


class CpdblogReader(Reader):
    kind: ClassVar[str] = "cpdblog"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with ExitStack() as stack:
            files = stack.enter_context(opened(path))
            if not isinstance(files, Zip):
                message = "an export from a community like this one is a zip."
                raise Unreadable(message)
            self.archive = files.archive
            self.files = files
            self.whole = self._whole()
            self.in_all = _size(files, "posts.jsonl")
            self._open = stack.pop_all()  # until everything is read
        told = self.whole.inner("blog")
        self.blog = ImportedBlog(told.words("title", 120), told.words("tagline", 200))

    @property
    def site(self) -> str:
        """The community, as its host and port: posts are numbered there, not in each blog."""
        return urlsplit(self.community_url).netloc.lower()

    @property
    def community_url(self) -> str:
        return self.whole.inner("community").words("url", 200)

    def items(self) -> Iterator[ImportedPost | LeftOut]:
        with self._open:
            lines = _Lines(self)
            while lines.is_at("post"):
                place, (_what, told) = lines.take()
                yield _post(told, place, lines.rows())
                for _row in lines.rows():  # what nobody wanted
                    pass
            if lines.waiting:
                message = "a revision or comment stands before any post."
                raise Unreadable(message, lines.number)

    def _whole(self) -> Told:
        try:
            told = json.loads(self._bytes("blog.json"))
        except (ValueError, RecursionError) as error:
            message = "its blog.json is not JSON."
            raise Unreadable(message) from error
        whole = Told(told)
        if whole.facts.get("format") != FORMAT:
            message = "this is no export of a community like this one: blog.json says so."
            raise Unreadable(message)
        version = whole.number("version")
        if version is None or version > VERSION:
            message = (
                "it was made by a later version than this one; please bring this one up to date."
            )
            raise Unreadable(message)
        return whole

    def _bytes(self, name: str) -> bytes:
        try:
            with self.archive.open(name) as file:
                content = file.read(_LARGEST_BLOG + 1)
        except KeyError as error:
            message = f"there is no {name} in it: this is no export of a community like this one."
            raise Unreadable(message) from error
        except _DAMAGED as error:
            message = f"the zip is damaged at {name}."
            raise Unreadable(message) from error
        if len(content) > _LARGEST_BLOG:
            message = f"{name} unpacks to more than is taken."
            raise Unreadable(message)
        return content


class _Lines:
    """posts.jsonl, one line ahead."""

    def __init__(self, reader: CpdblogReader) -> None:
        self.reader = reader
        self.number = 0
        self.waiting: Row | None = None
        try:
            self.file: IO[bytes] = reader.archive.open("posts.jsonl")
        except KeyError as error:
            message = "there is no posts.jsonl in it."
            raise Unreadable(message) from error
        except _DAMAGED as error:
            message = "the zip is damaged at posts.jsonl."
            raise Unreadable(message) from error
        self._read_on()

    def is_at(self, what: str) -> bool:
        return self.waiting is not None and self.waiting[0] == what

    def take(self) -> tuple[str, Row]:
        row, place = self.waiting, f"line {self.number}"
        self._read_on()
        assert row is not None  # noqa: S101 - asked before
        return place, row

    def rows(self) -> Iterator[Row]:
        """What belongs to the post that was taken last."""
        while self.waiting is not None and self.waiting[0] != "post":
            _place, row = self.take()
            yield row

    def _read_on(self) -> None:
        try:
            line = self.file.readline(_LONGEST_LINE + 1)
        except _DAMAGED as error:
            message = "the zip is damaged here, or the file was cut off."
            raise Unreadable(message, self.number + 1) from error
        self.number += 1
        self.reader.done += len(line)
        if len(line) > _LONGEST_LINE:
            message = "this line is longer than any post."
            raise Unreadable(message, self.number)
        self.waiting = self._row(line) if line else None

    def _row(self, line: bytes) -> Row:
        try:
            told = json.loads(line)
        except (ValueError, RecursionError) as error:
            message = "this is not JSON, or it breaks off here."
            raise Unreadable(message, self.number) from error
        for what in ("post", "revision", "comment"):
            if isinstance(told, dict) and isinstance(told.get(what), dict):
                return what, Told(told[what])
        message = "this is neither a post nor a revision nor a comment."
        raise Unreadable(message, self.number)


def _post(told: Told, place: str, rows: Iterator[Row]) -> ImportedPost | LeftOut:
    number = told.number("number", highest=2**63 - 1)
    title = told.words("title", 250)
    source = told.words("source", LONGEST_POST + 1)
    name = f"“{title[:60]}”" if title else f"post {number}"
    if number is None:
        return LeftOut(place, name, "it has no number")
    if len(source) > LONGEST_POST:
        return LeftOut(place, name, "it is longer than any post")
    return ArchivedPost(
        place=place,
        own=str(number),
        source=source,
        source_format=told.one_of("format", Post.Format.values, Post.Format.MARKDOWN),
        kind=told.one_of("kind", Post.Kind.values, Post.Kind.POST),
        status=told.one_of("status", Post.Status.values, Post.Status.DRAFT),
        at=told.moment("published_at"),
        title=title,
        old_addresses=set(told.strings("old_addresses", 400)),
        told=told,
        rows=rows,
    )


def _size(files: Zip, name: str) -> int:
    return files.archive.getinfo(name).file_size if name in files.names else 0
