"""What somebody typed, as words and phrases: every text means something, nothing is a command."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cpdblog.lib.text import normalise

LONGEST = 200
MOST_PARTS = 12
SHORTEST_BEGINNING = 2
_PART = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Part:
    words: str
    is_phrase: bool = False
    is_beginning: bool = False  # the last word may go on


def tidy(typed: str) -> str:
    return " ".join(normalise(typed).split())[:LONGEST].strip()


def parts_of(typed: str) -> list[Part]:
    """Phrases stand in quotation marks. What has neither letter nor digit is left out."""
    plain = re.sub("[“”„«»]", '"', tidy(typed))
    found = [
        Part((phrase or word).strip(), is_phrase=bool(phrase))
        for phrase, word in _PART.findall(plain)
    ]
    parts = [part for part in found if any(sign.isalnum() for sign in part.words)][:MOST_PARTS]
    if parts and not parts[-1].is_phrase and len(parts[-1].words) >= SHORTEST_BEGINNING:
        parts[-1] = Part(parts[-1].words, is_beginning=True)
    return parts
