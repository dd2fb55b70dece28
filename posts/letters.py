"""An alphabet to find a name by: the letters in use, and with which signs those names begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from posts.tag_index import LETTERS, letter_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class LetterChoice(NamedTuple):
    name: str
    is_used: bool


def by_letter(signs: Iterable[str]) -> dict[str, list[str]]:
    """ "É" and "e" stand under E; what begins with no letter under "0–9"."""
    under: dict[str, list[str]] = {}
    for sign in signs:
        under.setdefault(letter_of(sign), []).append(sign)
    return under


def choices(under: dict[str, list[str]]) -> list[LetterChoice]:
    """Every letter from A to Z, those without a name too, then what begins with anything else."""
    return [LetterChoice(name, name in under) for name in sorted({*LETTERS, *under})]
