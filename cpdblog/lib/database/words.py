"""Looking for words in columns that no index helps with: only where there are not many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_WORDS = 10


def each_word(words: str, fields: Iterable[str]) -> models.Q:
    """Every one of WORDS stands in one of the FIELDS."""
    found = models.Q()
    for word in words.split()[:MAX_WORDS]:
        in_one = models.Q()
        for field in fields:
            in_one |= models.Q((f"{field}__icontains", word))
        found &= in_one
    return found
