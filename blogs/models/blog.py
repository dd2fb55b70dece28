"""A blog, the people who write it, and its categories."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower, Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, validate_handle
from blogs.models.member import BlogMember
from blogs.signals import blog_changed, blog_closed, blog_created, blog_reopened
from cpdblog.lib.database.locking import Conflict, locked
from cpdblog.lib.text.handles import free_handle

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


# Addresses that would pass for the community's own word.
_RESERVED_HANDLES = """
abuse admin administrator community contact desk editor help host hosts info mail moderator
moderators news official owner postmaster root security staff support system team webmaster www
"""
RESERVED_HANDLES = frozenset(_RESERVED_HANDLES.split())


class BlogAddressTaken(IntegrityError):
    """Somebody has a blog at this address, perhaps since a moment ago."""


class BlogClosed(Conflict):
    message = _("The blog is closed. Nothing was done.")


class BlogQuerySet(models.QuerySet["Blog"]):
    def by_title(self) -> Self:
        return self.order_by(Lower("title"), "pk")

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def matching(self, text: str) -> Self:
        """Those with every word of TEXT in title or tagline, or in the name of who writes there."""
        found = self
        for word in text.split()[:10]:
            titled = models.Q(title__icontains=word) | models.Q(tagline__icontains=word)
            writers = BlogMember.objects.named(word).values("blog")
            found = found.filter(titled | models.Q(pk__in=writers))
        return found

    def first_signs(self) -> list[str]:
        """What their titles begin with, each sign once."""
        signs = self.values_list(Substr("title", 1, 1), flat=True)
        return list(signs.order_by().distinct())

    def beginning_with(self, signs: list[str]) -> Self:
        return self.annotate(sign=Substr("title", 1, 1)).filter(sign__in=signs)

    def at(self, handle: str) -> Self:
        return self.filter(handle=handle)

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def languages(self) -> list[str]:
        named = self.order_by("language").values_list("language", flat=True)
        return list(named.distinct())

    def with_owner(self) -> Self:
        owning = models.FilteredRelation(
            "members", condition=models.Q(members__role=BlogMember.Role.OWNER)
        )
        return self.annotate(owning=owning).select_related("owning__user")

    def owned_by(self, user: User) -> Self:
        return self.filter(members__user=user, members__role=BlogMember.Role.OWNER)

    def with_member(self, user: User) -> Self:
        """The blogs this person has any part in."""
        return self.filter(members__user=user)

    def managed_by(self, user: User) -> Self:
        """The blogs on which this person manages every post, as owner or editor."""
        return self.filter(members__user=user, members__role__in=BlogMember.SEES_ALL)

    def published_on_by(self, user: User) -> Self:
        return self.filter(members__user=user, members__role__in=BlogMember.PUBLISHES)

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def fully_visible_to(self, user: User | AnonymousUser) -> Self:
        """The blogs whose every post this person may see, drafts of others included."""
        if not user.is_authenticated:
            return self.none()
        if user.is_host:
            return self.all()
        return self.filter(members__user=user, members__role__in=BlogMember.SEES_ALL)

    def locked(self, pk: int) -> Blog:
        """The blog, changed by nobody else until the transaction is over."""
        return self.select_for_update(no_key=True).get(pk=pk)


_BlogManager = models.Manager.from_queryset(BlogQuerySet)


class BlogManager(_BlogManager["Blog"]):
    @transaction.atomic
    def create_blog(self, blog: Blog, *, owner: User | None) -> Blog:
        """Save BLOG; without an owner only where a form gives it one in the same transaction.

        Raises BlogAddressTaken, also where two take one address at the same moment.
        """
        try:
            with transaction.atomic():
                blog.save(force_insert=True)
                if owner:
                    blog.members.create(user=owner, role=BlogMember.Role.OWNER)
        except IntegrityError as error:
            if not self.filter(handle=blog.handle).exists():
                raise
            raise BlogAddressTaken from error
        blog_created.send(Blog, blog=blog)
        return blog

    def can_be_created_by(self, user: User) -> bool:
        return user.is_host or settings.WHO_STARTS_BLOGS == "members"

    def is_taken(self, handle: str) -> bool:
        return handle in RESERVED_HANDLES or self.filter(handle=handle).exists()

    def free_handle(self, wish: str, *, otherwise: str) -> str:
        """A free address like WISH; like OTHERWISE where WISH has nothing that an address may."""
        return free_handle(wish, taken=self.is_taken, otherwise=otherwise)


def valid_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a time zone we know: %(name)s"), params={"name": name})


class Blog(models.Model):
    class Colour(models.TextChoices):
        OXBLOOD = "oxblood", _("Oxblood")
        BOTTLE = "bottle", _("Bottle green")
        NAVY = "navy", _("Navy")
        PLUM = "plum", _("Plum")
        PETROL = "petrol", _("Petrol")
        TOBACCO = "tobacco", _("Tobacco")

    class DateStyle(models.TextChoices):
        LONG_US = "long_us", _("August 4, 2010")
        WEEKDAY_UK = "weekday_uk", _("Monday, 2 July 2012")

    class BylineStyle(models.TextChoices):
        BELOW = "below", _("A line below the title")
        DATE_ABOVE = "date_above", _("The date above the title, the name below")
        NONE = "none", _("Name and date after the text")

    class CommentsHeading(models.TextChoices):
        RESPONSES = "responses", _("4 Responses to …")
        THOUGHTS = "thoughts", _("4 thoughts on …")
        COMMENTS = "comments", _("4 comments:")

    class Commenters(models.TextChoices):
        ANYONE = "anyone", _("Anyone, guests too")
        MEMBERS = "members", _("People who are signed in")

    class Approval(models.TextChoices):
        EVERY = "every", _("Every comment of a guest")
        FIRST = "first", _("Only a guest’s first comment")
        NONE = "none", _("No comment")

    handle = models.CharField(
        _("address"),
        max_length=40,
        unique=True,
        validators=[validate_handle],
    )
    title = models.CharField(_("title"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=20, default="en-GB")
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/London", validators=[valid_time_zone]
    )
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.OXBLOOD)
    date_style = models.CharField(
        _("dates"), max_length=12, choices=DateStyle, default=DateStyle.WEEKDAY_UK
    )
    byline_style = models.CharField(
        _("byline"), max_length=12, choices=BylineStyle, default=BylineStyle.BELOW
    )
    comments_heading = models.CharField(
        _("heading of the comments"),
        max_length=10,
        choices=CommentsHeading,
        default=CommentsHeading.RESPONSES,
    )
    has_likes = models.BooleanField(_("readers may like posts"), default=True)
    who_may_comment = models.CharField(
        _("who may comment"), max_length=10, choices=Commenters, default=Commenters.ANYONE
    )
    what_waits = models.CharField(
        _("what waits for approval"),
        max_length=10,
        choices=Approval,
        default=Approval.EVERY,
        help_text=_(
            "A guest is known by the browser or the private link that wrote an approved comment,"
            " never by a name or an address that somebody types."
        ),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("comments close after (days)"), null=True, blank=True
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    # Closed by its owner: read as ever, written no more.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = BlogManager()

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("blogs:home", args=[self.handle])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def allows_guests(self) -> bool:
        return self.who_may_comment == self.Commenters.ANYONE

    def guests_need_approval(self, *, are_known: bool) -> bool:
        """Does what a guest says wait here? A known one was let in before, and has proved it."""
        if self.what_waits == self.Approval.FIRST:
            return not are_known
        return self.what_waits == self.Approval.EVERY

    def writers(self) -> models.QuerySet[User]:
        """Everybody with a part in the blog who is still here."""
        return User.objects.active().filter(memberships__blog=self)

    def regular_writers(self, most: int) -> list[User]:
        """Who publishes here, the owner first: guest authors are named with what they wrote."""
        regular = self.members.filter(role__in=BlogMember.PUBLISHES, user__is_active=True)
        return [member.user for member in regular.by_role().select_related("user")[:most]]

    def can_be_managed_by(self, user: User | AnonymousUser) -> bool:
        """May this person approve comments and see drafts of others here?"""
        return Blog.objects.filter(pk=self.pk).fully_visible_to(user).exists()

    def role_of(self, user: User | AnonymousUser) -> str:
        """One of BlogMember.Role; "" for somebody without a part in the blog."""
        if not user.is_authenticated:
            return ""
        return self.members.filter(user=user).values_list("role", flat=True).first() or ""

    def can_be_written_by(self, user: User | AnonymousUser) -> bool:
        return self.closed_at is None and bool(self.role_of(user))

    def can_be_published_on_by(self, user: User | AnonymousUser) -> bool:
        """Guest authors write, and somebody who runs the blog publishes."""
        return self.closed_at is None and self.role_of(user) in BlogMember.PUBLISHES

    def is_owned_by(self, user: User | AnonymousUser) -> bool:
        return self.role_of(user) == BlogMember.Role.OWNER

    def settings_can_be_seen_by(self, user: User | AnonymousUser) -> bool:
        """Its settings and its people: for those who write here, and for the hosts."""
        return user.is_authenticated and (user.is_host or bool(self.role_of(user)))

    def can_be_closed_by(self, user: User | AnonymousUser) -> bool:
        """Closed and opened again: by its owner, and by the hosts."""
        return user.is_authenticated and (user.is_host or self.is_owned_by(user))

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @locked
    def update_settings(self, /, **fields: Any) -> None:
        """Save FIELDS and nothing else: it may have been closed since they were read."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        blog_changed.send(Blog, blog=self)

    @locked
    def close(self) -> None:
        """Every page stays public; nobody writes posts or comments until it is reopened."""
        if not self.is_closed:
            self.closed_at = timezone.now()
            self.save(update_fields=["closed_at"])
            blog_closed.send(Blog, blog=self)

    @locked
    def reopen(self) -> None:
        if self.is_closed:
            self.closed_at = None
            self.save(update_fields=["closed_at"])
            blog_reopened.send(Blog, blog=self)

    def owner(self) -> User | None:
        if "owning" in self.__dict__:  # read along by with_owner()
            owning: BlogMember | None = self.__dict__["owning"]
            return owning.user if owning else None
        member = self.members.filter(role=BlogMember.Role.OWNER).select_related("user").first()
        return member.user if member else None
