from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any, Self

from django.db import models
from django.utils import timezone

LIFETIME = dt.timedelta(days=7)


class PendingReplyQuerySet(models.QuerySet["PendingReply"]):
    def unexpired(self) -> Self:
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.exclude(expires_at__gt=timezone.now())

    def with_token(self, token: str) -> PendingReply | None:
        return (
            self.unexpired()
            .filter(token_hash=_hash(token))
            .select_related("post", "parent")
            .first()
        )


_PendingReplyManager = models.Manager.from_queryset(PendingReplyQuerySet)


class PendingReplyManager(_PendingReplyManager["PendingReply"]):
    def store(self, **fields: Any) -> str:
        """Stores what was typed; returns the token that fetches it back. Only the token's hash is
        stored.
        """
        token = secrets.token_urlsafe(24)
        self.create(token_hash=_hash(token), expires_at=timezone.now() + LIFETIME, **fields)
        return token

    def discard(self, token: str) -> None:
        if token:
            self.filter(token_hash=_hash(token)).delete()


class PendingReply(models.Model):
    """A reply as somebody typed it, stored while they sign in."""

    token_hash = models.CharField(max_length=64, unique=True)
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="pending_replies")
    parent = models.ForeignKey(
        "comments.Comment", models.SET_NULL, null=True, related_name="pending_replies"
    )
    source = models.TextField(blank=True)
    name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PendingReplyManager()

    def __str__(self) -> str:
        return f"{self.post_id} · {self.created_at}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
