"""A private link that shows a post to a friend before everybody may read it."""

from __future__ import annotations

import secrets

from cpdblog.lib.database.locking import locked
from posts.models.conflicts import AlreadyPublished
from posts.models.moving import MovingMixin

_BYTES = 24  # 192 bits, which make 32 characters


class PreviewLinkMixin(MovingMixin):
    class Meta(MovingMixin.Meta):
        abstract = True

    @locked
    def create_preview_link(self) -> None:
        """Makes a link; one that was there opens nothing any more. Raises Conflict."""
        self.refuse_preview_link()
        self._save_preview_key(secrets.token_urlsafe(_BYTES))

    @locked
    def revoke_preview_link(self) -> None:
        self._save_preview_key("")

    def revoke_preview_link_if_published(self) -> None:
        """A post taken back to the drafts is not left open to those who had the link before."""
        if self.is_published:
            self.preview_key = ""

    def _save_preview_key(self, key: str) -> None:
        self.preview_key = key
        self.save(update_fields=["preview_key"])

    def refuse_preview_link(self) -> None:
        self.refuse_binned()
        if self.is_published:
            raise AlreadyPublished
