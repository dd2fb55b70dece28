"""Some words of a text round those that were found, as they were written."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from search import folding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.terms import Term

OPEN, CLOSE = "\x02", "\x03"  # round what was found; no document holds them
_LONGEST = 210
_BEFORE = 70
_MOST_LOOKED_AT = 3_000


def snippet(text: str, terms: Sequence[Term]) -> str:
    start = _start(text, next(_found(text, terms), 0))
    end = _end(text, start + _LONGEST)
    shown, place = [], start
    for begin, after in _marks(text, start, end, terms):
        shown += [text[place:begin], OPEN, text[begin:after], CLOSE]
        place = after
    shown.append(text[place:end])
    return f"{'…' if start else ''}{''.join(shown)}{'…' if end < len(text) else ''}"


def _start(text: str, found: int) -> int:
    """At a word, some way before what was found."""
    if found <= _BEFORE:
        return 0
    space = text.find(" ", found - _BEFORE, found)
    return space + 1 if space >= 0 else found - _BEFORE


def _end(text: str, most: int) -> int:
    if most >= len(text):
        return len(text)
    space = text.rfind(" ", most - _BEFORE, most)
    return space if space >= 0 else most


def _found(text: str, terms: Sequence[Term]) -> Iterator[int]:
    """Where words that were asked for stand: guessed from how they begin, else word by word."""
    guess = _guess(terms)
    for match in islice(guess.finditer(text), _MOST_LOOKED_AT) if guess else ():
        word = next(folding.as_written(text, match.start()))
        if list(_within(word[0], terms)):
            yield word.start()
    if not text.isascii():
        for word in islice(folding.as_written(text), _MOST_LOOKED_AT):
            if list(_within(word[0], terms)):
                yield word.start()


def _guess(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """An ending may change the last letter of a stem: library, librari."""
    sure = {token[:-1] or token for term in terms for token in term.tokens if token.isascii()}
    sure |= {term.prefix for term in terms if term.prefix.isascii() and term.prefix}
    begun = "|".join(re.escape(one) for one in sorted(sure))
    return re.compile(rf"(?<![^\W_])(?:{begun})", re.IGNORECASE) if begun else None


def _marks(text: str, start: int, end: int, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    for word in folding.as_written(text, start):
        if word.start() >= end:
            return
        for begin, after in _within(word[0], terms):
            yield word.start() + begin, min(word.start() + after, end)


def _within(word: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """The parts of one written word that were asked for: all of it, or some signs of a run."""
    if folding.is_run(word):
        yield from _within_run(word, terms)
        return
    folded = folding.fold(word)
    tokens = set(folding.tokens_of(word))
    for term in terms:
        if tokens.intersection(term.tokens) or (term.prefix and folded.startswith(term.prefix)):
            yield 0, len(word)
            return


def _within_run(word: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    folded = folding.fold(word)
    if len(folded) != len(word):
        return
    tokens = {token for term in terms for token in term.tokens if folding.is_run(token)}
    marked = bytearray(len(word))
    for token in tokens:
        for match in re.finditer(f"(?={re.escape(token)})", folded):
            marked[match.start() : match.start() + len(token)] = b"x" * len(token)
    yield from (match.span() for match in re.finditer(b"x+", marked))
