"""What people see when something is missing, refused or broken. Nothing here asks the database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from cpdblog.context import community

_LONGER_TEXTS = ("comment", "source", "bio")
_MAY_BE_SENT_AGAIN = {"comments:reply", "comments:reply_to"}
_NOT_SENT_AGAIN = {"csrfmiddlewaretoken", "do", "password", *_LONGER_TEXTS}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _refusal(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that could not prove where it came from: refused, with every word that was typed.

    A reply may be sent again from here, because the person sees what they are sending.
    """
    kept = [
        (name, request.POST[name]) for name in _LONGER_TEXTS if request.POST.get(name, "").strip()
    ]
    match = request.resolver_match
    is_reply = match is not None and match.view_name in _MAY_BE_SENT_AGAIN
    others = [pair for pair in request.POST.items() if pair[0] not in _NOT_SENT_AGAIN]
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return _refusal(
        request,
        403,
        template="errors/csrf.html",
        kept=kept,
        again=request.path if is_reply and kept else "",
        back=request.path if is_reply else "",
        fields=others if is_reply else [],
        csrf_token=get_token(request) if is_reply and has_session else "",
    )


def _refusal(
    request: HttpRequest, status: int, *, template: str = "", **context: object
) -> HttpResponse:
    words = render_to_string(template or f"errors/{status}.html", {**community(request), **context})
    return HttpResponse(words, status=status)
