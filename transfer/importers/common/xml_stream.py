"""The records of an XML file from outside, read as a stream."""

from __future__ import annotations

import codecs
import re
from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Protocol

from transfer.importers.common.encoding import FALLBACK_ERRORS
from transfer.importers.common.items import Unreadable
from transfer.importers.common.lenient_xml import LenientParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.common.faults import Faults

MAX_DEPTH = 6
_CHUNK = 64 * 1024
# Editors pass on what was pasted into them, signs that XML does not know included.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ENCODING = re.compile(rb"""^[^<>]{0,3}<\?xml\s[^<>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")
_STARTS = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}


class Record(Protocol):
    """An item of a feed that is being read."""

    length: int  # characters
    is_cut_off: bool  # the file breaks off in it

    @property
    def is_too_long(self) -> bool: ...


class RecordTarget[Row: Record](ABC):
    """Follows a parser from element to element; elements deeper than MAX_DEPTH are passed over."""

    record_name: ClassVar[str]  # of the elements that are records

    def __init__(self, faults: Faults) -> None:
        self.parser = LenientParser(self, record=self.record_name, faults=faults)
        self.is_cut_off = False
        self.path: list[str] = []  # of the element we are in
        self.depth = 0
        self.text: list[str] = []
        self.record: Row | None = None
        self.finished: deque[Row] = deque()

    @abstractmethod
    def start_element(self, attributes: dict[str, str]) -> None: ...

    @abstractmethod
    def end_element(self, text: str) -> None: ...

    def name_of(self, tag: str) -> str:
        return local_name(tag)

    def take(self) -> Iterator[Row]:
        while self.finished:
            yield self.finished.popleft()

    def finish_record(self) -> None:
        if self.record:
            self.finished.append(self.record)
            self.record = None

    def cut_off(self) -> None:
        """The file breaks off here: of the record that was begun, what is whole."""
        self.is_cut_off = True
        if self.record:
            self.record.is_cut_off = True
        self.finish_record()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth <= MAX_DEPTH:
            self.text.clear()
            self.path.append(self.name_of(tag))
            self.start_element(attributes)

    def data(self, text: str) -> None:
        if self.depth > MAX_DEPTH:
            return
        if self.record:
            self.record.length += len(text)
            if self.record.is_too_long:
                return
        self.text.append(text)

    def end(self, _tag: str) -> None:
        if self.depth <= MAX_DEPTH:
            self.end_element("".join(self.text).strip())
            self.text.clear()
            self.path.pop()
        self.depth -= 1


def read_xml[Row: Record](file: BinaryIO, target: RecordTarget[Row]) -> Iterator[Row]:
    """The records that TARGET makes of FILE.

    Raises Unreadable, after those before it, where the file breaks off, for entities of its own
    and for an encoding nobody knows.
    """
    try:
        for text in _texts(file):
            target.parser.feed(text)
            yield from target.take()
        target.parser.close()
    except Unreadable:
        yield from target.take()
        raise
    yield from target.take()
    if target.is_cut_off:
        message = "the file breaks off here."
        raise Unreadable(message, target.parser.line)


def local_name(tag: str) -> str:
    """The name without its namespace, which differs by version and by http or https."""
    return tag.rpartition("}")[2]


def _texts(file: BinaryIO) -> Iterator[str]:
    first = file.read(_CHUNK)
    decoder = _decoder_for(first)
    yield _CONTROLS.sub("", decoder.decode(first))
    while chunk := file.read(_CHUNK):
        yield _CONTROLS.sub("", decoder.decode(chunk))
    yield _CONTROLS.sub("", decoder.decode(b"", final=True))


def _decoder_for(first: bytes) -> codecs.IncrementalDecoder:
    """By what the file says it is written in. What says UTF-8 and is not so in places was written
    on an older Windows.
    """
    declared = _ENCODING.match(first)
    named = declared[1].decode() if declared else "utf-8"
    name = _STARTS.get(first[:2], "utf-8-sig" if named.lower() in {"utf-8", "utf8"} else named)
    try:
        "".encode(name)  # which refuses what is no encoding of text, too
        make = codecs.getincrementaldecoder(name)
    except LookupError as error:
        message = "the encoding the file names cannot be read."
        raise Unreadable(message, 1) from error
    return make(errors=FALLBACK_ERRORS if name == "utf-8-sig" else "replace")
