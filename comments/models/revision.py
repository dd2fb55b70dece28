from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentRevision(models.Model):
    """How a comment read before its author edited it. Rows are only ever added."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="revisions")
    source = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.comment_id} · {self.written_at}"
