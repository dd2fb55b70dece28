"""A comment: its place in the thread, its signature, its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments import thread_paths
from comments.models.claiming import ClaimingMixin
from cpdblog.lib.markup import markdown
from cpdblog.lib.text.handles import initials
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    import datetime as dt

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class Comment(ClaimingMixin):
    class Meta(ClaimingMixin.Meta):
        pass

    def __str__(self) -> str:
        label = str(_("%(name)s on “%(post)s”"))
        return label % {"name": isolated(self.name), "post": self.post}

    def get_absolute_url(self) -> str:
        """Opens the page of the discussion that this comment stands on."""
        return reverse("comments:permalink", args=[self.pk])

    @property
    def anchor(self) -> str:
        return f"comment-{self.pk}"

    @property
    def plain_name(self) -> str:
        """Who it is by, for a line of plain text."""
        name = isolated(self.name)
        return str(_("%(name)s (guest)")) % {"name": name} if self.is_by_a_guest else name

    @property
    def opening(self) -> str:
        """Its first words, as plain text."""
        return markdown.excerpt(self.body_html)

    @property
    def takes_replies(self) -> bool:
        return self.is_approved and self.depth < thread_paths.MAX_DEPTH

    @property
    def avatar(self) -> Any:
        """The image it was signed with: the identity's, else the member's own, else none."""
        if self.identity:
            return self.identity.avatar or (self.author.avatar if self.author else None)
        return self.author.avatar if self.author else None

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def link(self) -> str:
        """Where the name leads: the member's page, else the website given."""
        if self.author and self.author.is_active:
            return self.author.get_absolute_url()
        return self.website

    @property
    def local_posted_at(self) -> dt.datetime:
        return self.posted_at.astimezone(self.post.blog.zone)

    @property
    def imported_signature(self) -> str:
        """The account elsewhere that an import names, as "ORCID, Ada Kowalczyk"; else empty."""
        parts = [self.imported_identity.get(key) for key in ("provider_name", "name")]
        return ", ".join(str(part) for part in parts if part)

    def can_be_decided_by(self, user: User | AnonymousUser) -> bool:
        return self.post.can_be_moderated_by(user)

    def can_be_removed_by(self, user: User | AnonymousUser) -> bool:
        is_own = self.is_by(user) and (self.is_approved or self.is_pending)
        return is_own or self.can_be_decided_by(user)
