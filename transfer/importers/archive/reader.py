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
from posts.models.limits import MAX_SOURCE_LENGTH, MAX_TITLE_LENGTH
from transfer.exporters.archive.fields import FORMAT, VERSION
from transfer.importers.common.folders import Zip, open_files
from transfer.importers.common.items import (
    ImportedBlog,
    ImportedPost,
    Reader,
    SkippedItem,
    Unreadable,
)
from transfer.importers.common.json_fields import JSONFields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAX_LINE = 16_000_000  # bytes; a text of the longest kind, quoted, takes a fifth of it
_MAX_BLOG_JSON = 64_000_000
_DAMAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)

Row = tuple[str, JSONFields]  # "post", "revision" or "comment", and its fields


@dataclass(slots=True)
class ArchivedPost(ImportedPost):
    fields: JSONFields = field(default_factory=lambda: JSONFields({}))
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))  # to be taken before the next


class CpdblogReader(Reader):
    kind: ClassVar[str] = "cpdblog"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with ExitStack() as stack:
            files = stack.enter_context(open_files(path))
            if not isinstance(files, Zip):
                message = "an export from a community like this one is a zip."
                raise Unreadable(message)
            self.archive = files.archive
            self.files = files
            self.blog_json = self._read_blog_json()
            self.total = _size(files, "posts.jsonl")
            self._open = stack.pop_all()  # until everything is read
        fields = self.blog_json.nested("blog")
        self.blog = ImportedBlog(fields.text("title", 120), fields.text("tagline", 200))

    @property
    def site(self) -> str:
        """The community, as its host and port: posts are numbered there, not in each blog."""
        return urlsplit(self.community_url).netloc.lower()

    @property
    def community_url(self) -> str:
        return self.blog_json.nested("community").text("url", 200)

    def items(self) -> Iterator[ImportedPost | SkippedItem]:
        with self._open:
            lines = _Lines(self)
            while lines.is_at("post"):
                place, (_what, fields) = lines.take()
                yield _post(fields, place, lines.rows())
                for _row in lines.rows():  # those that nobody took
                    pass
            if lines.next_row:
                message = "a revision or comment stands before any post."
                raise Unreadable(message, lines.line_number)

    def _read_blog_json(self) -> JSONFields:
        try:
            data = json.loads(self._read_file("blog.json"))
        except (ValueError, RecursionError) as error:
            message = "its blog.json is not JSON."
            raise Unreadable(message) from error
        blog_json = JSONFields(data)
        if blog_json.data.get("format") != FORMAT:
            message = "this is no export of a community like this one: blog.json says so."
            raise Unreadable(message)
        version = blog_json.integer("version")
        if version is None or version > VERSION:
            message = (
                "it was made by a later version than this one; please bring this one up to date."
            )
            raise Unreadable(message)
        return blog_json

    def _read_file(self, name: str) -> bytes:
        try:
            with self.archive.open(name) as file:
                content = file.read(_MAX_BLOG_JSON + 1)
        except KeyError as error:
            message = f"there is no {name} in it: this is no export of a community like this one."
            raise Unreadable(message) from error
        except _DAMAGE_ERRORS as error:
            message = f"the zip is damaged at {name}."
            raise Unreadable(message) from error
        if len(content) > _MAX_BLOG_JSON:
            message = f"{name} unpacks to more than is taken."
            raise Unreadable(message)
        return content


class _Lines:
    """posts.jsonl, one line ahead."""

    def __init__(self, reader: CpdblogReader) -> None:
        self.reader = reader
        self.line_number = 0
        self.next_row: Row | None = None
        try:
            self.file: IO[bytes] = reader.archive.open("posts.jsonl")
        except KeyError as error:
            message = "there is no posts.jsonl in it."
            raise Unreadable(message) from error
        except _DAMAGE_ERRORS as error:
            message = "the zip is damaged at posts.jsonl."
            raise Unreadable(message) from error
        self._advance()

    def is_at(self, kind: str) -> bool:
        return self.next_row is not None and self.next_row[0] == kind

    def take(self) -> tuple[str, Row]:
        row, place = self.next_row, f"line {self.line_number}"
        self._advance()
        assert row is not None  # noqa: S101 - asked before
        return place, row

    def rows(self) -> Iterator[Row]:
        """What belongs to the post that was taken last."""
        while self.next_row is not None and self.next_row[0] != "post":
            _place, row = self.take()
            yield row

    def _advance(self) -> None:
        try:
            line = self.file.readline(_MAX_LINE + 1)
        except _DAMAGE_ERRORS as error:
            message = "the zip is damaged here, or the file was cut off."
            raise Unreadable(message, self.line_number + 1) from error
        self.line_number += 1
        self.reader.done += len(line)
        if len(line) > _MAX_LINE:
            message = "this line is longer than any post."
            raise Unreadable(message, self.line_number)
        self.next_row = self._row(line) if line else None

    def _row(self, line: bytes) -> Row:
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            message = "this is not JSON, or it breaks off here."
            raise Unreadable(message, self.line_number) from error
        for kind in ("post", "revision", "comment"):
            if isinstance(data, dict) and isinstance(data.get(kind), dict):
                return kind, JSONFields(data[kind])
        message = "this is neither a post nor a revision nor a comment."
        raise Unreadable(message, self.line_number)


def _post(fields: JSONFields, place: str, rows: Iterator[Row]) -> ImportedPost | SkippedItem:
    pk = fields.integer("number", maximum=2**63 - 1)
    title = fields.text("title", MAX_TITLE_LENGTH)
    source = fields.text("source", MAX_SOURCE_LENGTH + 1)
    name = f"“{title[:60]}”" if title else f"post {pk}"
    if pk is None:
        return SkippedItem(place, name, "it has no number")
    if len(source) > MAX_SOURCE_LENGTH:
        return SkippedItem(place, name, "it is longer than any post")
    return ArchivedPost(
        place=place,
        source_id=str(pk),
        source=source,
        source_format=fields.choice("format", Post.Format.values, Post.Format.MARKDOWN),
        kind=fields.choice("kind", Post.Kind.values, Post.Kind.POST),
        status=fields.choice("status", Post.Status.values, Post.Status.DRAFT),
        at=fields.datetime("published_at"),
        title=title,
        old_addresses=set(fields.strings("old_addresses", 400)),
        fields=fields,
        rows=rows,
    )


def _size(files: Zip, name: str) -> int:
    return files.archive.getinfo(name).file_size if name in files.names else 0
