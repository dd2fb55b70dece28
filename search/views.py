"""The page where things are found."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cpdblog.lib.http.paging import page_of
from search.finding import find
from search.query import SearchQuery

RESULTS_A_PAGE = 10


@require_safe
@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    found = find(SearchQuery.from_params(request.GET))
    page = page_of(found.hits, request, size=RESULTS_A_PAGE)
    context = {"found": found, "query": found.query, "page": page}
    if found.hits:
        context |= {
            "results": found.results(list(page.object_list)),
            "kinds": found.kinds(),
            "filters": found.filters(),
        }
    return render(request, "search/search.html", context)
