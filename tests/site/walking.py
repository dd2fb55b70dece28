"""Every page that is there, as each kind of person sees it, forms sent empty included."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from blogs.models import Blog, Category
from comments.models import Comment, Decision
from mail.models import OutgoingEmail
from posts.models import Post, Tag
from tests.make import make_comment, make_post
from tests.rules.ground import ROOT
from tests.site.conftest import MISSING
from tests.site.permissions import Place, addresses
from transfer.models import Export, Import

if TYPE_CHECKING:
    from collections.abc import Iterator


_FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
OTHERS = [
    *MISSING,
    "/accounts/login/",
    "/accounts/login/code/confirm/",
    "/accounts/signup/",
    "/accounts/logout/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/password/set/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/reauthenticate/",
    "/search/?q=rain",
    "/search/?q=rain&kind=post",
    "/search/?q=nothing+of+it",
    "/blogs/?letter=B",
]
MODELS: dict[str, Any] = {
    "blogs/blog": Blog,
    "blogs/category": Category,
    "posts/post": Post,
    "posts/tag": Tag,
    "comments/comment": Comment,
    "comments/decision": Decision,
    "accounts/user": User,
    "admin/logentry": LogEntry,
    "mail/outgoingemail": OutgoingEmail,
    "transfer/import": Import,
    "transfer/export": Export,
    "django_tasks_database/dbtaskresult": DBTaskResult,
}
_MARKS = ROOT / "cpdblog" / "demo" / "posts" / "spine-labels" / "every-kind-of-mark.md"


def fill(place: Place) -> None:
    """With what can stand on a page: every mark, a thread in each state, a page of answers."""
    host, member = place.people["host"], place.people["member"]
    marks = _MARKS.read_text().split("+++")[2]
    marked = make_post(place.blog, title="Every kind of mark", source=marks, tags=["weather"])
    marked.like(by=member)
    make_post(place.blog, title="", source="No title, & <b>no</b> harm.")
    make_comment(place.post, status="pending", by=member)
    answer = make_comment(place.post, "A [link](https://example.org) & *more*.")
    make_comment(place.post, parent=answer, by=place.people["author"])
    removed = make_comment(place.post)
    make_comment(place.post, parent=removed, by=place.people["owner"])
    removed.remove(by=host)
    for pk in range(55):
        make_comment(marked, f"Answer {pk}.")


def pages(place: Place) -> Iterator[tuple[str, str]]:
    """Who asked how for what, and the markup; nothing stays of what that did."""
    office = list(_of_the_office())
    places = [*_named(place), *OTHERS, *office]
    reads = itertools.product(["signed out", "member", "owner", "host"], ["GET"], places)
    sent = itertools.product(["signed out", "owner"], ["POST"], places)
    refused = itertools.product(["host"], ["POST"], office)
    for role, method, address in itertools.chain(reads, sent, refused):
        with transaction.atomic():
            answer = place.client(role).generic(method, address, headers=_FROM_HERE)
            transaction.set_rollback(True)
        markup = answer.getvalue().decode(errors="replace")
        if markup and answer.headers.get("Content-Type", "").startswith("text/html"):
            yield f"{role}: {method} {address}", markup


def _named(place: Place) -> Iterator[str]:
    for name, parts in addresses().items():
        yield place.address(name, parts)
    for post in Post.objects.published():
        yield post.get_absolute_url()
        yield f"{post.get_absolute_url()}reply/"


def _of_the_office() -> Iterator[str]:
    for name, model in MODELS.items():
        yield f"/admin/{name}/"
        yield f"/admin/{name}/add/"
        thing = model.objects.order_by("pk").first()
        if thing:
            yield from (
                f"/admin/{name}/{thing.pk}/{end}/" for end in ("change", "history", "delete")
            )
