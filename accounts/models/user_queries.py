from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Coalesce, Lower, NullIf, Substr

from accounts.models.former_handle import FormerHandle
from cpdblog.lib.text.handles import free_handle
from cpdblog.lib.text.lookalikes import skeleton
from mail.addresses import normalise_email

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from accounts.models.user import User


_FIRST_SIGN = Substr(Coalesce(NullIf("name", models.Value("")), "handle"), 1, 1)


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def superusers(self) -> Self:
        """The first one first."""
        return self.filter(is_staff=True, is_superuser=True).order_by("pk")

    def hosts(self) -> Self:
        """Those that everybody may turn to, by name."""
        return self.active().filter(is_staff=True).by_name()

    def by_name(self) -> Self:
        return self.order_by(Lower("name"), "pk")

    def newest_first(self) -> Self:
        return self.order_by("-joined_at", "-pk")

    def from_region(self, region: str) -> Self:
        return self.filter(region__iexact=region)

    def matching(self, text: str) -> Self:
        """Those who have every word of TEXT in their names, in where they are or what they say."""
        found = self
        for word in text.split()[:10]:
            named = models.Q(name__icontains=word) | models.Q(handle__icontains=word)
            about = models.Q(region__icontains=word) | models.Q(bio__icontains=word)
            found = found.filter(named | about)
        return found

    def first_signs(self) -> list[str]:
        """What their names begin with, each sign once."""
        return list(self.values_list(_FIRST_SIGN, flat=True).order_by().distinct())

    def beginning_with(self, signs: list[str]) -> Self:
        return self.annotate(sign=_FIRST_SIGN).filter(sign__in=signs)

    def regions(self) -> list[str]:
        """Where they are, in the order of the alphabet."""
        named = self.exclude(region="").order_by("region")
        return list(named.values_list("region", flat=True).distinct())

    def known_as(self, handle: str) -> Self:
        """By the handle of today, or by one of before: no two people ever had the same."""
        former = FormerHandle.objects.filter(handle=handle).values("user")
        return self.filter(models.Q(handle=handle) | models.Q(pk__in=former))

    def with_handle_or_email(self, *, handle: str = "", email: str = "") -> Self:
        """By HANDLE, and where there is none by EMAIL, which need not be confirmed."""
        if handle:
            return self.filter(handle=handle)
        mailbox = normalise_email(email)
        return self.filter(email__iexact=mailbox).exclude(email="").order_by("pk")

    def with_emails(self, mailboxes: Iterable[str]) -> models.QuerySet[User, str]:
        """Which of MAILBOXES members gave, in small letters."""
        lowered = self.annotate(mailbox=Lower("email")).filter(mailbox__in=set(mailboxes))
        return lowered.values_list("mailbox", flat=True)

    def lookalikes_of(self, name: str) -> Self:
        """Those who would be taken for somebody called NAME."""
        shape = skeleton(name)
        same = models.Q(looks_like=shape) | models.Q(handle=name.lstrip("@").casefold())
        return self.active().filter(same) if shape else self.none()

    def has_lookalike_of(self, *names: str, except_pk: int = 0) -> bool:
        """Is there somebody who would be taken for one of these NAMES?"""
        return any(
            self.lookalikes_of(name).exclude(pk=except_pk).exists() for name in names if name
        )

    def claim_sign_in(self, user: User, *, at: dt.datetime) -> bool:
        """Whether this call is the one that moved the time USER was last seen."""
        return self.filter(pk=user.pk, last_login=user.last_login).update(last_login=at) == 1


_UserManager = models.Manager.from_queryset(UserQuerySet)


class UserManager(_UserManager["User"], BaseUserManager["User"]):
    use_in_migrations = False

    def create_user(
        self, handle: str, email: str = "", password: str | None = None, **fields: Any
    ) -> User:
        user = self.model(handle=handle, email=normalise_email(email), **fields)
        user.set_password(password)
        self.register(user)
        return user

    def create_superuser(self, handle: str, **fields: Any) -> User:
        return self.create_user(handle, is_staff=True, is_superuser=True, **fields)

    @transaction.atomic
    def register(self, user: User) -> None:
        user.save(using=self._db)
        user.announce()

    def free_handle(self, wish: str) -> str:
        """A handle nobody has yet, as near to WISH as an address allows."""
        return free_handle(wish, taken=lambda handle: self.known_as(handle).exists())
