"""Guests have no session: what they asked us to remember travels in one signed cookie of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from comments.models import Comment

COOKIE = "__Host-guest" if settings.SITE_IS_SECURE else "guest"
REMEMBERED_FOR = 30_000_000  # seconds, as WordPress remembers its commenters
PREVIEWED_FOR = 600  # seconds, as WordPress shows a held comment to somebody without a cookie
HELD_REMEMBERED = 20

_SALT = "comments.guest"
_PREVIEW_SALT = "comments.held"


def remembered_guest(request: HttpRequest) -> dict[str, Any]:
    """name, email, website and held (numbers of comments that wait); empty for somebody we do not
    know.
    """
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=REMEMBERED_FOR)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


def remember(response: HttpResponse, request: HttpRequest, comment: Comment) -> None:
    held = [*remembered_guest(request).get("held", []), comment.pk][-HELD_REMEMBERED:]
    known = {"name": comment.name, "email": comment.email, "website": comment.website, "held": held}
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=_SALT, compress=True),
        max_age=REMEMBERED_FOR,
        secure=settings.SITE_IS_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def preview_token(comment: Comment) -> str:
    return signing.dumps(comment.pk, salt=_PREVIEW_SALT)


def held_numbers(request: HttpRequest) -> list[int]:
    """The held comments this browser may see: those its cookie remembers and the one its address
    names.
    """
    numbers = list(remembered_guest(request).get("held", []))
    try:
        token = request.GET.get("held", "")
        numbers.append(signing.loads(token, salt=_PREVIEW_SALT, max_age=PREVIEWED_FOR))
    except signing.BadSignature:
        pass
    return [number for number in numbers if isinstance(number, int)]
