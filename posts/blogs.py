"""What a blog shows of its posts: how many there are, its pages and the categories in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models

from blogs.models import Blog
from posts.models import Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from blogs.models.blog import BlogQuerySet
    from blogs.models.category import CategoryQuerySet

_PUBLIC = models.Q(posts__status=Post.Status.PUBLISHED, posts__kind=Post.Kind.POST)


class PostCount(NamedTuple):
    post_count: int
    last_post_at: dt.datetime


def with_post_counts(blogs: BlogQuerySet) -> BlogQuerySet:
    """Adds `post_count` and `last_post_at` of what everybody may read."""
    return blogs.annotate(
        post_count=models.Count("posts", filter=_PUBLIC),
        last_post_at=models.Max("posts__published_at", filter=_PUBLIC),
    )


def post_counts(blogs: Iterable[Blog]) -> dict[int, PostCount]:
    """By blog, where anything is published: what everybody may read there, and since when."""
    shown = Blog.objects.filter(_PUBLIC, pk__in=[blog.pk for blog in blogs]).order_by()
    counted = shown.values_list("pk").annotate(
        models.Count("posts"), models.Max("posts__published_at")
    )
    return {pk: PostCount(count, last) for pk, count, last in counted}


def pages_of(blog: Blog) -> models.QuerySet[Any]:
    """Published pages such as About, for the blog's own line of links."""
    shown = ("title", "slug", "kind", "opening", "blog_id")
    return blog.posts.published().pages().only(*shown).order_by("pk")


def categories_in_use(blog: Blog) -> CategoryQuerySet:
    """Adds `post_count`: published posts in the category."""
    counted = blog.categories.annotate(post_count=models.Count("posts", filter=_PUBLIC))
    return counted.filter(post_count__gt=0).by_name()
