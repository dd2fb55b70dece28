"""Who: the members of the community and the identities they sign with."""

from __future__ import annotations

import datetime as dt
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.signals import letter_sent, person_changed
from cpdblog.lib.lookalikes import LONGEST_SKELETON, skeleton
from cpdblog.lib.mailboxes import MailboxField, normalise_email
from cpdblog.lib.names import free_handle, initials
from cpdblog.lib.text import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.mail import EmailMultiAlternatives

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

    def who_write(self) -> Self:
        """Members who keep a blog or write on one, the longest here first."""
        writing = User.objects.filter(pk=models.OuterRef("pk"), memberships__isnull=False)
        return self.active().filter(models.Exists(writing)).order_by("pk")


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
    TOLD = frozenset({"handle", "name", "bio", "region", "avatar", "is_active"})
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
        if said is None or self.TOLD.intersection(said):
            person_changed.send(User, person=self)

    def get_absolute_url(self) -> str:
        return reverse("posts:person", args=[self.handle])

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

    def introduce(self, *, name: str, region: str, website: str, bio: str) -> None:
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

    def let_go(self, *, provider: str, uid: str) -> None:
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


class RateLimitQuerySet(models.QuerySet["RateLimit"]):
    def over(self, *, at: dt.datetime) -> Self:
        return self.filter(over_at__lt=at)


_RateLimitManager = models.Manager.from_queryset(RateLimitQuerySet)


class RateLimitManager(_RateLimitManager["RateLimit"]):
    def hold(self, keys: Iterable[str]) -> dict[str, RateLimit]:
        """The rows called KEYS, made where there are none; nobody else counts in them until the
        transaction ends.
        """
        names = sorted(set(keys))  # always in one order: nobody waits for who waits for them
        rows = [self.model(key=name, over_at=timezone.now()) for name in names]
        # Writing comes first: it is what makes others wait, on SQLite as on PostgreSQL.
        self.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=["key"])
        return self.in_bulk(names, field_name="key")

    def forget(self, keys: Iterable[str]) -> None:
        self.filter(key__in=list(keys)).delete()


class RateLimit(models.Model):
    """When something was done lately by one who is counted; see accounts.limits."""

    key = models.CharField(max_length=200, unique=True)
    times = models.JSONField(default=list)  # seconds since 1970, the oldest first
    over_at = models.DateTimeField(db_index=True)

    objects = RateLimitManager()

    class Meta:
        verbose_name = _("rate limit")
        verbose_name_plural = _("rate limits")

    def __str__(self) -> str:
        return self.key

    def wait(self, amount: int, seconds: float, *, at: float) -> float:
        """How many seconds until it may be done again; nothing when it may be done now."""
        lately = [moment for moment in self.times if moment > at - seconds]
        return lately[-amount] + seconds - at if len(lately) >= amount else 0

    def count(self, *, at: float, seconds: float) -> None:
        self.times = [*(moment for moment in self.times if moment > at - seconds), at]
        self.over_at = datetime.fromtimestamp(at + seconds, UTC)


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)

    def left_alone(self, *, at: dt.datetime) -> Self:
        return self.waiting().filter(next_at__lt=at - Letter.LEFT_ALONE_AFTER).order_by("pk")

    def done_before(self, at: dt.datetime) -> Self:
        return self.filter(models.Q(sent_at__lt=at) | models.Q(given_up_at__lt=at))


_LetterManager = models.Manager.from_queryset(LetterQuerySet)


class LetterManager(_LetterManager["Letter"]):
    def write(
        self, message: EmailMultiAlternatives, *, useless_at: datetime, about: str = ""
    ) -> Letter:
        html = next((str(one[0]) for one in message.alternatives), "")
        return self.create(
            to=message.to[0],
            about=about,
            subject=str(message.subject),
            text=str(message.body),
            html=html,
            headers=message.extra_headers,
            next_at=timezone.now(),
            useless_at=useless_at,
        )

    def claim(self, number: int, *, at: dt.datetime) -> Letter | None:
        """The letter, for whoever is first to ask: nobody else gets it for a while."""
        due = self.waiting().filter(pk=number, next_at__lte=at)
        lease = {"next_at": at + Letter.LEASE, "tries": models.F("tries") + 1}
        return self.get(pk=number) if due.update(**lease) else None


class Letter(models.Model):
    """What is to be sent by e-mail: whole until it is sent, then only that it was."""

    LEASE = timedelta(minutes=1)  # longer than any try to send it takes
    LEFT_ALONE_AFTER = timedelta(minutes=2)
    PAUSES = [timedelta(minutes=pause) for pause in (1, 3, 10, 30, 60, 180, 360)]

    to = models.EmailField(max_length=254)
    about = models.CharField(max_length=40, blank=True)  # "invitation 12": for whoever wrote it
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(auto_now_add=True)
    next_at = models.DateTimeField()
    useless_at = models.DateTimeField()  # a code, say, that is good for a quarter of an hour
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = LetterManager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="letters_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.to} {self.written_at:%Y-%m-%d %H:%M}"

    @property
    def is_waiting(self) -> bool:
        return self.sent_at is None and self.given_up_at is None

    @property
    def message_id(self) -> str:
        """The same at every try: a mail program shows once what came twice."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"<letter.{self.pk}.{self.written_at:%Y%m%d%H%M%S%f}@{host}>"

    @transaction.atomic
    def note_sent(self, *, at: dt.datetime) -> None:
        self.sent_at = at
        self._forget_words()
        letter_sent.send(Letter, letter=self)

    def put_off(self, *, at: datetime, for_good: bool) -> None:
        pause = self.PAUSES[min(self.tries, len(self.PAUSES)) - 1]
        if for_good or self.tries > len(self.PAUSES) or at + pause > self.useless_at:
            self.given_up_at = at
            self._forget_words()
        else:
            self.put_off_to(at + pause)

    def put_off_to(self, at: dt.datetime) -> None:
        self.next_at = at
        self.save(update_fields=["next_at"])

    def _forget_words(self) -> None:
        """They may open a door: codes, links."""
        self.subject, self.text, self.html, self.headers = "", "", "", {}
        self.save()
