"""Where somebody may have wanted to go who came to an address that leads nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search import suggesting
from search.finding import find
from search.models import Document
from search.query import SearchQuery
from search.terms import normalise_query

if TYPE_CHECKING:
    from search.finding import Result

MAX_LENGTH = 60
MAX_SHOWN = 3
MAX_WORDS = 8
_KINDS = (Document.Kind.POST, Document.Kind.PERSON, Document.Kind.BLOG, Document.Kind.TAG)
_SIGNS = re.compile(r"[-_@+]+")


def words_of(path: str) -> str:
    """What the last part of an address says that is neither a number nor the name of a file."""
    parts = [part for part in path.split("/") if part and not part.isdecimal()]
    last = parts[-1] if parts else ""
    if "." in last or "%" in last or "\ufffd" in last:  # a file, or what is no text
        return ""
    return normalise_query(_SIGNS.sub(" ", last))[:MAX_LENGTH].strip()


def likely_pages(words: str) -> list[Result]:
    """The nearest few with these WORDS, with what they may be meant to be, or with most of them."""
    return _nearest(words) or _nearest(suggesting.suggest(words)) or _nearest(_known(words))


def _known(words: str) -> str:
    """Without those that nobody used: one letter that fell out spoils a word, not the others."""
    parts = words.split()[:MAX_WORDS]
    known = [part for part in parts if suggesting.is_found(part)]
    return " ".join(known) if len(known) > 1 else ""


def _nearest(words: str) -> list[Result]:
    kinds = tuple(sorted(_KINDS))
    query = SearchQuery(text=words, kinds=kinds, blog="", tag="", year=None, newest_first=False)
    results = find(query)
    return results.results(results.hits[:MAX_SHOWN])
