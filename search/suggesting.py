"""What a misspelt word may be meant to be, out of the words of the index."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search import backends, folding
from search.backends import Filters
from search.models import Word
from search.terms import parts_of, terms_of

MAX_WORDS = 4
MAX_COMPARED = 20_000
MAX_TRIED = 3
_MIN_LENGTH, _LONG = 4, 7  # a short word may be one slip away, a long one two


def suggest(typed: str) -> str:
    """The same words with those that nobody used replaced; "" where that finds nothing either."""
    parts = [part.text for part in parts_of(typed)]
    if len(parts) > MAX_WORDS:
        return ""
    words = [word if is_found(word) else _nearest(word) for word in parts]
    suggestion = " ".join(words)
    return suggestion if all(words) and words != parts and is_found(suggestion) else ""


def is_found(text: str) -> bool:
    return bool(backends.hits(terms_of(text), Filters(), newest_first=True))


def _nearest(word: str) -> str:
    """Of the nearest few one that finds something: what nobody may see any more is not said."""
    folded = folding.fold(word)
    if len(folded) < _MIN_LENGTH or not folded.isalpha():
        return ""
    known = dict(Word.objects.like(folded, most=MAX_COMPARED))
    slips = 1 if len(folded) < _LONG - 1 else 2
    near = process.extract(
        folded, list(known), scorer=OSA.distance, score_cutoff=slips, limit=MAX_TRIED
    )
    return next((known[name] for name, *_ in near if is_found(known[name])), "")
