"""Addresses are written in small letters; readers who come by one in capitals are sent on."""

from collections.abc import Callable, Iterator
from copy import copy
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

_NOT_FOUND = 404
_MOVED = 301
_NAMESPACES = {"blogs", "comments", "community", "people", "posts", "search", "site"}
_CASE_SENSITIVE = {
    "key",
    "name",
    "token",
}  # parts of an address that are keys or names of files


class LowercaseMiddleware:
    """Where nothing is found, what stands under the same address in small letters is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == _NOT_FOUND and request.method in {"GET", "HEAD"}:
            for path in _lowercase_paths(request.path_info):
                found = self._response_at(request, path)
                if found.status_code == _MOVED:
                    return found
                if found.status_code != _NOT_FOUND:
                    return _redirect_to(request, path)
        return response

    def _response_at(self, request: HttpRequest, path: str) -> HttpResponse:
        other = copy(request)
        other.path = request.path.removesuffix(request.path_info) + path
        other.path_info = path
        return self.get_response(other)


def _lowercase_paths(path: str) -> Iterator[str]:
    for small in dict.fromkeys((path.lower(), path.casefold())):
        for whole in dict.fromkeys((small, f"{small.rstrip('/')}/")):
            if small != path and _is_page(whole):
                yield whole


def _is_page(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.namespace in _NAMESPACES and not _CASE_SENSITIVE & match.kwargs.keys()


def _redirect_to(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META["QUERY_STRING"]
    suffix = f"?{quote(query, safe='/:;,&=+%~-._!*()@$')}" if query else ""
    return HttpResponsePermanentRedirect(f"{quote(path, safe='/@.')}{suffix}")
