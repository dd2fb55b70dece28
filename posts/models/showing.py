"""A private link that shows a post to a friend before everybody may read it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, cast

from django.db import models

from cpdblog.lib.locking import locked

if TYPE_CHECKING:
    from posts.models.post import Post

_BYTES = 24  # 192 bits, which make 32 characters


class Showable(models.Model):
    class Meta:
        abstract = True

    @locked
    def show_to_a_friend(self) -> None:
        """Makes a link; one that was there opens nothing any more. Raises Conflict."""
        cast("Post", self).refuse_what_needs_no_link()
        self._keep_key(secrets.token_urlsafe(_BYTES))

    @locked
    def stop_showing(self) -> None:
        self._keep_key("")

    def stop_showing_what_was_public(self) -> None:
        """Who takes a post back does not leave it open to those who had the link before."""
        post = cast("Post", self)
        if post.is_published:
            post.preview_key = ""

    def _keep_key(self, key: str) -> None:
        post = cast("Post", self)
        post.preview_key = key
        post.save(update_fields=["preview_key"])
