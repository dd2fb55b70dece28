"""XML from outside, read as a stream: no entities of its own, and a line for whatever is wrong."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from transfer.importers.common.encoding import FALLBACK_ERRORS
from transfer.importers.common.items import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 64 * 1024
# Editors pass on what was pasted into them, signs that XML does not know included.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # every other byte is zero
_ENCODING = re.compile(rb"""^[^<>]{0,3}<\?xml\s[^<>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")


class Target(Protocol):
    """What the parser tells what it meets; `position` is where."""

    position: Any


def read_xml(file: BinaryIO, target: Target) -> Iterator[None]:
    """Goes through FILE in steps, so that what TARGET has ready can be taken between them."""
    parser = DefusedXMLParser(target=target)
    target.position = parser.parser
    try:
        for chunk in _chunks(file):
            parser.feed(chunk)
            yield
        parser.close()
    except ParseError as error:
        yield
        line, _column = error.position
        reason = str(error).partition(":")[0]
        message = f"this is not XML, or it breaks off here ({reason})."
        raise Unreadable(message, line) from error
    except DefusedXmlException as error:
        yield
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
