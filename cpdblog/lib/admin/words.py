"""Searching long texts by an index, which a room above keeps and says of here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import models
    from django.db.models import QuerySet

type Index = Callable[[str], Iterable[int]]


class WordIndexes:
    """By the label of a model, such as "posts.post": the keys of those with words in the text."""

    def __init__(self) -> None:
        self._by_label: dict[str, Index] = {}

    def of(self, label: str) -> Callable[[Index], Index]:
        def register(index: Index) -> Index:
            self._by_label[label] = index
            return index

        return register

    def find(self, label: str, words: str) -> Iterable[int]:
        index = self._by_label.get(label)
        return index(words) if index else ()


word_indexes = WordIndexes()


def with_words[Model: models.Model](
    rows: QuerySet[Model], words: str, *, more: Iterable[int]
) -> QuerySet[Model]:
    """Of ROWS those that an index has WORDS of, and MORE, which no index knows."""
    indexed = word_indexes.find(rows.model._meta.label_lower, words)
    return rows.filter(pk__in={*indexed, *more})
