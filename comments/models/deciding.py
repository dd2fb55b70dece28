"""What those do who decide about a comment: it is approved, marked as spam, removed, opened again,
and its words are corrected. Everything is noted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from comments.models.decision import Decision
from comments.models.editing import EditingMixin
from comments.signals import comment_changed
from cpdblog.lib.database.locking import Conflict, lock, locked
from posts.models import Post

if TYPE_CHECKING:
    from accounts.models import User
    from comments.models.comment_queries import CommentManager
    from cpdblog.lib.database.reverse import Reverse


class RemovedByAuthor(Conflict):
    message = _("Its author has removed this comment, and it stays removed.")


class EditedSince(Conflict):
    """The comment reads differently from what was judged."""

    message = _("It was edited after you read it. Please look at it again, and decide.")


class DecidedSince(EditedSince):
    """Somebody has decided about it after it was read."""

    message = _("Somebody has decided about it meanwhile. Nothing was changed.")


class DecidingMixin(EditingMixin):
    replies: Reverse[CommentManager]
    judged_as: str  # of each of CommentQuerySet.latest_of_each_writer

    class Meta(EditingMixin.Meta):
        abstract = True

    @property
    def version(self) -> str:
        """Changes with every edit and every decision: what is judged is what was read."""
        return f"{self.status} {self.edited_at.isoformat() if self.edited_at else ''}".strip()

    # What its author removed stays removed: all of these raise RemovedByAuthor. With the VERSION
    # that was read, another one is left alone: they raise EditedSince, or DecidedSince.

    def approve(self, *, by: User, version: str | None = None) -> None:
        self._decide(Decision.Kind.APPROVED, by=by, version=version)

    def mark_as_spam(self, *, by: User, version: str | None = None) -> None:
        self._decide(Decision.Kind.SPAM, by=by, version=version)

    def remove(self, *, by: User, version: str | None = None, reason: str = "") -> None:
        """Its text and its name are shown no more."""
        self._decide(
            Decision.Kind.REMOVED, by=by, version=version, reason=reason, is_own=self.is_by(by)
        )

    def reopen(self, *, by: User, version: str | None = None) -> None:
        """It waits for a decision again."""
        self._decide(Decision.Kind.REOPENED, by=by, version=version)

    def withdraw(self) -> None:
        """Taken back by its author, who need not be a member."""
        self._decide(Decision.Kind.REMOVED, by=self.author, is_own=True)

    @locked
    def correct(
        self, source: str, /, *, by: User, version: str | None = None, **signature: str
    ) -> None:
        """Raises EditedSince, DecidedSince, EmptyComment. With a SIGNATURE it is signed anew."""
        self._refuse_if_changed_since(version)
        if signature != {field: getattr(self, field) for field in signature}:
            for field, value in signature.items():
                setattr(self, field, value)
            self.rewrite(self.source)
        self.edited_by_moderator = self.edited_by_moderator or not self.is_by(by)
        self.replace(source, by=by)

    @transaction.atomic
    def _decide(
        self,
        decision: str,
        *,
        by: User | None,
        version: str | None = None,
        is_own: bool = False,
        reason: str = "",
    ) -> None:
        self.lock_with_post()
        status = self.status_after(decision)
        if self.status == status:
            return
        if self.removed_by_author:
            raise RemovedByAuthor
        self._refuse_if_changed_since(version)
        was_approved = self.is_approved
        self.status = status
        self.removed_by_author = is_own
        self.save(update_fields=["status", "removed_by_author", "updated_at"])
        self.count_in(self.is_approved - was_approved)
        self.decisions.create(by=by, kind=decision, reason=reason)
        comment_changed.send(type(self), comment=self)

    def _refuse_if_changed_since(self, version: str | None) -> None:
        if version in {None, self.version}:
            return
        raise EditedSince if str(version).partition(" ")[0] == self.status else DecidedSince

    def lock_with_post(self) -> None:
        """Both as they are now: an answer under it is written before or after, never meanwhile."""
        post = self.post
        lock(post)
        lock(self)
        self.post = post

    def status_after(self, decision: str, *, is_answered: bool | None = None) -> str:
        """A comment that was public or answered leaves its place; any other is simply out of
        sight, and so is spam that nobody answered.
        """
        if decision == Decision.Kind.APPROVED:
            return self.Status.APPROVED
        if decision == Decision.Kind.REOPENED:
            return self.Status.PENDING
        if is_answered is None:
            is_answered = self.replies.exclude(status=self.Status.SPAM).exists()
        was_public = self.is_placed and decision == Decision.Kind.REMOVED
        return self.Status.REMOVED if is_answered or was_public else self.Status.SPAM

    def count_in(self, step: int) -> None:
        """Adds STEP, of 1, 0 or -1, to the comments that the post counts."""
        if step:
            Post.objects.filter(pk=self.post_id).update(
                comment_count=models.F("comment_count") + step
            )
