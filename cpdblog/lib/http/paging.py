import re
from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def page_of(
    things: QuerySet[Any] | Sequence[Any],
    request: HttpRequest,
    *,
    size: int,
    count: int | None = None,
) -> Page[Any]:
    """The page that `?page=` asks for; COUNT spares a query. Raises Http404 where there is none.

    The request keeps its number: each page of a list has a canonical address of its own.
    """
    typed = request.GET.get("page", "1")
    if not _PAGE_NUMBER.fullmatch(typed):
        raise Http404
    paginator = Paginator(things, size)
    if count is not None:
        vars(paginator)["count"] = count
    try:
        page = paginator.page(int(typed))
    except EmptyPage as error:
        raise Http404 from error
    request.page_of_a_list = page.number  # type: ignore[attr-defined]
    return page


def split_page[Row: Model](rows: QuerySet[Row], size: int) -> tuple[list[Row], Row | None]:
    """The first SIZE of ROWS, and the one after them, which starts the next page; in one query."""
    found = list(rows[: size + 1])
    return found[:size], found[size] if len(found) > size else None
