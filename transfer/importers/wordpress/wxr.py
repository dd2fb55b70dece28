"""Reads a WordPress export (WXR 1.0 to 1.2) as a stream: one item in memory at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from transfer.importers.common.faults import Faults
from transfer.importers.common.items import Unreadable
from transfer.importers.common.xml_stream import RecordTarget, local_name, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

Fields = dict[str, str]

MAX_ITEM_LENGTH = 8_000_000  # characters, comments included
_IN_CHANNEL = ["rss", "channel"]
_META_KEYS = {
    "_thumbnail_id",
    "_wp_attached_file",
    "_wp_attachment_image_alt",
    "_wp_old_date",
    "_wp_old_slug",
    "footnotes",
}


@dataclass(slots=True)
class Term:
    domain: str
    name: str
    nicename: str = ""


@dataclass(slots=True)
class Item:
    line: int
    fields: Fields = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    comments: list[Fields] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)  # of _META_KEYS
    length: int = 0
    is_cut_off: bool = False

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def meta_value(self, key: str) -> str:
        """The first value of the meta field KEY; "" where there is none."""
        return self.meta.get(key, [""])[0]

    @property
    def is_whole(self) -> bool:
        """Comments come last; what stands before them says who may read it."""
        return bool(self["is_sticky"] or self.comments)

    @property
    def is_too_long(self) -> bool:
        return self.length > MAX_ITEM_LENGTH


class Export:
    """A file that is being read: the channel and its authors are known with the first item."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.channel: Fields = {}
        self.authors: dict[str, Fields] = {}
        self.faults = Faults()

    @property
    def site(self) -> str:
        """The address of the blog there, without http: or https:, which change."""
        address = self.channel.get("base_blog_url") or self.channel.get("link", "")
        return address.partition("://")[2].rstrip("/").lower()

    def items(self) -> Iterator[Item]:
        yield from read_xml(self.file, _Target(self))
        if "wxr_version" not in self.channel:
            message = "this is no WordPress export: it names no WXR version."
            raise Unreadable(message, 1)


class _Target(RecordTarget[Item]):
    """Builds items from what the parser meets; elements that have no place here are dropped."""

    record_name = "item"

    def __init__(self, export: Export) -> None:
        super().__init__(export.faults)
        self.export = export
        self.author: Fields = {}
        self.term = Term("", "")
        self.meta_key = ""

    def name_of(self, tag: str) -> str:
        """`encoded` is the name of two elements, told apart by their namespaces, or where these are
        not declared by their prefixes.
        """
        name = local_name(tag)
        if name == "encoded":
            return "excerpt" if "excerpt" in tag.rpartition("}")[0] else "content"
        return name

    def start_element(self, attributes: dict[str, str]) -> None:
        match self._path_in_channel():
            case ["item"]:
                self._begin_item()
            case ["item", "comment"] if self.record:
                self.record.comments.append({})
            case ["item", "category"]:
                self.term = Term(attributes.get("domain", ""), "", attributes.get("nicename", ""))
            case ["item", "postmeta"]:
                self.meta_key = ""
            case ["author"]:
                self.author = {}

    def end_element(self, text: str) -> None:
        match self._path_in_channel():
            case ["item"]:
                self.finish_record()
            case ["author"]:
                self.export.authors.setdefault(self.author.get("author_login", ""), self.author)
            case path if text:
                self._store_text(path, text)

    def cut_off(self) -> None:
        if self.record and self._path_in_channel()[:2] == ["item", "comment"]:
            self.record.comments.pop()
        super().cut_off()

    def _path_in_channel(self) -> list[str]:
        return self.path[2:] if self.path[:2] == _IN_CHANNEL else []

    def _begin_item(self) -> None:
        line = self.parser.line
        if "wxr_version" not in self.export.channel:
            message = "this is no WordPress export: it names no WXR version before its first item."
            raise Unreadable(message, line)
        self.record = Item(line)

    def _store_text(self, path: list[str], text: str) -> None:
        match path:
            case ["item", *inside] if self.record:
                self._store_in_item(self.record, inside, text)
            case ["author", name]:
                self.author.setdefault(name, text)
            case [name]:
                self.export.channel.setdefault(name, text)

    def _store_in_item(self, item: Item, path: list[str], text: str) -> None:
        match path:
            case ["category"]:
                item.terms.append(Term(self.term.domain, text, self.term.nicename))
            case ["comment", name]:
                item.comments[-1].setdefault(name, text)
            case ["postmeta", "meta_key"]:
                self.meta_key = text
            case ["postmeta", "meta_value"] if self.meta_key in _META_KEYS:
                item.meta.setdefault(self.meta_key, []).append(text)
            case [name]:
                item.fields.setdefault(name, text)
