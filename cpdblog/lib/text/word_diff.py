"""What changed between two texts, word by word: in a second at most, whatever the texts are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Words are compared without the blanks after them; ends of lines are words of their own.
_WORDS = re.compile(r"\n|[^\S\n]+|\S+[^\S\n]*")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_WORDS = 60_000  # twice the longest post of prose; beyond it lines are compared
_ISLAND = 2  # so many same words between two changes are read as a part of them
_KEPT_BESIDE = 20  # same words shown before and after a change
_WORTH_SKIPPING = 60


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Part:
    kind: Kind
    text: str
    words: int = 0  # only counted where they are skipped


@dataclass(slots=True)
class _Run:
    """Words of one stretch: as they were, and as they are."""

    before: list[str]
    after: list[str]
    is_same: bool


def word_diff(before: str, after: str) -> list[Part]:
    """The way from BEFORE to AFTER; what stayed the same is skipped far from any change."""
    runs = list(_runs(before, after))
    last = len(runs) - 1
    parts: list[Part] = []
    for place, run in enumerate(runs):
        if run.is_same:
            words = [max(pair, key=len) for pair in zip(run.before, run.after, strict=True)]
            parts += _shortened(words, is_first=place == 0, is_last=place == last)
        else:
            gone, new = "".join(run.before), "".join(run.after)
            parts += [Part(Kind.GONE, gone)] if gone else []
            parts += [Part(Kind.NEW, new)] if new else []
    return parts


def _runs(before: str, after: str) -> Iterator[_Run]:
    old, new = _words(before, after)
    numbers: dict[str, int] = {}
    numbered = [
        [numbers.setdefault(word.strip(" \t") or word, len(numbers)) for word in words]
        for words in (old, new)
    ]
    found = [
        _Run(old[op.src_start : op.src_end], new[op.dest_start : op.dest_end], op.tag == "equal")
        for op in Levenshtein.opcodes(*numbered)
    ]
    for is_same, group in groupby(_without_islands(found), key=lambda run: run.is_same):
        joined = _Run([], [], is_same)
        for run in group:
            joined.before += run.before
            joined.after += run.after
        yield joined


def _words(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return _LINES.findall(before), _LINES.findall(after)
    return old, new


def _without_islands(runs: list[_Run]) -> Iterable[_Run]:
    """A word that happens to stay amid a rewritten sentence makes nothing clearer."""
    for place in range(1, len(runs) - 1):
        run = runs[place]
        is_small = run.is_same and len(run.after) <= _ISLAND
        if is_small and not any("\n" in word for word in run.after):
            around = [runs[place - 1], runs[place + 1]]
            run.is_same = not all(len(one.before) + len(one.after) > _ISLAND for one in around)
    return runs


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> list[Part]:
    start = 0 if is_first else _KEPT_BESIDE
    end = len(words) - (0 if is_last else _KEPT_BESIDE)
    skipped = sum(1 for word in words[start:end] if word.strip())
    if skipped < _WORTH_SKIPPING:
        return [Part(Kind.SAME, "".join(words))]
    parts = [
        Part(Kind.SAME, "".join(words[:start])),
        Part(Kind.SKIPPED, "", skipped),
        Part(Kind.SAME, "".join(words[end:])),
    ]
    return [part for part in parts if part.text or part.words]
