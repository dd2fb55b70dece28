"""Invitations, sent by e-mail, to write on a blog."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogs.models.blog import Blog
from blogs.models.member import BlogMember
from blogs.signals import invitation_accepted
from cpdblog.lib.database.locking import Conflict, Gone, lock
from mail.addresses import MailboxField, normalise_email

if TYPE_CHECKING:
    from accounts.models import User
    from mail.models import OutgoingEmail

_EMAIL_REFERENCE = "invitation "
VALID_FOR = dt.timedelta(days=14)


class NotOpen(Conflict):
    """The invitation was answered or withdrawn, or its time is over."""

    message = _("That invitation is not open any more.")


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Open still, though perhaps too old."""
        return self.filter(accepted_at__isnull=True, declined_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def note_sent(self, outgoing: OutgoingEmail) -> None:
        kind, _space, pk = outgoing.reference.partition(" ")
        if f"{kind} " == _EMAIL_REFERENCE:
            self.filter(pk=pk).update(sent_at=outgoing.sent_at)

    def with_key(self, key: str) -> Self:
        return self.filter(key_digest=digest(key))


_InvitationManager = models.Manager.from_queryset(InvitationQuerySet)


class InvitationManager(_InvitationManager["Invitation"]):
    @transaction.atomic
    def invite(self, email: str, *, blog: Blog, role: str, by: User) -> Invitation:
        """One open invitation for each address: a second one renews it. The link of the first
        works until the next e-mail with another is sent.
        """
        Blog.objects.locked(blog.pk)
        same = self.filter(blog=blog, email__iexact=normalise_email(email))
        same.filter(declined_at__isnull=False).delete()
        invitation = same.unanswered().first() or self.model(blog=blog, email=email)
        invitation.role, invitation.by = role, by
        if invitation.pk and not invitation.is_over:
            invitation.save(update_fields=["role", "by"])
        else:
            invitation.make_key()
        return invitation


class Invitation(models.Model):
    """Stores a digest of the link's key; the key itself is in the e-mail and nowhere else."""

    OFFERED = (BlogMember.Role.EDITOR, BlogMember.Role.AUTHOR, BlogMember.Role.GUEST)

    blog = models.ForeignKey(Blog, models.CASCADE, related_name="invitations")
    email = MailboxField(_("e-mail"))
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=[(role.value, role.label) for role in OFFERED],
        default=BlogMember.Role.AUTHOR,
    )
    key_digest = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    declined_at = models.DateTimeField(null=True)

    objects = InvitationManager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "blog",
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, declined_at__isnull=True),
                name="one_open_invitation_each",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_unanswered(self) -> bool:
        return self.accepted_at is None and self.declined_at is None

    @property
    def is_over(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        return self.is_unanswered and not self.is_over and not self.blog.is_closed

    @transaction.atomic
    def renew_key(self) -> str:
        """The key of a new link; those of before open nothing any more. Raises NotOpen."""
        self._lock()
        if not self.is_unanswered:
            raise NotOpen
        return self.make_key()

    def make_key(self) -> str:
        key = secrets.token_urlsafe()
        self.key_digest = digest(key)
        self.expires_at = timezone.now() + VALID_FOR
        self.sent_at = None
        self.save()
        return key

    @property
    def email_reference(self) -> str:
        return f"{_EMAIL_REFERENCE}{self.pk}"

    @transaction.atomic
    def accept(self, *, by: User) -> BlogMember:
        """Whoever has a part in the blog already keeps it. Raises NotOpen."""
        self._lock_as_sent()
        member = self.blog.members.join(by, role=self.role)
        self.accepted_at, self.accepted_by = timezone.now(), by
        self.save(update_fields=["accepted_at", "accepted_by"])
        invitation_accepted.send(Invitation, invitation=self, member=member)
        return member

    @transaction.atomic
    def decline(self) -> None:
        """Raises NotOpen."""
        self._lock_as_sent()
        self.declined_at = timezone.now()
        self.save(update_fields=["declined_at"])

    @transaction.atomic
    def withdraw(self) -> None:
        """The link stops working. Raises NotOpen where it was accepted meanwhile."""
        self._lock()
        self.delete()

    def _lock_as_sent(self) -> None:
        """As it is now, and still what the e-mail that was opened says."""
        read = self.key_digest
        self._lock()
        if self.key_digest != read or not self.is_open:
            raise NotOpen

    def _lock(self) -> None:
        """As it is now, with its blog. Raises NotOpen where it was accepted, or is gone."""
        blog = Blog.objects.locked(self.blog_id)
        try:
            lock(self)
        except Gone as gone:
            raise NotOpen from gone
        if self.accepted_at is not None:
            raise NotOpen
        self.blog = blog
