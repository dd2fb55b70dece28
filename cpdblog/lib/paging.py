from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest


def page_of(
    things: QuerySet[Any], request: HttpRequest, *, size: int, count: int | None = None
) -> Page[Any]:
    """The page that `?page=` asks for; COUNT spares a query. Raises Http404 where there is none."""
    paginator = Paginator(things, size)
    if count is not None:
        vars(paginator)["count"] = count
    try:
        return paginator.page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
