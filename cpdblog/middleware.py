"""What every answer carries."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from cpdblog.errors import bad_request
from posts.models import OldAddress

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_PERSONAL = {"held", "kept"}
_ON_A_BLOG = re.compile(r"/@(?P<handle>[a-z0-9-]{1,40})/(?P<path>.*)", re.DOTALL)
_BY_NUMBER = ("p", "page_id")  # as WordPress numbers its posts and pages


class NoNulMiddleware:
    """No address of ours holds a NUL, and a database may stumble over one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response:
            if _is_for_everyone(request) and not response.cookies:
                patch_cache_control(response, public=True, no_cache=True)
            else:
                patch_cache_control(response, private=True, no_store=True)
        return response


def _is_for_everyone(request: HttpRequest) -> bool:
    """Asked without a cookie of ours and without a token that opens somebody's own words."""
    if request.COOKIES or request.GET.keys() & _PERSONAL:
        return False
    return request.method in {"GET", "HEAD"}


class OldAddressMiddleware:
    """Where nothing is found on a blog, a post that stood there before it moved in is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        on_blog = _ON_A_BLOG.fullmatch(request.path_info)
        if not on_blog or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        handle, path = on_blog["handle"], on_blog["path"].strip("/")
        number = next((request.GET[name] for name in _BY_NUMBER if name in request.GET), "")
        if not path and number.isdecimal():
            return _moved(handle, f"?p={number}") or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == 404:  # noqa: PLR2004
            return _moved(handle, path) or response
        return response


def _moved(handle: str, path: str) -> HttpResponse | None:
    if len(path) > OldAddress.LONGEST or "\0" in path:
        return None
    old = OldAddress.objects.leading(handle=handle, path=path).first()
    return HttpResponsePermanentRedirect(old.post.get_absolute_url()) if old else None
