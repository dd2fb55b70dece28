"""Two texts that grew from one, made one again; where both changed a line, both lines stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def merge(base: str, mine: str, theirs: str) -> tuple[str, int]:
    """The text with the changes of both, and at how many places they met.

    There mine stands first and theirs below it, so that nothing of either is missing; with a blank
    line between, or the last paragraph of one and the first of the other would be one.
    """
    merged: list[str] = []
    clashes = 0
    for old, one, other in _stretches(_lines(base), _lines(mine), _lines(theirs)):
        if other in (old, one):
            merged += one
        elif one == old:
            merged += other
        else:
            merged += [*one, *_gap(one, other), *other]
            clashes += 1
    return "".join(merged).removesuffix("\n"), clashes


def _gap(one: list[str], other: list[str]) -> list[str]:
    is_close = one and other and one[-1].strip() and other[0].strip()
    return ["\n"] if is_close else []


def _lines(text: str) -> list[str]:
    lines: list[str] = _LINES.findall(text)
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]


def _stretches(
    base: list[str], mine: list[str], theirs: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts cut where a line is in all of them; those lines are stretches too."""
    in_mine, in_theirs = _places(base, mine), _places(base, theirs)
    b = m = t = 0
    for place in range(len(base)):
        if place not in in_mine or place not in in_theirs:
            continue
        here, there = in_mine[place], in_theirs[place]
        yield base[b:place], mine[m:here], theirs[t:there]
        same = base[place : place + 1]
        yield same, same, same
        b, m, t = place + 1, here + 1, there + 1
    yield base[b:], mine[m:], theirs[t:]


def _places(base: list[str], other: list[str]) -> dict[int, int]:
    """Where the lines of BASE that stayed are in OTHER."""
    numbers: dict[str, int] = {}
    numbered = [[numbers.setdefault(line, len(numbers)) for line in text] for text in (base, other)]
    return {
        operation.src_start + step: operation.dest_start + step
        for operation in Levenshtein.opcodes(*numbered)
        if operation.tag == "equal"
        for step in range(operation.src_end - operation.src_start)
    }
