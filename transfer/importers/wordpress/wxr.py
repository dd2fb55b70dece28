"""Reads a WordPress export (WXR 1.0 to 1.2) as a stream: one item in memory at a time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from transfer.importers.common.items import Unreadable
from transfer.importers.common.xml_stream import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

Facts = dict[str, str]

LONGEST_ITEM = 8_000_000  # characters, comments included
_LONGEST_PATH = 6
_IN_CHANNEL = ["rss", "channel"]
_KNOWN_META = {
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
    facts: Facts = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    comments: list[Facts] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)  # of the keys that say something here
    length: int = 0

    def __getitem__(self, name: str) -> str:
        return self.facts.get(name, "")

    def told(self, key: str) -> str:
        """The first value kept beside the item under KEY."""
        return self.meta.get(key, [""])[0]

    @property
    def is_too_long(self) -> bool:
        return self.length > LONGEST_ITEM


class Export:
    """An export that is being read: what stands before the first item is known with the first."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.channel: Facts = {}
        self.authors: dict[str, Facts] = {}

    @property
    def site(self) -> str:
        """The address of the blog there, without http: or https:, which change."""
        address = self.channel.get("base_blog_url") or self.channel.get("link", "")
        return address.partition("://")[2].rstrip("/").lower()

    def items(self) -> Iterator[Item]:
        target = _Target(self)
        for _step in read_xml(self.file, target):
            yield from target.finished()
        yield from target.finished()
        if "wxr_version" not in self.channel:
            message = "this is no WordPress export: it names no WXR version."
            raise Unreadable(message, 1)


class _Target:
    """What the parser tells: only the text of known places is kept, of anything else nothing."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.position: Any = None
        self.path: list[str] = []
        self.depth = 0
        self.text: list[str] = []
        self.item: Item | None = None
        self.author: Facts = {}
        self.term = Term("", "")
        self.meta_key = ""
        self.ready: deque[Item] = deque()

    def finished(self) -> Iterator[Item]:
        while self.ready:
            yield self.ready.popleft()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.text.clear()
        if self.depth > _LONGEST_PATH:
            return
        self.path.append(_local(tag))
        match self._place():
            case ["item"]:
                self._begin_item()
            case ["item", "comment"] if self.item:
                self.item.comments.append({})
            case ["item", "category"]:
                self.term = Term(attributes.get("domain", ""), "", attributes.get("nicename", ""))
            case ["item", "postmeta"]:
                self.meta_key = ""
            case ["author"]:
                self.author = {}

    def data(self, text: str) -> None:
        if self.depth > _LONGEST_PATH:
            return
        if self.item:
            self.item.length += len(text)
            if self.item.is_too_long:
                return
        self.text.append(text)

    def end(self, _tag: str) -> None:
        text = "".join(self.text).strip()
        self.text.clear()
        if self.depth <= _LONGEST_PATH:
            self._settle(text)
            self.path.pop()
        self.depth -= 1

    def close(self) -> None:
        pass

    def _place(self) -> list[str]:
        return self.path[2:] if self.path[:2] == _IN_CHANNEL else []

    def _begin_item(self) -> None:
        line = self.position.CurrentLineNumber
        if "wxr_version" not in self.export.channel:
            message = "this is no WordPress export: it names no WXR version before its first item."
            raise Unreadable(message, line)
        self.item = Item(line)

    def _settle(self, text: str) -> None:
        match self._place():
            case ["item"] if self.item:
                self.ready.append(self.item)
                self.item = None
            case ["author"]:
                self.export.authors.setdefault(self.author.get("author_login", ""), self.author)
            case place:
                self._keep(place, text)

    def _keep(self, place: list[str], text: str) -> None:
        if not text:
            return
        match place:
            case ["item", *inside] if self.item:
                self._keep_of_item(self.item, inside, text)
            case ["author", name]:
                self.author.setdefault(name, text)
            case [name]:
                self.export.channel.setdefault(name, text)

    def _keep_of_item(self, item: Item, place: list[str], text: str) -> None:
        match place:
            case ["category"]:
                item.terms.append(Term(self.term.domain, text, self.term.nicename))
            case ["comment", name]:
                item.comments[-1].setdefault(name, text)
            case ["postmeta", "meta_key"]:
                self.meta_key = text
            case ["postmeta", "meta_value"] if self.meta_key in _KNOWN_META:
                item.meta.setdefault(self.meta_key, []).append(text)
            case [name]:
                item.facts.setdefault(name, text)


def _local(tag: str) -> str:
    """The name without its namespace, which differs by version and by http or https."""
    namespace, _brace, name = tag.rpartition("}")
    if name == "encoded":
        return "excerpt" if "/excerpt" in namespace else "content"
    return name
