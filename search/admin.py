"""Lends the index to the lists of the admin: words are found without reading long texts."""

from __future__ import annotations

from cpdblog.lib.admin import word_indexes
from search import backends
from search.models import Document
from search.terms import terms_of


def _public(kind: str, words: str) -> list[int]:
    """The newest of what everybody may see."""
    found = backends.hits(terms_of(words), backends.Filters(kinds=(kind,)), newest_first=True)
    return [hit.object_id for hit in found]


@word_indexes.of("posts.post")
def posts(words: str) -> list[int]:
    return _public(Document.Kind.POST, words)


@word_indexes.of("comments.comment")
def comments(words: str) -> list[int]:
    return _public(Document.Kind.COMMENT, words)
