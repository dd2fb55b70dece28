"""What an import did: counts, and by name what was skipped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MAX_NOTES = 200
_PLURALS = {"posts", "pages", "comments", "pictures"}


@dataclass(slots=True)
class Report:
    imported: Counter[str] = field(default_factory=Counter)
    existing: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)  # by reason
    notes: list[str] = field(default_factory=list)
    unlisted: int = 0  # notes beyond MAX_NOTES
    posts: list[int] = field(default_factory=list)  # primary keys of the first that were imported

    def skip(self, name: str, reason: str, *, place: str, is_listed: bool = True) -> None:
        self.skipped[reason] += 1
        if is_listed:
            self.note(f"{name}: left out, {reason}", place=place)

    def note(self, message: str, *, place: str) -> None:
        if len(self.notes) < MAX_NOTES:
            self.notes.append(f"{place}, {message}")
        else:
            self.unlisted += 1

    def add(self, other: Report) -> None:
        self.imported += other.imported
        self.existing += other.existing
        self.skipped += other.skipped
        room = MAX_NOTES - len(self.notes)
        self.notes += other.notes[:room]
        self.posts += other.posts[: MAX_NOTES - len(self.posts)]
        self.unlisted += other.unlisted + len(other.notes[room:])

    def lines(self) -> list[str]:
        """As a command prints it."""
        parts = {
            "Brought in": self.imported,
            "Already there": self.existing,
            "Left out": self.skipped,
        }
        summary = [f"{label}: {_counts_text(counts)}" for label, counts in parts.items()]
        more = [f"… and {self.unlisted} more"] if self.unlisted else []
        return summary + [f"  {note}" for note in [*self.notes, *more]]

    def as_json(self) -> dict[str, Any]:
        return {
            "imported": self.imported,
            "existing": self.existing,
            "skipped": self.skipped,
            "notes": self.notes,
            "unlisted": self.unlisted,
            "posts": self.posts,
        }


def _counts_text(counts: Counter[str]) -> str:
    parts = (f"{count} {_noun(name, count)}" for name, count in counts.items() if count)
    return ", ".join(parts) or "nothing"


def _noun(name: str, count: int) -> str:
    return name.removesuffix("s") if count == 1 and name in _PLURALS else name
