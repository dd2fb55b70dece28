"""Deciding about several comments with one press: those ticked, and those with the same words by
the same sender, which stand in the queue as one. One press undoes it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST

from comments.decision_words import DECIDING, latest_kind
from comments.models import Comment, DecidedSince, Decision, EditedSince, RemovedByAuthor
from cpdblog.lib.database.locking import Gone
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.http.redirects import own_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from accounts.models import User
    from accounts.requests import AuthedRequest
    from comments.models.comment_queries import CommentQuerySet

MAX_AT_ONCE = 100


@dataclass(slots=True)
class Press:
    """What one press decides, to be told and to be undone."""

    request: AuthedRequest
    kind: Decision.Kind
    reason: str = ""
    together: uuid.UUID = field(default_factory=uuid.uuid4)
    pks: list[int] = field(default_factory=list)  # decided one by one
    alike: int = 0  # decided with one of the same words
    undone_by: str = Decision.Kind.REOPENED

    def decide(self, comment: Comment) -> bool:
        """As it was read."""
        version = self.request.POST.get(f"version-{comment.pk}")
        before, status = latest_kind(comment), comment.status
        try:
            DECIDING[self.kind].verb(comment, by=self.request.user, version=version)
        except (EditedSince, RemovedByAuthor, Gone):
            return False
        if comment.status == status:
            return False
        self.undone_by = before
        self.pks.append(comment.pk)
        return True

    def decide_alike(self, comment: Comment, version: str | None) -> bool:
        """What waits with the words of COMMENT, as they were read."""
        if comment.version != version or not comment.is_pending:
            return False
        return self.decide_all(alike_to(comment, self.request.user, self.request.POST))

    def decide_all(self, comments: CommentQuerySet) -> bool:
        decided = comments.decide(
            self.kind, by=self.request.user, together=self.together, reason=self.reason
        )
        self.alike += decided
        return decided > 0

    def tell(self, *, left: int = 0) -> None:
        if count := len(self.pks) + self.alike:
            message = DECIDING[self.kind].message_of_several % {"count": count}
            messages.success(self.request, message, extra_tags=self._undo())
        if left:
            messages.warning(self.request, _left_alone % {"count": left})

    def _undo(self) -> str:
        """The address that does it; what was undone is decided about one by one again."""
        if self.alike and self.kind == Decision.Kind.REOPENED:
            return ""
        query: list[tuple[str, object]] = [("c", pk) for pk in self.pks]
        if self.alike:
            query.append(("together", self.together))
        address = reverse(DECIDING[Decision.Kind(self.undone_by)].several)
        return f"{address}?{urlencode(query)}"


@require_POST
def decide_several(request: AuthedRequest, kind: str) -> HttpResponse:
    """Each as it was read; the others are left alone."""
    pks, together = _ticked(request), _parse_uuid(request.GET.get("together", ""))
    if not pks and not together:
        messages.warning(request, _("Tick the comments first."))
        return _to_queue(request)
    press = Press(request, Decision.Kind(kind))
    mine = Comment.objects.all().moderated_by(request.user)
    decided = 0
    for comment in mine.with_pks(pks).select_related("post__blog").order_by("pk"):
        if f"alike-{comment.pk}" in request.POST:
            version = request.POST.get(f"version-{comment.pk}")
            decided += press.decide_alike(comment, version)
        else:
            decided += press.decide(comment)
    if together and not press.decide_all(mine.decided_together(together)) and not pks:
        messages.info(request, _("Nothing was changed: it had been decided so already."))
    press.tell(left=len(pks) - decided)
    return _to_queue(request)


def decide_alike(
    request: AuthedRequest, comment: Comment, kind: Decision.Kind, *, reason: str = ""
) -> None:
    press = Press(request, kind, reason)
    version = request.POST.get("version")
    if press.decide_alike(comment, version):
        press.tell()
        return
    is_edited = str(version).partition(" ")[0] == comment.status
    since = EditedSince if is_edited else DecidedSince
    messages.error(request, str(since.message))


def alike_to(comment: Comment, user: User, sent: QueryDict) -> CommentQuerySet:
    """What waits with the words of COMMENT by the same sender, on the blog that is looked at."""
    waits = Comment.objects.pending_for(user)
    if handle := sent.get("blog", ""):
        waits = waits.on_blog(handle)
    return waits.alike(comment)


_left_alone = ngettext_lazy(
    "One comment was left alone: it was edited or decided meanwhile, or it is not yours to decide.",
    "%(count)d comments were left alone: they were edited or decided meanwhile, or they are not"
    " yours to decide.",
    "count",
)


def _ticked(request: HttpRequest) -> list[int]:
    """In the form, or in the address that undoes."""
    typed: Iterable[str] = request.POST.getlist("c") or request.GET.getlist("c")
    if "all" in request.POST:
        typed = [name.removeprefix("version-") for name in request.POST if "version-" in name]
    pks = [pk for pk in map(parse_pk, typed) if pk is not None]
    return sorted(set(pks))[:MAX_AT_ONCE]


def _parse_uuid(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


def _to_queue(request: HttpRequest) -> HttpResponse:
    if next_url := own_address(request, request.POST.get("next", "")):
        return HttpResponseRedirect(next_url)
    return redirect("comments:pending")
