from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest


def page_of(things: QuerySet[Any], request: HttpRequest, *, size: int) -> Page[Any]:
    """The page that `?page=` asks for. Raises Http404 for a page that is not there."""
    try:
        return Paginator(things, size).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
