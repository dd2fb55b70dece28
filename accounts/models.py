"""Who: the members of the community and the identities they sign with."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.signals import person_changed
from cpdblog.lib.text.handles import free_handle, initials
from cpdblog.lib.text.lookalikes import LONGEST_SKELETON, skeleton
from cpdblog.lib.text.plain import isolated
from mail.addresses import MailboxField, normalise_email

HANDLE_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$"
validate_handle = RegexValidator(
    HANDLE_PATTERN, _("Small letters, digits and hyphens only, please.")
)


FIRST_WEEK = dt.timedelta(days=7)


class HandleTaken(IntegrityError):
    """Somebody has this handle, or had it before."""


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def looking_like(self, name: str) -> Self:
        """Those who would be taken for somebody called NAME."""
        shape = skeleton(name)
        same = models.Q(looks_like=shape) | models.Q(handle=name.lstrip("@").casefold())
        return self.active().filter(same) if shape else self.none()

    def alike(self, *names: str, but: int = 0) -> bool:
        """Is there somebody who would be taken for one of these NAMES?"""
        return any(self.looking_like(name).exclude(pk=but).exists() for name in names if name)

    def hosts(self) -> Self:
        """The first one first."""
        return self.filter(is_staff=True, is_superuser=True).order_by("pk")

    def known_as(self, handle: str) -> Self:
        """By the handle of today, or by one of before: no two people ever had the same."""
        former = FormerHandle.objects.filter(handle=handle).values("user")
        return self.filter(models.Q(handle=handle) | models.Q(pk__in=former))

    def who_look_after_it(self) -> Self:
        """The hosts that everybody may turn to."""
        return self.active().filter(is_staff=True).order_by(Lower("name"), "pk")

    def called(self, *, handle: str = "", email: str = "") -> Self:
        if handle:
            return self.filter(handle=handle)
        mailbox = normalise_email(email)
        return self.filter(email__iexact=mailbox).exclude(email="").order_by("pk")

    def claim_sign_in(self, user: User, *, at: dt.datetime) -> bool:
        """Whether this call is the one that moved the time USER was last seen."""
        return self.filter(pk=user.pk, last_login=user.last_login).update(last_login=at) == 1

    def by_name(self) -> Self:
        return self.order_by(Lower("name"), "pk")


_UserManager = models.Manager.from_queryset(UserQuerySet)


class UserManager(_UserManager["User"], BaseUserManager["User"]):
    use_in_migrations = False

    def create_user(
        self, handle: str, email: str = "", password: str | None = None, **fields: Any
    ) -> User:
        user = self.model(handle=handle, email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str, **fields: Any) -> User:
        return self.create_user(handle, is_staff=True, is_superuser=True, **fields)

    def free_handle(self, wish: str) -> str:
        """A handle nobody has yet, as near to WISH as an address allows."""
        return free_handle(wish, taken=lambda handle: self.known_as(handle).exists())


class User(AbstractBaseUser, PermissionsMixin):
    handle = models.CharField(
        _("handle"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(HANDLE_PATTERN, _("Small letters, digits and hyphens only, please."))
        ],
        help_text=_("Small letters, digits and hyphens: the last part of the person’s address."),
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    looks_like = models.CharField(
        max_length=LONGEST_SKELETON, blank=True, editable=False, db_index=True
    )
    email = MailboxField(_("e-mail"), blank=True)
    bio = models.TextField(_("about"), max_length=600, blank=True)
    website = models.URLField(_("website"), blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    avatar = models.ImageField(_("picture"), upload_to="avatars", blank=True)
    is_staff = models.BooleanField(_("host"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    # Whoever comes with a session may have to show more; SecondFactorMiddleware says whether.
    is_confirmed = True

    objects = UserManager()

    USERNAME_FIELD = "handle"
    # What others see of somebody.
    PUBLIC_FIELDS = frozenset({"handle", "name", "bio", "region", "avatar", "is_active"})
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(Lower("email"), name="user_by_email")]

    def __str__(self) -> str:
        return self.name or self.handle

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Tells of it here because sign-in and the admin save people without a verb of ours."""
        said = kwargs.get("update_fields")
        if said is None or "name" in said:
            self.looks_like = skeleton(str(self))
            kwargs["update_fields"] = said and {*said, "looks_like"}
        super().save(*args, **kwargs)
        if said is None or self.PUBLIC_FIELDS.intersection(said):
            person_changed.send(User, person=self)

    def get_absolute_url(self) -> str:
        return reverse("people:detail", args=[self.handle])

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split()[0]

    @property
    def is_host(self) -> bool:
        """May this person do what only the hosts of the community do?"""
        return self.is_active and self.is_staff and self.is_confirmed

    @property
    def must_confirm(self) -> bool:
        """A host whose session has not shown the second factor: a member like others so far."""
        return self.is_active and self.is_staff and not self.is_confirmed

    @property
    def initials(self) -> str:
        return initials(str(self))

    @property
    def may_change_handle(self) -> bool:
        return timezone.now() < self.joined_at + FIRST_WEEK

    @transaction.atomic
    def change_handle(self, handle: str) -> None:
        """The one of before leads here for ever and is nobody else's. Raises HandleTaken."""
        person = User.objects.select_for_update().get(pk=self.pk)
        if User.objects.known_as(handle).exclude(pk=self.pk).exists():
            raise HandleTaken(handle)
        if person.handle != handle:
            self.former_handles.filter(handle=handle).delete()
            self.former_handles.create(handle=person.handle)
            self.handle = handle
            self.save(update_fields=["handle"])

    def rename(self, name: str) -> None:
        self.name = name
        self.save(update_fields=["name"])

    def looks_like_another(self) -> bool:
        return User.objects.alike(str(self), self.handle, but=self.pk)

    def update_profile(self, *, name: str, region: str, website: str, bio: str) -> None:
        self.name, self.region, self.website, self.bio = name, region, website, bio
        self.save(update_fields=["name", "region", "website", "bio"])

    def change_email(self, email: str) -> None:
        self.email = email
        self.save(update_fields=["email"])

    def change_avatar(self, stored_name: str) -> None:
        self.avatar.name = stored_name
        self.save(update_fields=["avatar"])


class FormerHandle(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="former_handles")
    handle = models.CharField(max_length=40, unique=True)

    objects: models.Manager[FormerHandle] = models.Manager()

    class Meta:
        verbose_name = _("former handle")
        verbose_name_plural = _("former handles")

    def __str__(self) -> str:
        return self.handle


def display_name(user: User) -> str:
    return str(user)


class IdentityQuerySet(models.QuerySet["Identity"]):
    def oldest_first(self) -> Self:
        return self.order_by("pk")


_IdentityManager = models.Manager.from_queryset(IdentityQuerySet)


class IdentityManager(_IdentityManager["Identity"]):
    def seen(self, *, user: User, provider: str, uid: str, **shown: str) -> Identity:
        """The identity behind a sign-in, made or brought up to date with what was SHOWN."""
        identity, _created = self.update_or_create(
            provider=provider, uid=uid, defaults={"user": user, **shown}
        )
        return identity

    def discard(self, *, provider: str, uid: str) -> None:
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

    def keep_avatar(self, stored_name: str) -> None:
        self.avatar.name = stored_name
        self.save(update_fields=["avatar"])
