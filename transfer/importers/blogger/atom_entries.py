"""Reads the entries of a large Atom file as a stream, by the local names of its elements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from transfer.importers.common.faults import Faults
from transfer.importers.common.items import Unreadable
from transfer.importers.common.xml_stream import RecordTarget, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRY_LENGTH = 8_000_000  # characters
_MAX_ATTRIBUTES = 500  # elements of an entry whose attributes are kept


@dataclass(slots=True)
class Entry:
    line: int
    texts: dict[str, str] = field(default_factory=dict)  # "author/name": the first of that name
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # with attributes
    length: int = 0
    is_cut_off: bool = False

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def is_too_long(self) -> bool:
        return self.length > MAX_ENTRY_LENGTH

    @property
    def is_whole(self) -> bool:
        return not (self.is_too_long or self.is_cut_off)

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
        self.faults = Faults()

    def entries(self) -> Iterator[Entry]:
        target = _Target(self.feed, self.faults)
        yield from read_xml(self.file, target)
        if not target.is_feed:
            message = "this is no Atom file."
            raise Unreadable(message, 1)


class _Target(RecordTarget[Entry]):
    record_name = "entry"

    def __init__(self, feed: dict[str, str], faults: Faults) -> None:
        super().__init__(faults)
        self.feed = feed
        self.is_feed = False

    def start_element(self, attributes: dict[str, str]) -> None:
        if self.path == ["feed"]:
            self.is_feed = True
        elif self.path == ["feed", "entry"]:
            self.record = Entry(self.parser.line)
        elif attributes and self.record and len(self.record.elements) < _MAX_ATTRIBUTES:
            self.record.length += sum(map(len, attributes.values()))
            if not self.record.is_too_long:
                self.record.elements.append((self.path[-1], attributes))

    def end_element(self, text: str) -> None:
        if self.path == ["feed", "entry"]:
            self.finish_record()
        elif self.path[:2] == ["feed", "entry"] and self.record and text:
            self.record.texts.setdefault("/".join(self.path[2:]), text)
        elif self.path[:1] == ["feed"] and text:
            self.feed.setdefault("/".join(self.path[1:]), text)
