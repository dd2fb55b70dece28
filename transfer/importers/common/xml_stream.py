"""XML from outside, read as a stream: no entities of its own, and a line for whatever is wrong."""

from __future__ import annotations

import codecs
import re
from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from transfer.importers.common.encoding import FALLBACK_ERRORS
from transfer.importers.common.items import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 6
_CHUNK = 64 * 1024
# Editors pass on what was pasted into them, signs that XML does not know included.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # every other byte is zero
_ENCODING = re.compile(rb"""^[^<>]{0,3}<\?xml\s[^<>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")


class Record(Protocol):
    """An item of a feed that is being read."""

    length: int  # characters

    @property
    def is_too_long(self) -> bool: ...


class RecordTarget[Row: Record](ABC):
    """Follows a parser from element to element; elements deeper than MAX_DEPTH are passed over."""

    def __init__(self) -> None:
        self.position: Any = None  # of the parser
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
    """The records that TARGET makes of FILE. Raises Unreadable, after those that are whole."""
    parser = DefusedXMLParser(target=target)
    target.position = parser.parser
    try:
        for chunk in _chunks(file):
            parser.feed(chunk)
            yield from target.take()
        parser.close()  # which may read on what it held back
        yield from target.take()
    except ParseError as error:
        yield from target.take()
        line, _column = error.position
        reason = str(error).partition(":")[0]
        message = f"this is not XML, or it breaks off here ({reason})."
        raise Unreadable(message, line) from error
    except DefusedXmlException as error:
        yield from target.take()
        message = "the file declares entities of its own, which is refused."
        raise Unreadable(message, parser.parser.CurrentLineNumber) from error
    except (LookupError, ValueError) as error:
        message = "the encoding the file names cannot be read."
        raise Unreadable(message, parser.parser.CurrentLineNumber) from error


def local_name(tag: str) -> str:
    """The name without its namespace, which differs by version and by http or https."""
    return tag.rpartition("}")[2]


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    first = file.read(_CHUNK)
    dropped = b"" if first[:2] in _UTF16_STARTS else _CONTROLS
    repair = _repair if _is_utf8(first) else _unchanged
    decoder = codecs.getincrementaldecoder("utf-8")(errors=FALLBACK_ERRORS)
    yield repair(decoder, first).translate(None, dropped)
    while chunk := file.read(_CHUNK):
        yield repair(decoder, chunk).translate(None, dropped)


def _is_utf8(first: bytes) -> bool:
    declared = _ENCODING.match(first)
    is_utf8 = not declared or declared[1].lower() in {b"utf-8", b"utf8"}
    return is_utf8 and first[:2] not in _UTF16_STARTS


def _repair(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bytes:
    """What says it is UTF-8 and is not in places: those were written on an older Windows."""
    return decoder.decode(chunk).encode()


def _unchanged(_decoder: codecs.IncrementalDecoder, chunk: bytes) -> bytes:
    return chunk
