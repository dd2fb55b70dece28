"""The page where things are found."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.finding import SearchQuery, find

RESULTS_A_PAGE = 10


@require_safe
@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    found = find(SearchQuery.of(request.GET))
    try:
        page = Paginator(found.hits, RESULTS_A_PAGE).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    context = {"found": found, "query": found.query, "page": page}
    if found.hits:
        context["results"] = found.results(list(page.object_list))
    return render(request, "search/search.html", context)
