from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from accounts.models.user import User


class IdentityQuerySet(models.QuerySet["Identity"]):
    def oldest_first(self) -> Self:
        return self.order_by("pk")


_IdentityManager = models.Manager.from_queryset(IdentityQuerySet)


class IdentityManager(_IdentityManager["Identity"]):
    def record(self, *, user: User, provider: str, uid: str, **shown: str) -> Identity:
        """The identity behind a sign-in, made or brought up to date with what was SHOWN."""
        identity, _created = self.update_or_create(
            provider=provider, uid=uid, defaults={"user": user, **shown}
        )
        return identity

    def disconnect(self, *, provider: str, uid: str) -> None:
        self.filter(provider=provider, uid=uid).update(user=None)


class Identity(models.Model):
    """An account elsewhere that somebody signs with. It outlives the provider: comments keep their
    signature.
    """

    # Nobody once it is disconnected: one signs with it no more, but what it signed stays signed.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="identities",
        verbose_name=_("person"),
    )
    provider = models.CharField(_("provider"), max_length=80)
    provider_name = models.CharField(_("provider’s name"), max_length=80)
    uid = models.CharField(_("number there"), max_length=191)
    name = models.CharField(_("name there"), max_length=120, blank=True)
    profile_url = models.URLField(_("page there"), max_length=500, blank=True)
    avatar = models.ImageField(_("picture"), upload_to="avatars", blank=True)
    avatar_source = models.URLField(max_length=1000, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), auto_now=True)

    objects = IdentityManager()

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        constraints = [
            models.UniqueConstraint(fields=["provider", "uid"], name="one_identity_per_account")
        ]

    def __str__(self) -> str:
        return f"{isolated(self.name or self.uid)} ({self.provider_name})"

    def change_avatar(self, stored_name: str) -> None:
        self.avatar.name = stored_name
        self.save(update_fields=["avatar"])
