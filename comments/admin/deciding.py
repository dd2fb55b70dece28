"""What hosts decide about comments, one or many, with the verbs of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.admin.bulk_actions import APPROVE, MARK_AS_SPAM, REMOVE
from comments.decision_words import DECIDING, latest_kind
from comments.models import Comment, Decision, EditedSince, RemovedByAuthor
from comments.several import MAX_AT_ONCE
from cpdblog.lib.admin import VERSION, BulkAction, HostAdmin, Sentence, asks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import User

ON_BOTH_PAGES = [admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM]


class CommentDecisions(HostAdmin):
    actions = ("approve", "mark_as_spam", "remove")

    @admin.action(
        description=_("Approve"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    @asks(APPROVE)
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        def approve_as_read(comment: Comment, *, by: User) -> None:
            comment.approve(by=by, version=request.POST.get(f"{VERSION}{comment.pk}"))

        self._decide(request, queryset, APPROVE, approve_as_read)

    @admin.action(
        description=_("Mark as spam"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    @asks(MARK_AS_SPAM)
    def mark_as_spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide(request, queryset, MARK_AS_SPAM, Comment.mark_as_spam)

    @admin.action(
        description=_("Remove"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    @asks(REMOVE)
    def remove(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide(request, queryset, REMOVE, Comment.remove)

    @transaction.atomic
    def _decide(
        self,
        request: HttpRequest,
        queryset: QuerySet[Comment],
        bulk: BulkAction,
        verb: Callable[..., None],
    ) -> None:
        """Each with the verb of the model."""
        done: list[Comment] = []
        left: list[tuple[Comment, Sentence | None]] = []
        befores: set[Decision.Kind] = set()
        skipped = 0
        for comment in queryset.order_by("pk"):
            if reason := bulk.why_left(comment):
                left.append((comment, reason))
                continue
            before, status = latest_kind(comment), comment.status
            try:
                verb(comment, by=request.user)
            except (EditedSince, RemovedByAuthor):
                skipped += 1
                continue
            if comment.status != status:
                done.append(comment)
                befores.add(before)
        for status in {comment.status for comment in done}:
            alike = [comment for comment in done if comment.status == status]
            self.log_many(request, alike, str(Comment.Status(status).label))
        self.report(request, bulk, done, left=left, undo=_undo_url(done, befores))
        self._report_skipped(request, skipped)

    def _report_skipped(self, request: HttpRequest, count: int) -> None:
        message = ngettext(
            "%(count)d comment was edited or taken back since this page was opened, and is left"
            " alone. Please look at it again.",
            "%(count)d comments were edited or taken back since this page was opened, and are left"
            " alone. Please look at them again.",
            count,
        )
        if count:
            self.message_user(request, message % {"count": count}, messages.WARNING)


def _undo_url(done: Sequence[Comment], befores: set[Decision.Kind]) -> str:
    """Where all of them were decided alike before, and none is its author's to bring back."""
    if len(befores) != 1 or len(done) > MAX_AT_ONCE:
        return ""
    if any(comment.removed_by_author for comment in done):
        return ""
    there = reverse(DECIDING[befores.pop()].several)
    return f"{there}?{urlencode([('c', comment.pk) for comment in done])}"
