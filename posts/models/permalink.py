"""Where a post stands: its address, and the ones it had."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple, Self

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.text.slugs import base_slug, plain_slug, slug_from
from posts.models.limits import MAX_SLUG_LENGTH
from posts.models.old_address import OldAddress
from posts.models.text import PostTextMixin

if TYPE_CHECKING:
    import datetime as dt

    from blogs.models.blog import Blog


# Addresses that a page of a blog cannot have.
TAKEN_BY_THE_BLOG = {"feed"}
_UNTITLED = "post"


class AddressHolder(enum.Enum):
    """What keeps a post from standing at an address."""

    BLOG = enum.auto()  # a page of the blog itself stands there
    POST = enum.auto()
    OLD_ADDRESS = enum.auto()  # by which another post is found since it moved away

    @property
    def message(self) -> str:
        """For whoever typed the address."""
        return str(_MESSAGES[self])


_MESSAGES = {
    AddressHolder.BLOG: _("This URL is kept for the blog itself."),
    AddressHolder.POST: _("Another post has this URL."),
    AddressHolder.OLD_ADDRESS: _("Another post had this URL, and is still found by it."),
}


class AddressTaken(Exception):
    """Another post stands at this address, or is found by it since it moved away."""


class Place(NamedTuple):
    """Where readers find a post: a blog, and the part of an address after that of the blog."""

    blog_id: int
    path: str


def typed_slug(text: str) -> str:
    """The slug that somebody typed as TEXT; "" where no letter and no digit is in it."""
    return plain_slug(text)[:MAX_SLUG_LENGTH].strip("-")


def slug_of_title(title: str) -> str:
    """The slug that a post of this title is given where it is free."""
    return base_slug(title, length=MAX_SLUG_LENGTH) or _UNTITLED


class PermalinkMixin(PostTextMixin):
    class Meta(PostTextMixin.Meta):
        abstract = True

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.PAGE:
            return reverse("posts:page", args=[self.blog.handle, self.slug])
        year, month = self.address_year, self.address_month
        if year is None or month is None:
            return reverse("posts:draft", args=[self.blog.handle, self.pk])
        return reverse("posts:detail", args=[self.blog.handle, year, f"{month:02}", self.slug])

    @property
    def local_day(self) -> dt.date | None:
        local = self.local_published_at
        return local and local.date()

    @property
    def short_year(self) -> str:
        return f"’{self.address_year % 100:02}" if self.address_year else "–"

    @property
    def local_published_at(self) -> dt.datetime | None:
        return self.published_at and self.published_at.astimezone(self.blog.zone)

    def freeze_address(self) -> None:
        if self.address_year is None and self.local_published_at:
            local = self.local_published_at
            self.address_year, self.address_month = local.year, local.month
            self._ensure_free_slug()

    def _ensure_free_slug(self) -> None:
        if not self.slug or self.is_taken(self.slug):
            wish = self.slug or self.title
            self.slug = slug_from(
                wish, taken=self.is_taken, otherwise=_UNTITLED, length=MAX_SLUG_LENGTH
            )

    @property
    def place(self) -> Place | None:
        """None as long as the post never was public: nobody knows an address of it."""
        if self.address_year is None or self.address_month is None:
            return None
        return Place(self.blog_id, self._path(self.slug, self.address_year, self.address_month))

    def _path(self, slug: str, year: int, month: int) -> str:
        return slug if self.kind == self.Kind.PAGE else f"{year}/{month:02}/{slug}"

    def stored_place(self) -> Place | None:
        """The place as the database knows it, whatever was changed here since."""
        shown = ("blog_id", "kind", "slug", "address_year", "address_month")
        stored = type(self).objects.filter(pk=self.pk).only(*shown).first()
        return stored.place if stored else None

    def unsaved_copy(self, *, to: Blog, kind: str) -> Self:
        """The post as it would stand on another blog or as another kind; never saved."""
        month = {"address_year": self.address_year, "address_month": self.address_month}
        return type(self)(pk=self.pk, blog=to, kind=kind, slug=self.slug, **month)

    def is_taken(self, slug: str) -> bool:
        """Can this post, as it is now, not stand where it would with SLUG?"""
        return self.address_holder(slug) is not None

    def address_holder(
        self, slug: str, *, published_at: dt.datetime | None = None
    ) -> AddressHolder | None:
        """What stands where this post would with SLUG; None where nothing does.

        A post that never was public is asked for as it is kept until then and, with PUBLISHED_AT,
        for the month it comes out in. An address that another post had never becomes free.
        """
        months = self._months(published_at)
        if self.kind == self.Kind.PAGE and slug in TAKEN_BY_THE_BLOG:
            return AddressHolder.BLOG
        others = type(self).objects.at_address(self.blog, self.kind, slug, months=months)
        if others.exclude(pk=self.pk).exists():
            return AddressHolder.POST
        paths = [self._path(slug, year, month) for year, month in months if year and month]
        left = OldAddress.objects.filter(blog_id=self.blog_id, path__in=paths)
        if left.exclude(post_id=self.pk).exists():
            return AddressHolder.OLD_ADDRESS
        return None

    def _months(self, published_at: dt.datetime | None) -> list[tuple[int | None, int | None]]:
        here = (self.address_year, self.address_month)
        if published_at is None or self.address_year is not None:
            return [here]
        local = published_at.astimezone(self.blog.zone)
        return [here, (local.year, local.month)]
