"""What is done with many posts at once, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.admin import CHANGED_MEANWHILE, BulkAction, HostAdmin, Sentence, asks
from cpdblog.lib.database.locking import Conflict
from posts.admin.bulk_actions import MOVE_TO_BIN, PUBLISH, RESTORE, UNPUBLISH
from posts.models import Post

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest


class PostDecisions(HostAdmin):
    actions = ("publish", "unpublish", "restore", "move_to_bin")
    undoing = actions

    @admin.action(description=_("Publish"), permissions=["change"])
    @asks(PUBLISH)
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._decide(request, queryset, PUBLISH, Post.publish)

    @admin.action(description=_("Back to drafts"), permissions=["change"])
    @asks(UNPUBLISH)
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._decide(request, queryset, UNPUBLISH, Post.unpublish)

    @admin.action(description=_("Restore from the bin"), permissions=["change"])
    @asks(RESTORE)
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._decide(request, queryset, RESTORE, Post.restore_from_bin)

    @admin.action(description=_("Move to bin"), permissions=["change"])
    @asks(MOVE_TO_BIN)
    def move_to_bin(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._decide(request, queryset, MOVE_TO_BIN, Post.bin)

    @transaction.atomic
    def _decide(
        self,
        request: HttpRequest,
        queryset: QuerySet[Post],
        bulk: BulkAction,
        verb: Callable[[Post], Any],
    ) -> None:
        """Each with the verb of the model."""
        done: list[Post] = []
        left: list[tuple[Post, Sentence | None]] = []
        were = set()
        for post in queryset.order_by("pk"):
            before, reason = post.status, bulk.why_left(post)
            if reason is None and _changes(post, verb):
                done.append(post)
                were.add(before)
            else:
                left.append((post, reason or CHANGED_MEANWHILE))
        for status in {post.status for post in done}:
            alike = [post for post in done if post.status == status]
            self.log_many(request, alike, str(Post.Status(status).label))
        can_be_undone = not bulk.undone_from or were == {bulk.undone_from}
        undo = self.undo_url(bulk, done) if can_be_undone else ""
        self.report(request, bulk, done, left=left, undo=undo)


def _changes(post: Post, verb: Callable[[Post], Any]) -> bool:
    before = post.status
    try:
        verb(post)
    except Conflict:
        return False
    return post.status != before
