"""What came of bringing a blog in: counts, and by name what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

LISTED = 200
_COUNTED = {"posts", "pages", "comments", "pictures"}


@dataclass(slots=True)
class Report:
    brought_in: Counter[str] = field(default_factory=Counter)
    already_there: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    unlisted: int = 0
    posts: list[int] = field(default_factory=list)  # the first of those brought in

    def leave_out(self, what: str, reason: str, *, place: str, is_listed: bool = True) -> None:
        self.left_out[reason] += 1
        if is_listed:
            self.note(f"{what}: left out, {reason}", place=place)

    def note(self, words: str, *, place: str) -> None:
        if len(self.notes) < LISTED:
            self.notes.append(f"{place}, {words}")
        else:
            self.unlisted += 1

    def add(self, other: Report) -> None:
        self.brought_in += other.brought_in
        self.already_there += other.already_there
        self.left_out += other.left_out
        room = LISTED - len(self.notes)
        self.notes += other.notes[:room]
        self.posts += other.posts[: LISTED - len(self.posts)]
        self.unlisted += other.unlisted + len(other.notes[room:])

    def lines(self) -> list[str]:
        parts = {
            "Brought in": self.brought_in,
            "Already there": self.already_there,
            "Left out": self.left_out,
        }
        told = [f"{name}: {_told(counts)}" for name, counts in parts.items()]
        more = [f"… and {self.unlisted} more"] if self.unlisted else []
        return told + [f"  {note}" for note in [*self.notes, *more]]

    def as_json(self) -> dict[str, Any]:
        return {
            "brought_in": self.brought_in,
            "already_there": self.already_there,
            "left_out": self.left_out,
            "notes": self.notes,
            "unlisted": self.unlisted,
            "posts": self.posts,
        }


def _told(counts: Counter[str]) -> str:
    told = (f"{count} {_named(what, count)}" for what, count in counts.items() if count)
    return ", ".join(told) or "nothing"


def _named(what: str, count: int) -> str:
    return what.removesuffix("s") if count == 1 and what in _COUNTED else what
