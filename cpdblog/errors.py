"""What people see when something is missing, refused or broken. Nothing here asks the database."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.allauth_limits import RETRY_AFTER
from accounts.limits import please_wait
from cpdblog.context import about_us

_LONGER_TEXTS = ("comment", "source", "bio")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    return _refusal(request, 413)


def too_many(request: HttpRequest) -> HttpResponse:
    """For the pages of allauth; our own forms say it themselves, with everything in them."""
    seconds = request.META.get(RETRY_AFTER, 60)
    answer = _refusal(request, 429, wait=please_wait(seconds))
    answer["Retry-After"] = str(seconds)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    return _refusal(request, 500)


def busy(request: HttpRequest) -> HttpResponse:
    """Too many wait already: with every longer text to copy, and when to come again."""
    answer = _refusal(request, 503, **_typed(request))
    answer["Retry-After"] = "10"
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that could not prove where it came from: refused, with every longer text to copy.

    (A reply is not refused here: its own page takes it again.)
    """
    return _refusal(request, 403, template="errors/csrf.html", **_typed(request))


def _typed(request: HttpRequest) -> dict[str, Any]:
    texts = [request.POST.get(name, "") for name in _LONGER_TEXTS]
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return {
        "kept": [text for text in texts if text.strip()],
        "back": came_from if is_ours else "",
    }


def _refusal(
    request: HttpRequest, status: int, *, template: str = "", **context: object
) -> HttpResponse:
    """Nothing of the request is read: whatever was asked may be what went wrong."""
    words = render_to_string(template or f"errors/{status}.html", {**about_us(), **context})
    return HttpResponse(words, status=status)
