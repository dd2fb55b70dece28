"""Guests have no session: what they wish us to remember travels in one signed cookie of theirs,
and each of their comments has a private link, which is theirs to keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from comments.models import Comment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from blogs.models import Blog

COOKIE = "__Host-guest" if settings.SITE_IS_SECURE else "guest"
REMEMBERED_FOR = 30_000_000  # seconds, as WordPress remembers its commenters
PREVIEWED_FOR = 600  # seconds, as WordPress shows a pending comment to somebody without a cookie
MAX_PENDING_REMEMBERED = 20

_SALT = "comments.guest"
_PREVIEW_SALT = "comments.preview"
_PRIVATE_SALT = "comments.private"
_CLAIM_SALT = "comments.claim"


def remembered_guest(request: HttpRequest) -> dict[str, Any]:
    """name, email, website and pending (primary keys of her comments); empty for somebody we do
    not know.
    """
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=REMEMBERED_FOR)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


def remember(response: HttpResponse, request: HttpRequest, comment: Comment) -> None:
    pending = [*remembered_guest(request).get("pending", []), comment.pk][-MAX_PENDING_REMEMBERED:]
    known = {
        "name": comment.name,
        "email": comment.email,
        "website": comment.website,
        "pending": pending,
    }
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


def own_comment_pks(request: HttpRequest) -> list[int]:
    """The comments this browser has proved to have written: those its cookie remembers and the one
    its address names.
    """
    pks = list(remembered_guest(request).get("pending", []))
    try:
        token = request.GET.get("pending", "")
        pks.append(signing.loads(token, salt=_PREVIEW_SALT, max_age=PREVIEWED_FOR))
    except signing.BadSignature:
        pass
    return [pk for pk in pks if isinstance(pk, int)]


def is_known(request: HttpRequest, blog: Blog, *, name: str, email: str) -> bool:
    """Has this browser proved to be the guest who was let in here under this name before? What is
    typed proves nothing.
    """
    proofs = Comment.objects.filter(pk__in=own_comment_pks(request))
    return proofs.approved_of_guest(blog=blog, name=name, email=email).exists()


def private_address(comment: Comment) -> str:
    """Opens the comment for whoever holds it, for as long as the comment is there."""
    token = _signer(comment, _PRIVATE_SALT).signature(str(comment.pk))
    return reverse("comments:private", args=[comment.pk, token])


def is_private_token(comment: Comment, token: str) -> bool:
    return _is_valid(comment, token, _PRIVATE_SALT)


def claim_address(comment: Comment) -> str:
    """For whoever reads the e-mails to the address that was typed, who may not have typed it."""
    token = _signer(comment, _CLAIM_SALT).signature(str(comment.pk))
    return reverse("comments:claim_by_email", args=[comment.pk, token])


def is_claim_token(comment: Comment, token: str) -> bool:
    return _is_valid(comment, token, _CLAIM_SALT)


def _is_valid(comment: Comment, token: str, salt: str) -> bool:
    try:
        _signer(comment, salt).unsign(f"{comment.pk}:{token}")
    except signing.BadSignature:
        return False
    return True


def _signer(comment: Comment, salt: str) -> signing.Signer:
    return signing.Signer(salt=f"{salt}:{comment.key}")
