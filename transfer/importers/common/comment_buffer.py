"""What stands elsewhere in a file than the posts it belongs to, on disk until these come by."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from transfer.importers.common.dates import date_from
from transfer.importers.common.items import ImportedAuthor, ImportedComment, LeftOut
from transfer.importers.common.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORPHANS = """
SELECT rowid, place, comment FROM said AS answer WHERE parent != '' AND NOT EXISTS
(SELECT 1 FROM said WHERE said.post = answer.post AND said.number = answer.parent) LIMIT 500
"""


class SetAside:
    """In a table of their own that is gone when it is closed, so that memory holds one post's."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")
        self._table.execute(
            "CREATE TABLE said (post TEXT, place TEXT, number TEXT, parent TEXT, comment TEXT)"
        )
        self._table.execute("CREATE INDEX said_of ON said (post, number)")

    def add(self, post: str, place: str, comment: ImportedComment) -> None:
        said = json.dumps({**asdict(comment), "at": comment.at and comment.at.isoformat()})
        row = [post, place, comment.number, comment.parent, said]
        self._table.execute("INSERT INTO said VALUES (?, ?, ?, ?, ?)", row)

    def take(self, post: str) -> list[ImportedComment]:
        """Those of POST, in the order of the file; what is taken is here no more."""
        rows = self._table.execute("SELECT comment FROM said WHERE post = ? ORDER BY rowid", [post])
        taken = [_read(said) for (said,) in rows]
        self._table.execute("DELETE FROM said WHERE post = ?", [post])
        return taken

    def left(self, reason: str) -> Iterator[LeftOut]:
        rows = self._table.execute("SELECT place, comment FROM said ORDER BY rowid")
        return (_left_out(place, _read(said), reason) for place, said in rows)

    def without_parents(self, reason: str) -> Iterator[LeftOut]:
        """Takes out whatever answers something that is not here, and then what answers that."""
        while True:
            orphans = self._table.execute(_ORPHANS).fetchall()
            if not orphans:
                return
            for row, place, said in orphans:
                self._table.execute("DELETE FROM said WHERE rowid = ?", [row])
                yield _left_out(place, _read(said), reason)

    def close(self) -> None:
        self._table.close()


class Shelves:
    """Rows of many tables, found again by a key."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")
        self._table.execute("CREATE TABLE kept (shelf TEXT, key TEXT, row TEXT)")
        self._table.execute("CREATE INDEX kept_as ON kept (shelf, key)")

    def put(self, shelf: str, key: str, row: dict[str, Any]) -> None:
        said = json.dumps(row, default=str).encode("utf-8", "replace")
        values = [shelf, key.encode("utf-8", "replace"), said]
        self._table.execute("INSERT INTO kept VALUES (?, ?, ?)", values)

    def rows(self, shelf: str, key: str) -> Iterator[dict[str, Any]]:
        values = [shelf, key.encode("utf-8", "replace")]
        found = self._table.execute(
            "SELECT row FROM kept WHERE shelf = ? AND key = ? ORDER BY rowid", values
        )
        return (json.loads(said) for (said,) in found)

    def close(self) -> None:
        self._table.close()


def _read(said: str) -> ImportedComment:
    facts: dict[str, Any] = json.loads(said)
    author = facts.pop("author")
    facts["at"] = date_from(facts["at"] or "")
    return ImportedComment(**facts, author=ImportedAuthor(**author) if author else None)


def _left_out(place: str, said: ImportedComment, reason: str) -> LeftOut:
    return LeftOut(place, f"comment {said.number[:40]} by {words(said.name)[:60]}", reason)
