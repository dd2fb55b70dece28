"""A search as its address says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.models import Document
from search.terms import normalise_query

if TYPE_CHECKING:
    from django.http import QueryDict

YEAR_DIGITS = 4
NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What makes no sense in the address is left out."""

    text: str
    kinds: tuple[str, ...]
    blog: str
    tag: str
    year: int | None
    newest_first: bool

    @classmethod
    def from_params(cls, params: QueryDict) -> SearchQuery:
        year = params.get("year", "")
        is_year = year.isascii() and year.isdigit() and len(year) == YEAR_DIGITS
        known = {*Document.Kind.values}
        return cls(
            text=normalise_query(params.get("q", "")),
            kinds=tuple(sorted(known.intersection(params.getlist("kind")))),
            blog=normalise_query(params.get("blog", "")),
            tag=normalise_query(params.get("tag", "")),
            year=int(year) if is_year else None,
            newest_first=params.get("order") == NEWEST,
        )
