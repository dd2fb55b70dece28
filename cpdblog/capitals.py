"""Addresses are written in small letters; readers who come by one in capitals are sent on."""

from collections.abc import Callable, Iterator
from copy import copy
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

_NOT_FOUND = 404
_MOVED = 301
_ROOMS = {"blogs", "comments", "community", "people", "posts", "search", "site"}
_CASE_COUNTS = {"key", "name", "token"}  # the parts of an address that are keys, and names of files


class CapitalsMiddleware:
    """Where nothing is found, what stands under the same address in small letters is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == _NOT_FOUND and request.method in {"GET", "HEAD"}:
            for path in _in_small_letters(request.path_info):
                answer = self._asked(request, path)
                if answer.status_code == _MOVED:
                    return answer
                if answer.status_code != _NOT_FOUND:
                    return _sent_on(request, path)
        return response

    def _asked(self, request: HttpRequest, path: str) -> HttpResponse:
        other = copy(request)
        other.path = request.path.removesuffix(request.path_info) + path
        other.path_info = path
        return self.get_response(other)


def _in_small_letters(path: str) -> Iterator[str]:
    for small in dict.fromkeys((path.lower(), path.casefold())):
        for whole in dict.fromkeys((small, f"{small.rstrip('/')}/")):
            if small != path and _is_of_a_page(whole):
                yield whole


def _is_of_a_page(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.namespace in _ROOMS and not _CASE_COUNTS & match.kwargs.keys()


def _sent_on(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META["QUERY_STRING"]
    asked = f"?{quote(query, safe='/:;,&=+%~-._!*()@$')}" if query else ""
    return HttpResponsePermanentRedirect(f"{quote(path, safe='/@.')}{asked}")
