"""What every answer carries, and how a form proves that it is ours."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_cache_control

from cpdblog.lib.origin import comes_from_our_own_pages

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response and not _is_anonymous(request):
            patch_cache_control(response, private=True, no_store=True)
        return response


class CsrfMiddleware(CsrfViewMiddleware):
    """Someone without a session has nothing that a forged form could use, so only the origin is asked.

    That keeps anonymous pages free of tokens and cookies; with a session Django's own check applies.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if _has_session_cookie(request) or request.method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if getattr(callback, "csrf_exempt", False) or getattr(
            request, "_dont_enforce_csrf_checks", False
        ):
            return None
        if comes_from_our_own_pages(request):
            return None
        return self._reject(request, "The form did not come from one of our own pages.")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not _has_session_cookie(request) and request.session.is_empty():
            return response
        return super().process_response(request, response)


def _has_session_cookie(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_anonymous(request: HttpRequest) -> bool:
    return not request.COOKIES and request.method in {"GET", "HEAD"}
