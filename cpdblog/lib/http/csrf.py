"""How a form proves that it is ours."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import get_callable

from cpdblog.lib.http.origin import comes_from_our_own_pages

_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class CsrfMiddleware(CsrfViewMiddleware):
    """Someone without a session has nothing that a forged form could use, so only the origin is
    asked.

    That keeps anonymous pages free of tokens and cookies; with a session Django's own check
    applies.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if _has_session_cookie(request) or request.method in _SAFE:
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if _is_exempt(request, callback) or comes_from_our_own_pages(request):
            return None
        return self._reject(request, "The form did not come from one of our own pages.")

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        refuse = get_callable(settings.CSRF_FAILURE_VIEW)
        return HttpResponseForbidden(refuse(request, reason=reason).content)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not _has_session_cookie(request) and request.session.is_empty():
            return response
        return super().process_response(request, response)


class _Judge(CsrfMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


def is_forged(request: HttpRequest) -> bool:
    """The check itself, for views that are exempt because they answer a refusal with the words
    kept.
    """
    judge = _Judge(lambda _request: HttpResponse())
    return judge.process_view(request, _plain_view, (), {}) is not None


def _plain_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


def _is_exempt(request: HttpRequest, callback: Callable[..., HttpResponseBase]) -> bool:
    return getattr(callback, "csrf_exempt", False) or getattr(
        request, "_dont_enforce_csrf_checks", False
    )


def _has_session_cookie(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES
