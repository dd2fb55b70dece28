"""What people see when something is missing, refused or broken. Nothing here needs the database:
for an address that is not there it is asked what may have been meant.
"""

import errno
import sys
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import ResolverMatch
from django.utils.translation import gettext

from accounts.allauth_limits import RETRY_AFTER
from blogs.models import Blog
from community.context import community_context
from cpdblog.lib.database.locking import Conflict
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.rate_limits.limits import please_wait
from cpdblog.resubmission import can_be_resubmitted, sent_form
from search.likely import likely_pages, words_of

RETRY_AFTER_SECONDS = 20  # seconds
_READING = {"posts", "blogs", "people"}
_ORDINARY = {403, 404}  # nothing is broken: the page has the bar of every other
_KEY = "key"  # what an address says with it is a secret, and says nothing to a search
_DISK_ERRORS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EROFS,
    errno.EFBIG,
    errno.EMFILE,
    errno.ENFILE,
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Django takes a session that could not be saved for one that somebody ended meanwhile.
    if is_outage(exception):
        return unavailable(request)
    return _refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    match = request.resolver_match
    if match and (match.namespace not in _READING or _KEY in match.kwargs):
        return _refusal(request, 404)
    words = words_of(request.path)
    return _refusal(request, 404, words=words, **(_likely(match, words) if match else {}))


def _likely(match: ResolverMatch, words: str) -> dict[str, Any]:
    """Public pages, where the address is of the kind that posts, people and tags have."""
    if not match.kwargs:
        return {}
    handle = match.kwargs.get("handle", "") if match.namespace != "people" else ""
    try:
        blog = Blog.objects.at(handle).first() if handle else None
        return {"blog": blog, "likely": likely_pages(words) if words else []}
    except DatabaseError:
        return {}


def too_large(request: HttpRequest) -> HttpResponse:
    return _refusal(request, 413)


def too_many(request: HttpRequest) -> HttpResponse:
    """For the pages of allauth; our own forms say it themselves, with everything in them."""
    seconds = request.META.get(RETRY_AFTER, 60)
    response = _refusal(request, 429, wait=please_wait(seconds), **_with_form(request))
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "private, no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    if is_outage(sys.exception()):
        return unavailable(request)
    message = gettext("Something broke on our side. Please try again in a minute.")
    return _with_what_was_sent(request, 500, message)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Something that we need is away or full: in a while it may be done, so all is given back."""
    message = gettext("We cannot do that just now. Please try again in a moment.")
    response = _with_what_was_sent(request, 503, message)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def is_outage(error: BaseException | None) -> bool:
    """Whether it began with the database, the disk or something on the network."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError | ConnectionError | TimeoutError):
            return True
        if isinstance(error, OSError) and error.errno in _DISK_ERRORS:
            return True
        error = error.__cause__ or error.__context__
    return False


def busy(request: HttpRequest) -> HttpResponse:
    """Too many wait already."""
    message = gettext("We are very busy. Please try again in a moment.")
    response = _with_what_was_sent(request, 503, message, template="errors/busy.html")
    response["Retry-After"] = "10"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that could not prove where it came from: refused, with every longer text to copy.

    (A reply is not refused here: its own page takes it again.)
    """
    return _refusal(request, 403, template="errors/csrf.html", **_sent_texts(request))


def changed_meanwhile(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    """A press came too late: says what stands in the way, with every longer text to copy."""
    context = {"message": conflict.message, "code": conflict.status, **_sent_texts(request)}
    return _refusal(request, conflict.status, template="errors/409.html", **context)


def _sent_texts(request: HttpRequest) -> dict[str, Any]:
    form = sent_form(request)
    return {"texts": [text.value for text in form.texts] if form else [], "back": _back(request)}


def _with_what_was_sent(
    request: HttpRequest, status: int, message: str, *, template: str = ""
) -> HttpResponse:
    _let_the_session_be(request)
    response: HttpResponse
    if "X-In-Place" in request.headers:
        response = JsonResponse({"error": message}, status=status)
    else:
        response = _refusal(request, status, template=template, **_with_form(request))
    response["Cache-Control"] = "private, no-store"
    return response


def _with_form(request: HttpRequest) -> dict[str, Any]:
    form = sent_form(request)
    here = "" if form else request.get_full_path()
    can_be_sent = form is not None and can_be_resubmitted(request, form)
    return {"form": form, "can_be_resubmitted": can_be_sent, "back": here or _back(request)}


def _let_the_session_be(request: HttpRequest) -> None:
    """What was to be kept in it belongs to what failed; saving it would fail once more."""
    if hasattr(request, "session"):
        request.session.modified = False


def _back(request: HttpRequest) -> str:
    return own_address(request, request.headers.get("Referer", ""))


def _refusal(
    request: HttpRequest, status: int, *, template: str = "", **context: object
) -> HttpResponse:
    """Of the request no more is read than who asks, where that can be known: whatever was asked
    may be what went wrong.
    """
    context |= community_context()
    is_ordinary = status in _ORDINARY and not template
    asking = request if is_ordinary and _is_known_who_asks(request) else None
    page = render_to_string(template or f"errors/{status}.html", context, asking)
    return HttpResponse(page, status=status)


def _is_known_who_asks(request: HttpRequest) -> bool:
    """Whether session and user can be read."""
    try:
        return hasattr(request, "user") and request.user.is_authenticated is not None
    except Exception:  # noqa: BLE001 - the page says what is wrong, not what else is
        return False
