"""Where a post stands: its address, the ones it had, and the move to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from django.db import models

from cpdblog.lib.locking import locked
from cpdblog.lib.slugs import plain_slug
from posts.models.old_address import OldAddress
from posts.signals import post_moved

if TYPE_CHECKING:
    from posts.models.blog import Blog
    from posts.models.category import Category
    from posts.models.post import Post

# Addresses that a page of a blog cannot have.
TAKEN_BY_THE_BLOG = {"feed"}


class AddressTaken(Exception):
    """Another post stands at this address, or is found by it since it moved away."""


class Place(NamedTuple):
    """Where readers find a post: a blog, and the part of an address after that of the blog."""

    blog_id: int
    path: str


class Whereabouts(models.Model):
    class Meta:
        abstract = True

    @property
    def place(self) -> Place | None:
        """None as long as the post never was public: nobody knows an address of it."""
        post = cast("Post", self)
        if post.address_year is None or post.address_month is None:
            return None
        if post.kind == post.Kind.PAGE:
            return Place(post.blog_id, post.slug)
        return Place(post.blog_id, f"{post.address_year}/{post.address_month:02}/{post.slug}")

    def stored_place(self) -> Place | None:
        """The place as the database knows it, whatever was changed here since."""
        post = cast("Post", self)
        shown = ("blog_id", "kind", "slug", "address_year", "address_month")
        stored = type(post).objects.filter(pk=post.pk).only(*shown).first()
        return stored.place if stored else None

    def is_taken(self, slug: str) -> bool:
        """Can this post not stand where it would with SLUG?"""
        beside = self.is_reserved(slug) or self.is_beside(slug)
        return beside or self.was_left_by_another(slug)

    def is_beside(self, slug: str) -> bool:
        """Does another post of the blog stand there?"""
        post = cast("Post", self)
        others = type(post).objects.filter(blog=post.blog, kind=post.kind, slug=slug)
        if post.kind == post.Kind.POST:
            others = others.in_month(post.address_year, post.address_month)
        return others.exclude(pk=post.pk).exists()

    def is_reserved(self, slug: str) -> bool:
        """Is that where a page of the blog itself stands?"""
        return cast("Post", self).kind == "page" and slug in TAKEN_BY_THE_BLOG

    def was_left_by_another(self, slug: str) -> bool:
        """Did another post stand there, and is found by it? It never will be anybody else's."""
        post = cast("Post", self)
        before, post.slug = post.slug, slug
        place, post.slug = post.place, before
        return place is not None and OldAddress.objects.leads_to_another(post, place.path)

    def as_if(self, *, to: Blog, kind: str) -> Post:
        """A post that is not kept anywhere, to ask what would be taken for it elsewhere."""
        post = cast("Post", self)
        month = {"address_year": post.address_year, "address_month": post.address_month}
        return type(post)(pk=post.pk, blog=to, kind=kind, slug=post.slug, **month)

    def loses_answers_as(self, kind: str) -> bool:
        """A page shows no discussion."""
        post = cast("Post", self)
        return kind == post.Kind.PAGE and kind != post.kind and post.comment_count > 0

    def categories_lost_on(self, blog: Blog) -> list[Category]:
        post = cast("Post", self)
        known = {category.name.casefold() for category in blog.categories.all()}
        listed = post.categories.by_name()
        return [category for category in listed if category.name.casefold() not in known]

    @locked
    def move(self, *, to: Blog, kind: str, slug: str) -> None:
        """The old address leads on for ever; comments, likes, tags and versions come along.

        Raises AddressTaken, and Conflict.
        """
        post = cast("Post", self)
        post.refuse_in_the_bin()
        is_other_blog = to.pk != post.blog_id
        post.blog, post.kind, post.slug = to, kind, plain_slug(slug)[:100] or post.slug
        if slug and post.is_taken(post.slug):
            raise AddressTaken
        if is_other_blog:
            self._file_on(to)
        post.version += 1
        post.write()
        if is_other_blog:
            post_moved.send(type(post), post=post)

    def _file_on(self, blog: Blog) -> None:
        """Under the categories of BLOG that are called as those it was under."""
        post = cast("Post", self)
        names = {category.name.casefold() for category in post.categories.all()}
        post.categories.set([one for one in blog.categories.all() if one.name.casefold() in names])
        key = post.imported_from
        if key and blog.posts.imported_as(key).exclude(pk=post.pk).exists():
            post.imported_from = ""
