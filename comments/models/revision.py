from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentRevisionQuerySet(models.QuerySet["CommentRevision"]):
    def newest_first(self) -> Self:
        return self.select_related("replaced_by").order_by("-replaced_at", "-pk")


class CommentRevision(models.Model):
    """How a comment read before somebody edited it. Rows are only ever added."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="revisions")
    source = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)
    replaced_by = models.ForeignKey(  # none of a guest, and of somebody who has left
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("replaced by"),
    )

    objects = models.Manager.from_queryset(CommentRevisionQuerySet)()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.comment_id} · {self.written_at}"
