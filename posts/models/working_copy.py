"""Edits of a post that is public: kept beside it until its author publishes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User
    from posts.models.post import Post


class WorkingCopyConflict(Exception):
    """Another tab of the same person has saved a newer copy since: LATEST."""

    def __init__(self, latest: WorkingCopy) -> None:
        super().__init__(latest.pk)
        self.latest = latest


class WorkingCopyManager(models.Manager["WorkingCopy"]):
    def of(self, post: Post, *, by: User) -> WorkingCopy | None:
        return self.filter(post=post, by=by).first()

    @transaction.atomic
    def save_copy(
        self, *, post: Post, by: User, number: int, based_on: int, fields: dict[str, Any]
    ) -> WorkingCopy:
        """Save FIELDS, which were edited from the copy of this NUMBER; 0 where there was none."""
        copy = self.select_for_update().filter(post=post, by=by).first()
        if copy is None:
            return self.create(post=post, by=by, based_on=based_on, fields=fields)
        if copy.number != number:
            raise WorkingCopyConflict(copy)
        if copy.fields != fields:
            copy.fields, copy.number = fields, copy.number + 1
            copy.save()
        return copy

    @transaction.atomic
    def discard(self, *, post: Post, by: User, number: int) -> None:
        """The copy has become the post, or is not wanted; a newer one than NUMBER stays."""
        copy = self.select_for_update().filter(post=post, by=by).first()
        if copy is None:
            return
        if copy.number != number:
            raise WorkingCopyConflict(copy)
        copy.delete()


class WorkingCopy(models.Model):
    """One for each person and post; BASED_ON is the version of the post they were reading."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="working_copies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    based_on = models.PositiveIntegerField()
    number = models.PositiveIntegerField(default=1)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    objects = WorkingCopyManager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        constraints = [
            models.UniqueConstraint(fields=["post", "by"], name="one_working_copy_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.by_id}"
