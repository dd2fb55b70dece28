"""What hosts decide about comments, one or many, with the verbs of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, EditedSince, RemovedByAuthor
from cpdblog.lib.admin import VERSION, HostAdmin, Question, asks

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import User

ON_BOTH_PAGES = [admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM]


def _approving(count: int) -> Question:
    title = ngettext("Approve %(count)d comment?", "Approve %(count)d comments?", count)
    return Question(
        title=title % {"count": count},
        effects=[
            gettext("Everybody can read them under their posts."),
            gettext("One that was edited since you read it is left alone."),
            gettext("You can mark them as spam or remove them later."),
        ],
        button=gettext("Approve"),
    )


def _marking_as_spam(count: int) -> Question:
    title = ngettext("Mark %(count)d comment as spam?", "Mark %(count)d comments as spam?", count)
    return Question(
        title=title % {"count": count},
        effects=[
            gettext("Nobody sees them any more. One that was answered leaves a gap in its place."),
            gettext("You can approve them again."),
        ],
        button=gettext("Mark as spam"),
        is_grave=True,
    )


def _removing(count: int) -> Question:
    title = ngettext("Remove %(count)d comment?", "Remove %(count)d comments?", count)
    return Question(
        title=title % {"count": count},
        effects=[
            gettext(
                "Text and name are shown no more. What was public leaves a gap in its place,"
                " and the replies to it stay."
            ),
            gettext("You can approve them again, except where the author took one back."),
        ],
        button=gettext("Remove"),
        is_grave=True,
    )


class CommentDecisions(HostAdmin):
    actions = ("approve", "mark_as_spam", "remove")

    @admin.action(
        description=_("Approve"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    @asks(_approving)
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        skipped = 0

        def approve_as_read(comment: Comment, *, by: User) -> None:
            nonlocal skipped
            try:
                comment.approve(by=by, version=request.POST.get(f"{VERSION}{comment.pk}"))
            except (EditedSince, RemovedByAuthor):
                skipped += 1

        count = self._decide(request, queryset, approve_as_read)
        message = ngettext("Approved %(count)d comment.", "Approved %(count)d comments.", count)
        if count or not skipped:
            self._report(request, message, count)
        if skipped:
            self._report_skipped(request, skipped)

    @admin.action(
        description=_("Mark as spam"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    @asks(_marking_as_spam)
    def mark_as_spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = self._decide(request, queryset, Comment.mark_as_spam)
        message = ngettext(
            "Marked %(count)d comment as spam.", "Marked %(count)d comments as spam.", count
        )
        self._report(request, message, count)

    @admin.action(
        description=_("Remove"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    @asks(_removing)
    def remove(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = self._decide(request, queryset, Comment.remove)
        message = ngettext("Removed %(count)d comment.", "Removed %(count)d comments.", count)
        self._report(request, message, count)

    @transaction.atomic
    def _decide(
        self, request: HttpRequest, queryset: QuerySet[Comment], verb: Callable[..., None]
    ) -> int:
        """Each with the verb of the model; returns how many are now other than they were."""
        decided = []
        for comment in queryset.order_by("pk"):
            before = comment.status
            verb(comment, by=request.user)
            if comment.status != before:
                decided.append(comment)
        for status in {comment.status for comment in decided}:
            alike = [comment for comment in decided if comment.status == status]
            self.log_many(request, alike, str(Comment.Status(status).label))
        return len(decided)

    def _report(self, request: HttpRequest, message: str, count: int) -> None:
        if count:
            self.message_user(request, message % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(request, gettext("They are so already."), messages.INFO)

    def _report_skipped(self, request: HttpRequest, count: int) -> None:
        message = ngettext(
            "%(count)d comment was edited or taken back since this page was opened, and is left"
            " alone. Please look at it again.",
            "%(count)d comments were edited or taken back since this page was opened, and are left"
            " alone. Please look at them again.",
            count,
        )
        self.message_user(request, message % {"count": count}, messages.WARNING)
