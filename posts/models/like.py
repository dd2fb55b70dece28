from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User


class LikeQuerySet(models.QuerySet["Like"]):
    def given_to(self, author: User, *, since: dt.datetime) -> Self:
        """What others like of this person's published posts, the newest first."""
        given = self.filter(post__author=author, post__status="published", created_at__gt=since)
        related = given.exclude(user=author).select_related("user", "post__blog")
        return related.defer("post__source", "post__body_html").order_by("-created_at", "-pk")


class Like(models.Model):
    """One person likes one post; see `post.like(by=)` and `post.unlike(by=)`."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(LikeQuerySet)()

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="one_like_each")]

    def __str__(self) -> str:
        return f"{self.user} likes {self.post}"
