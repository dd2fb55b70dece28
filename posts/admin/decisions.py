"""What is done with many posts at once, after a question."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.admin import HostAdmin, Question, asks
from cpdblog.lib.database.locking import Conflict
from posts.models import Post
from posts.models.post import DAYS_IN_THE_BIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest


def _publishing(count: int) -> Question:
    return Question(
        title=ngettext("Publish %(count)d post?", "Publish %(count)d posts?", count)
        % {"count": count},
        effects=[
            gettext("Everybody can read them, and they appear in lists, feeds and search."),
            gettext("One that was never public gets the date of today; its address then stays."),
            gettext("What has no text that can be seen, or is in the bin, is left as it is."),
            gettext("You can turn them back into drafts."),
        ],
        button=gettext("Publish"),
    )


def _unpublishing(count: int) -> Question:
    return Question(
        title=ngettext(
            "Turn %(count)d post back into a draft?",
            "Turn %(count)d posts back into drafts?",
            count,
        )
        % {"count": count},
        effects=[
            gettext("Readers find them no more, and their comments neither."),
            gettext("Text, comments and addresses are kept. You can publish them again."),
        ],
        button=gettext("Back to drafts"),
    )


def _binning(count: int) -> Question:
    return Question(
        title=ngettext("Move %(count)d post to the bin?", "Move %(count)d posts to the bin?", count)
        % {"count": count},
        effects=[
            gettext("Readers find them no more, and their comments neither."),
            gettext("You can restore them for %(days)d days. Then they are deleted for good.")
            % {"days": DAYS_IN_THE_BIN},
        ],
        button=gettext("Move to bin"),
        is_grave=True,
    )


def _restoring(count: int) -> Question:
    return Question(
        title=ngettext("Restore %(count)d post?", "Restore %(count)d posts?", count)
        % {"count": count},
        effects=[gettext("Each becomes again what it was: a published one is public at once.")],
        button=gettext("Restore"),
    )


class PostDecisions(HostAdmin):
    actions = ("publish", "unpublish", "move_to_bin", "restore")

    @admin.action(description=_("Publish"), permissions=["change"])
    @asks(_publishing)
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        def publish_readable(post: Post) -> None:
            if post.has_visible_text:
                post.publish()

        self._decide(request, queryset, publish_readable)

    @admin.action(description=_("Back to drafts"), permissions=["change"])
    @asks(_unpublishing)
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._decide(request, queryset, Post.unpublish)

    @admin.action(description=_("Move to bin"), permissions=["change"])
    @asks(_binning)
    def move_to_bin(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._decide(request, queryset, Post.bin)

    @admin.action(description=_("Restore from the bin"), permissions=["change"])
    @asks(_restoring)
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._decide(request, queryset, Post.restore_from_bin)

    @transaction.atomic
    def _decide(
        self, request: HttpRequest, queryset: QuerySet[Post], verb: Callable[[Post], Any]
    ) -> None:
        """Each with the verb of the model; then says how many are now other than they were."""
        decided, left = [], 0
        for post in queryset.order_by("pk"):
            before = post.status
            with suppress(Conflict):
                verb(post)
            if post.status == before:
                left += 1
            else:
                decided.append(post)
        for status in {post.status for post in decided}:
            alike = [post for post in decided if post.status == status]
            self.log_many(request, alike, str(Post.Status(status).label))
        self._report(request, len(decided), left)

    def _report(self, request: HttpRequest, decided: int, left: int) -> None:
        done = ngettext("Changed %(count)d post.", "Changed %(count)d posts.", decided)
        if decided:
            self.message_user(request, done % {"count": decided}, messages.SUCCESS)
        message = ngettext(
            "%(count)d post was left as it is.", "%(count)d posts were left as they are.", left
        )
        if left:
            self.message_user(request, message % {"count": left}, messages.INFO)
