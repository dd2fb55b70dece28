from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from blogs.models import Blog
    from comments.models.comment import Comment


MAX_REASON_LENGTH = 300


class DecisionQuerySet(models.QuerySet["Decision"]):
    def latest_about(self, comments: Iterable[Comment]) -> dict[int, Decision]:
        """What was decided last about each of COMMENTS that was decided about, by its key."""
        about = self.filter(comment__in=[comment.pk for comment in comments])
        shown = about.select_related("by").only(
            "comment", "kind", "reason", "made_at", "by__name", "by__handle"
        )
        return {decision.comment_id: decision for decision in shown.order_by("pk")}

    def decision_times(self, blog: Blog, *, latest: int) -> list[dt.timedelta]:
        """How long the comments on BLOG were pending that were approved lately."""
        approved = self.filter(comment__blog=blog, kind=Decision.Kind.APPROVED).order_by("-pk")
        moments = approved.values_list("made_at", "comment__posted_at")[:latest]
        return [decided_at - posted_at for decided_at, posted_at in moments]


class Decision(models.Model):
    """Who decided what about a comment, and when. Rows are only ever added."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("Approved")
        SPAM = "spam", _("Marked as spam")
        REMOVED = "removed", _("Removed")
        REOPENED = "reopened", _("Reopened")

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="decisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="decisions",
        verbose_name=_("by"),
    )
    kind = models.CharField(_("decision"), max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=MAX_REASON_LENGTH, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    together = models.UUIDField(null=True, editable=False)  # the same for those of one press

    objects = models.Manager.from_queryset(DecisionQuerySet)()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(
                fields=["together"],
                condition=models.Q(together__isnull=False),
                name="decided_together",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.comment_id}"
