"""Where a post stands: its address, and the ones it had."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse

from cpdblog.lib.text.slugs import slug_from
from posts.models.old_address import OldAddress
from posts.models.text import PostText

if TYPE_CHECKING:
    import datetime as dt


# Addresses that a page of a blog cannot have.
TAKEN_BY_THE_BLOG = {"feed"}


class AddressTaken(Exception):
    """Another post stands at this address, or is found by it since it moved away."""


class Place(NamedTuple):
    """Where readers find a post: a blog, and the part of an address after that of the blog."""

    blog_id: int
    path: str


class Permalink(PostText):
    class Meta(PostText.Meta):
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
            self._fill_slug()

    def _fill_slug(self) -> None:
        if not self.slug or self.is_taken(self.slug):
            self.slug = slug_from(self.slug or self.title, taken=self.is_taken, otherwise="post")

    @property
    def place(self) -> Place | None:
        """None as long as the self never was public: nobody knows an address of it."""
        if self.address_year is None or self.address_month is None:
            return None
        if self.kind == self.Kind.PAGE:
            return Place(self.blog_id, self.slug)
        return Place(self.blog_id, f"{self.address_year}/{self.address_month:02}/{self.slug}")

    def stored_place(self) -> Place | None:
        """The place as the database knows it, whatever was changed here since."""
        shown = ("blog_id", "kind", "slug", "address_year", "address_month")
        stored = type(self).objects.filter(pk=self.pk).only(*shown).first()
        return stored.place if stored else None

    def is_taken(self, slug: str) -> bool:
        """Can this post not stand where it would with SLUG?"""
        beside = self.is_reserved(slug) or self.is_beside(slug)
        return beside or self.was_left_by_another(slug)

    def is_beside(self, slug: str) -> bool:
        """Does another self of the blog stand there?"""
        others = type(self).objects.filter(blog=self.blog, kind=self.kind, slug=slug)
        if self.kind == self.Kind.POST:
            others = others.in_month(self.address_year, self.address_month)
        return others.exclude(pk=self.pk).exists()

    def is_reserved(self, slug: str) -> bool:
        """Is that where a page of the blog itself stands?"""
        return self.kind == "page" and slug in TAKEN_BY_THE_BLOG

    def was_left_by_another(self, slug: str) -> bool:
        """Did another self stand there, and is found by it? It never will be anybody else's."""
        before, self.slug = self.slug, slug
        place, self.slug = self.place, before
        return place is not None and OldAddress.objects.leads_to_another(
            than=self.pk, blog_id=place.blog_id, path=place.path
        )
