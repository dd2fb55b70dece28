"""Reads the tables in a Ghost export as a stream: one row in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from transfer.importers.common.encoding import AsUTF8
from transfer.importers.common.items import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]

_TABLES = [["db", "data"], ["data"]]  # newer, older
_MAX_DEPTH = 40
_MAX_STRING_LENGTH = 16_000_000  # bytes


def rows(file: BinaryIO) -> Iterator[tuple[str, Row]]:
    """The name of a table and a row of it. Raises Unreadable."""
    text = _Bounded(file)
    try:
        yield from _rows(text)
    except (ijson.JSONError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        message = f"this is not JSON, or it breaks off here ({reason})."
        raise Unreadable(message, text.line) from error


def _rows(text: _Bounded) -> Iterator[tuple[str, Row]]:
    path: list[str | None] = []  # for each thing we are in the key it is at; None in a list
    builder, start = None, 0
    for event, value in ijson.basic_parse(text, use_float=True):
        if builder:
            builder.event(event, value)
        if event in {"start_map", "start_array"}:
            if event == "start_map" and not builder and (table := _table(path)):
                builder, start = ObjectBuilder(), len(path)
                builder.event(event, value)
            path.append("" if event == "start_map" else None)
            _check_depth(path, text)
        elif event == "map_key":
            path[-1] = value
        elif event in {"end_map", "end_array"}:
            path.pop()
            if builder and len(path) == start:
                yield table, builder.value
                builder = None


def _table(path: list[str | None]) -> str:
    """The name of the table whose list we are in."""
    keys = [key for key in path if key is not None]
    is_row = path[-1:] == [None] and keys[:-1] in _TABLES
    return keys[-1] if is_row else ""


def _check_depth(path: list[str | None], text: _Bounded) -> None:
    if len(path) > _MAX_DEPTH:
        message = "things stand in things too deep to be a Ghost export."
        raise Unreadable(message, text.line)


class _Bounded(AsUTF8):
    """Refuses a string without end, which would be held in memory whole."""

    length = 0

    def read(self, size: int) -> bytes:
        chunk = super().read(size)
        last = chunk.rfind(b'"')
        while last > 0 and chunk[last - 1 : last] == b"\\":  # one that ends nothing
            last = chunk.rfind(b'"', 0, last)
        self.length = self.length + len(chunk) if last < 0 else len(chunk) - last
        if self.length > _MAX_STRING_LENGTH:
            message = "a text without end stands here."
            raise Unreadable(message, self.line)
        return chunk
