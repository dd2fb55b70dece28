from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Like(models.Model):
    """One person likes one post; see `post.like(by=)` and `post.unlike(by=)`."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: models.Manager[Like] = models.Manager()

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="one_like_each")]

    def __str__(self) -> str:
        return f"{self.user} likes {self.post}"
