"""Bytes that call themselves UTF-8, and in places come from an older Windows."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from codecs import IncrementalDecoder

FALLBACK_ERRORS = "windows-1252"  # the name of an error handler of codecs
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decoder_for(first: bytes) -> IncrementalDecoder:
    """What reads text that begins with these bytes."""
    name = _BOMS.get(first[:2], "utf-8-sig")
    return codecs.getincrementaldecoder(name)(errors=FALLBACK_ERRORS)


def decode_text(content: bytes) -> str:
    return decoder_for(content).decode(content, final=True)


class AsUTF8:
    """A file as if it had been written in UTF-8; counts the lines that were read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.line = 1
        self._decoder: IncrementalDecoder | None = None

    def read(self, size: int) -> bytes:
        while chunk := self.file.read(size):
            self._decoder = self._decoder or decoder_for(chunk)
            text = self._decoder.decode(chunk)
            if text:
                self.line += text.count("\n")
                return text.encode("utf-8", "replace")
            # the start of a character: read on, as b"" would mean the end
        return b""


def _decode_as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("windows-1252", "replace"), error.end


codecs.register_error(FALLBACK_ERRORS, _decode_as_windows)
