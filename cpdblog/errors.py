"""What people see when something is missing, refused or broken. Nothing here asks the database."""

import errno
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from accounts.allauth_limits import RETRY_AFTER
from community.context import community_context
from cpdblog.given_back import form_of, may_be_sent_again
from cpdblog.lib.database.locking import Conflict
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.rate_limits.limits import please_wait

COME_AGAIN = 20  # seconds
_NO_ROOM = {
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
    if is_a_part_away(exception):
        return unavailable(request)
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
    answer = _refusal(request, 429, wait=please_wait(seconds), **_with_form(request))
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "private, no-store"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    if is_a_part_away(sys.exception()):
        return unavailable(request)
    words = gettext("Something broke on our side. Please try again in a minute.")
    return _given_back(request, 500, words)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Something that we need is away or full: in a while it may be done, so all is given back."""
    words = gettext("We cannot do that just now. Please try again in a moment.")
    answer = _given_back(request, 503, words)
    answer["Retry-After"] = str(COME_AGAIN)
    return answer


def is_a_part_away(error: BaseException | None) -> bool:
    """Whether it began with the database, the disk or something on the network."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError | ConnectionError | TimeoutError):
            return True
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            return True
        error = error.__cause__ or error.__context__
    return False


def busy(request: HttpRequest) -> HttpResponse:
    """Too many wait already."""
    words = gettext("We are very busy. Please try again in a moment.")
    answer = _given_back(request, 503, words, template="errors/busy.html")
    answer["Retry-After"] = "10"
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that could not prove where it came from: refused, with every longer text to copy.

    (A reply is not refused here: its own page takes it again.)
    """
    return _refusal(request, 403, template="errors/csrf.html", **_kept_words(request))


def changed_meanwhile(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    """A press came too late: says what stands in the way, with every longer text to copy."""
    told = {"message": conflict.message, "code": conflict.status, **_kept_words(request)}
    return _refusal(request, conflict.status, template="errors/409.html", **told)


def _kept_words(request: HttpRequest) -> dict[str, Any]:
    form = form_of(request)
    return {"kept": [words.value for words in form.words] if form else [], "back": _back(request)}


def _given_back(
    request: HttpRequest, status: int, words: str, *, template: str = ""
) -> HttpResponse:
    _let_the_session_be(request)
    answer: HttpResponse
    if "X-In-Place" in request.headers:
        answer = JsonResponse({"error": words}, status=status)
    else:
        answer = _refusal(request, status, template=template, **_with_form(request))
    answer["Cache-Control"] = "private, no-store"
    return answer


def _with_form(request: HttpRequest) -> dict[str, Any]:
    form = form_of(request)
    here = "" if form else request.get_full_path()
    is_sent_again = form is not None and may_be_sent_again(request, form)
    return {"form": form, "is_sent_again": is_sent_again, "back": here or _back(request)}


def _let_the_session_be(request: HttpRequest) -> None:
    """What was to be kept in it belongs to what failed; saving it would fail once more."""
    if hasattr(request, "session"):
        request.session.modified = False


def _back(request: HttpRequest) -> str:
    return own_address(request, request.headers.get("Referer", ""))


def _refusal(
    request: HttpRequest, status: int, *, template: str = "", **context: object
) -> HttpResponse:
    """Nothing of the request is read: whatever was asked may be what went wrong."""
    words = render_to_string(
        template or f"errors/{status}.html", {**community_context(), **context}
    )
    return HttpResponse(words, status=status)
