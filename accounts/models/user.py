from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.handles import HandleTaken, validate_handle
from accounts.models.skeleton_field import SkeletonField
from accounts.models.user_queries import UserManager
from accounts.signals import person_changed
from cpdblog.lib.text.handles import initials
from cpdblog.lib.text.lookalikes import LONGEST_SKELETON
from mail.addresses import MailboxField

FIRST_WEEK = dt.timedelta(days=7)


class User(AbstractBaseUser, PermissionsMixin):
    """A member. What others see of somebody is changed by the verbs, which tell of it."""

    handle = models.CharField(
        _("handle"),
        max_length=40,
        unique=True,
        validators=[validate_handle],
        help_text=_("Small letters, digits and hyphens: the last part of the person’s address."),
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    looks_like = SkeletonField(
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
    has_shown_second_factor = True

    objects = UserManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(Lower("email"), name="user_by_email")]

    def __str__(self) -> str:
        return self.name or self.handle

    def get_absolute_url(self) -> str:
        return reverse("people:detail", args=[self.handle])

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split()[0]

    @property
    def initials(self) -> str:
        return initials(str(self))

    @property
    def is_host(self) -> bool:
        """May this person do what only the hosts of the community do?"""
        return self.is_active and self.is_staff and self.has_shown_second_factor

    @property
    def must_show_second_factor(self) -> bool:
        """A host whose session has not shown it is a member like others so far."""
        return self.is_active and self.is_staff and not self.has_shown_second_factor

    @property
    def can_change_handle(self) -> bool:
        return timezone.now() < self.joined_at + FIRST_WEEK

    def has_lookalike(self) -> bool:
        return User.objects.has_lookalike_of(str(self), self.handle, except_pk=self.pk)

    @transaction.atomic
    def change_handle(self, handle: str) -> None:
        """The one of before leads here for ever and is nobody else's. Raises HandleTaken."""
        person = User.objects.select_for_update().get(pk=self.pk)
        if User.objects.known_as(handle).exclude(pk=self.pk).exists():
            raise HandleTaken(handle)
        if person.handle != handle:
            self.former_handles.filter(handle=handle).delete()
            self.former_handles.create(handle=person.handle)
            person._change(handle=handle)
        self.handle = handle

    def rename(self, name: str) -> None:
        self._change(name=name)

    def update_profile(self, *, name: str, region: str, website: str, bio: str) -> None:
        self._change(name=name, region=region, website=website, bio=bio)

    def change_avatar(self, stored_name: str) -> None:
        """Empty where they want none."""
        self._change(avatar=stored_name)

    def change_standing(self, *, is_active: bool, is_host: bool) -> None:
        self._change(is_active=is_active, is_staff=is_host)

    def change_email(self, email: str) -> None:
        """Nobody else sees it, so nobody is told."""
        self.email = email
        self.save(update_fields=["email"])

    def announce(self) -> None:
        """Tells of somebody new; for whoever saves them without `User.objects.register`."""
        everything = frozenset(field.name for field in self._meta.concrete_fields)
        person_changed.send(User, person=self, fields=everything)

    @transaction.atomic
    def _change(self, **values: Any) -> None:
        for field, value in values.items():
            setattr(self, field, value)
        self.save(update_fields=[*values, "looks_like"])
        person_changed.send(User, person=self, fields=frozenset(values))


def display_name(user: User) -> str:
    return str(user)
