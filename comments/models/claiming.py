"""A guest’s comment that gives a member’s address becomes theirs, or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from comments.models.deciding import DecidingMixin
from comments.models.decision import Decision
from comments.signals import comment_changed
from cpdblog.lib.database.locking import Conflict

if TYPE_CHECKING:
    from accounts.models import User


class NotClaimable(Conflict):
    """It is somebody's already, or it was removed."""

    message = _("This comment is a member’s already, or it was removed.")


class ClaimingMixin(DecidingMixin):
    class Meta(DecidingMixin.Meta):
        abstract = True

    @transaction.atomic
    def claim(self, *, by: User) -> None:
        """What somebody wrote as a guest becomes theirs, and is approved as any member's. Raises
        NotClaimable.
        """
        self._lock_to_claim()
        was_approved = self.is_approved
        self.author, self.name, self.email, self.website = by, str(by)[:80], "", ""
        if not self.decisions.exists():
            self.status = self.Status.APPROVED
        self.save(update_fields=["author", "name", "email", "website", "status", "updated_at"])
        self.count_in(self.is_approved - was_approved)
        comment_changed.send(type(self), comment=self)

    @transaction.atomic
    def disown(self, *, by: User) -> None:
        """Somebody else gave the address of BY: the comment is removed. Raises NotClaimable."""
        self._lock_to_claim()
        self._decide(Decision.Kind.REMOVED, by=by)

    def _lock_to_claim(self) -> None:
        self.lock_with_post()
        if not (self.is_by_a_guest and (self.is_pending or self.is_approved)):
            raise NotClaimable
