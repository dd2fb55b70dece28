"""Buffers on disk what stands apart from its post in a file, until that post is read.

Both are SQLite tables without a name, which are gone once they are closed.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from transfer.importers.common.dates import parse_date
from transfer.importers.common.items import ImportedAuthor, ImportedComment, SkippedItem
from transfer.importers.common.text import strip_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORPHANS = """
SELECT rowid, place, data FROM comments AS reply WHERE parent_id != '' AND NOT EXISTS
(SELECT 1 FROM comments WHERE comments.post_id = reply.post_id
AND comments.source_id = reply.parent_id) LIMIT 500
"""


class CommentBuffer:
    """Comments that come before their posts: memory holds those of one post."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute(
            "CREATE TABLE comments"
            " (post_id TEXT, place TEXT, source_id TEXT, parent_id TEXT, data TEXT)"
        )
        self._database.execute("CREATE INDEX comments_of_post ON comments (post_id, source_id)")

    def add(self, post_id: str, place: str, comment: ImportedComment) -> None:
        data = json.dumps({**asdict(comment), "at": comment.at and comment.at.isoformat()})
        row = [post_id, place, comment.source_id, comment.parent_id, data]
        self._database.execute("INSERT INTO comments VALUES (?, ?, ?, ?, ?)", row)

    def take(self, post_id: str) -> list[ImportedComment]:
        """Those of a post, in the order of the file; they are removed from the buffer."""
        rows = self._database.execute(
            "SELECT data FROM comments WHERE post_id = ? ORDER BY rowid", [post_id]
        )
        comments = [_from_json(data) for (data,) in rows]
        self._database.execute("DELETE FROM comments WHERE post_id = ?", [post_id])
        return comments

    def remaining(self, reason: str) -> Iterator[SkippedItem]:
        rows = self._database.execute("SELECT place, data FROM comments ORDER BY rowid")
        return (_skipped(place, _from_json(data), reason) for place, data in rows)

    def take_orphans(self, reason: str) -> Iterator[SkippedItem]:
        """Replies to comments that are not in the buffer, then the replies to those."""
        while True:
            orphans = self._database.execute(_ORPHANS).fetchall()
            if not orphans:
                return
            for rowid, place, data in orphans:
                self._database.execute("DELETE FROM comments WHERE rowid = ?", [rowid])
                yield _skipped(place, _from_json(data), reason)

    def close(self) -> None:
        self._database.close()


class RowBuffer:
    """Rows of several tables of an export, found again by a key."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE rows (source TEXT, key TEXT, data TEXT)")
        self._database.execute("CREATE INDEX rows_by_key ON rows (source, key)")

    def add(self, table: str, key: str, row: dict[str, Any]) -> None:
        data = json.dumps(row, default=str).encode("utf-8", "replace")
        values = [table, key.encode("utf-8", "replace"), data]
        self._database.execute("INSERT INTO rows VALUES (?, ?, ?)", values)

    def rows(self, table: str, key: str) -> Iterator[dict[str, Any]]:
        values = [table, key.encode("utf-8", "replace")]
        rows = self._database.execute(
            "SELECT data FROM rows WHERE source = ? AND key = ? ORDER BY rowid", values
        )
        return (json.loads(data) for (data,) in rows)

    def close(self) -> None:
        self._database.close()


def _from_json(data: str) -> ImportedComment:
    fields: dict[str, Any] = json.loads(data)
    author = fields.pop("author")
    fields["at"] = parse_date(fields["at"] or "")
    return ImportedComment(**fields, author=ImportedAuthor(**author) if author else None)


def _skipped(place: str, comment: ImportedComment, reason: str) -> SkippedItem:
    name = f"comment {comment.source_id[:40]} by {strip_markup(comment.name)[:60]}"
    return SkippedItem(place, name, reason)
