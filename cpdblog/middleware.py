"""What every answer carries."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from cpdblog.errors import bad_request

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_PERSONAL = {"held", "kept"}


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
    if request.COOKIES or request.method not in {"GET", "HEAD"}:
        return False
    try:
        return not request.GET.keys() & _PERSONAL
    except SuspiciousOperation:
        return False
