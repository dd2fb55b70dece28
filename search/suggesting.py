"""What a misspelt word may be meant to be, out of the words of the index."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search import backends, folding
from search.backends import Filters
from search.models import Word
from search.words import parts_of, terms_of

MOST_WORDS = 4
MOST_COMPARED = 20_000
MOST_TRIED = 3
_SHORTEST, _LONG = 4, 7  # a short word may be one slip away, a long one two


def meant(typed: str) -> str:
    """The same words with those that nobody used replaced; "" where that finds nothing either."""
    parts = [part.words for part in parts_of(typed)]
    if len(parts) > MOST_WORDS:
        return ""
    meant = [word if _is_found(word) else _nearest(word) for word in parts]
    said = " ".join(meant)
    return said if all(meant) and meant != parts and _is_found(said) else ""


def _is_found(words: str) -> bool:
    return bool(backends.hits(terms_of(words), Filters(), newest_first=True))


def _nearest(word: str) -> str:
    """Of the nearest few one that finds something: what nobody may see any more is not said."""
    folded = folding.fold(word)
    if len(folded) < _SHORTEST or not folded.isalpha():
        return ""
    known = dict(Word.objects.like(folded, most=MOST_COMPARED))
    slips = 1 if len(folded) < _LONG - 1 else 2
    near = process.extract(
        folded, list(known), scorer=OSA.distance, score_cutoff=slips, limit=MOST_TRIED
    )
    return next((known[name] for name, *_ in near if _is_found(known[name])), "")
