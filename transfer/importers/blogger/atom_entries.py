"""Reads the entries of a large Atom file as a stream, by the local names of its elements."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from transfer.importers.common.items import Unreadable
from transfer.importers.common.xml_stream import local_name, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRY_LENGTH = 8_000_000  # characters
_MAX_DEPTH = 6
_MAX_ATTRIBUTES = 500  # elements of an entry whose attributes are kept


@dataclass(slots=True)
class Entry:
    line: int
    texts: dict[str, str] = field(default_factory=dict)  # "author/name": the first of that name
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # with attributes
    length: int = 0

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def is_too_long(self) -> bool:
        return self.length > MAX_ENTRY_LENGTH

    def all(self, name: str) -> Iterator[dict[str, str]]:
        return (attributes for found, attributes in self.elements if found == name)

    def link(self, rel: str) -> str:
        links = (link for link in self.all("link") if link.get("rel") == rel)
        return next((link.get("href", "") for link in links), "")


class AtomFile:
    """A feed that is being read: what stands before the first entry is known with the first."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.feed: dict[str, str] = {}

    def entries(self) -> Iterator[Entry]:
        target = _Target(self.feed)
        for _step in read_xml(self.file, target):
            while target.ready:
                yield target.ready.popleft()
        if not target.is_feed:
            message = "this is no Atom file."
            raise Unreadable(message, 1)


class _Target:
    def __init__(self, feed: dict[str, str]) -> None:
        self.feed = feed
        self.is_feed = False
        self.position: Any = None
        self.path: list[str] = []
        self.depth = 0
        self.text: list[str] = []
        self.entry: Entry | None = None
        self.ready: deque[Entry] = deque()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            return
        self.text.clear()
        self.path.append(local_name(tag))
        if self.path == ["feed"]:
            self.is_feed = True
        elif self.path == ["feed", "entry"]:
            self.entry = Entry(self.position.CurrentLineNumber)
        elif attributes and self.entry and len(self.entry.elements) < _MAX_ATTRIBUTES:
            self.entry.length += sum(map(len, attributes.values()))
            if not self.entry.is_too_long:
                self.entry.elements.append((self.path[-1], attributes))

    def data(self, text: str) -> None:
        if self.depth > _MAX_DEPTH:
            return
        if self.entry:
            self.entry.length += len(text)
            if self.entry.is_too_long:
                return
        self.text.append(text)

    def end(self, _tag: str) -> None:
        if self.depth <= _MAX_DEPTH:
            self._store("".join(self.text).strip())
            self.text.clear()
            self.path.pop()
        self.depth -= 1

    def close(self) -> None:
        pass

    def _store(self, text: str) -> None:
        if self.path == ["feed", "entry"] and self.entry:
            self.ready.append(self.entry)
            self.entry = None
        elif self.path[:2] == ["feed", "entry"] and self.entry and text:
            self.entry.texts.setdefault("/".join(self.path[2:]), text)
        elif self.path[:1] == ["feed"] and text:
            self.feed.setdefault("/".join(self.path[1:]), text)
