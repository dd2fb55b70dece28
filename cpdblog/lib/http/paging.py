import re
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def page_of(
    things: QuerySet[Any], request: HttpRequest, *, size: int, count: int | None = None
) -> Page[Any]:
    """The page that `?page=` asks for; COUNT spares a query. Raises Http404 where there is none.

    The request keeps its number: each page of a list has a canonical address of its own.
    """
    asked = request.GET.get("page", "1")
    if not _NUMBER.fullmatch(asked):
        raise Http404
    paginator = Paginator(things, size)
    if count is not None:
        vars(paginator)["count"] = count
    try:
        page = paginator.page(int(asked))
    except EmptyPage as error:
        raise Http404 from error
    request.page_of_a_list = page.number  # type: ignore[attr-defined]
    return page
