"""How a post moves to another blog, or becomes a page: every address it had leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from blogs.models.blog import Blog
from cpdblog.lib.database.locking import locked
from posts.models.editing import EditingMixin
from posts.models.permalink import AddressTaken, typed_slug
from posts.signals import post_moved

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models.blog import BlogQuerySet
    from blogs.models.category import Category


class MovingMixin(EditingMixin):
    class Meta(EditingMixin.Meta):
        abstract = True

    def blogs_to_move_to(self, *, by: User) -> BlogQuerySet:
        """The one it stands on, and those where BY publishes and its author has a part too."""
        blogs = Blog.objects.open().filter(pk__in=Blog.objects.published_on_by(by).values("pk"))
        blogs = blogs.filter(pk__in=Blog.objects.with_member(self.author).values("pk"))
        return Blog.objects.filter(models.Q(pk=self.blog_id) | models.Q(pk__in=blogs.values("pk")))

    def loses_comments_as(self, kind: str) -> bool:
        """A page shows no discussion."""
        return kind == self.Kind.PAGE and kind != self.kind and self.comment_count > 0

    def categories_lost_on(self, blog: Blog) -> list[Category]:
        known = {category.name.casefold() for category in blog.categories.all()}
        listed = self.categories.by_name()
        return [category for category in listed if category.name.casefold() not in known]

    @locked
    def move(self, *, to: Blog, kind: str, slug: str) -> None:
        """The old address leads on for ever; comments, likes, tags and versions come along.

        Raises AddressTaken, and Conflict.
        """
        self.refuse_binned()
        is_other_blog = to.pk != self.blog_id
        self.blog, self.kind, self.slug = to, kind, typed_slug(slug) or self.slug
        if slug and self.is_taken(self.slug):
            raise AddressTaken
        if is_other_blog:
            self._carry_categories_to(to)
        self.version += 1
        self.write()
        if is_other_blog:
            post_moved.send(type(self), post=self)

    def _carry_categories_to(self, blog: Blog) -> None:
        """Under the categories of BLOG that are called as those it was under."""
        names = {category.name.casefold() for category in self.categories.all()}
        self.categories.set([one for one in blog.categories.all() if one.name.casefold() in names])
        key = self.imported_from
        if key and blog.posts.imported_as(key).exclude(pk=self.pk).exists():
            self.imported_from = ""
