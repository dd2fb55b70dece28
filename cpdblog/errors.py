"""What people see when something is not there, not allowed or broken. Nothing here asks the database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from cpdblog.context import community


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _refusal(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that could not prove where it came from: refused, with every word that was typed on the page."""
    return _refusal(request, 403, template="errors/csrf.html", kept=_typed_texts(request))


def _typed_texts(request: HttpRequest) -> list[str]:
    """The longer texts of a form, never its passwords or codes."""
    names = {"comment", "source", "bio"}
    return [text for name, text in request.POST.items() if name in names and text.strip()]


def _refusal(
    request: HttpRequest, status: int, *, template: str = "", **context: object
) -> HttpResponse:
    words = render_to_string(
        template or f"errors/{status}.html",
        {**community(request), "debug": settings.DEBUG, **context},
    )
    return HttpResponse(words, status=status)
