"""What a blog shows of its posts: how many there are, its pages and the categories in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.models.functions import Lower

from blogs.models import Blog
from posts.directory_query import BY_NAME, NEWEST
from posts.letters import by_letter
from posts.models import Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from blogs.models.blog import BlogQuerySet
    from blogs.models.category import CategoryQuerySet
    from posts.directory_query import DirectoryQuery

_PUBLIC = models.Q(posts__status=Post.Status.PUBLISHED, posts__kind=Post.Kind.POST)


class BlogCounts(NamedTuple):
    post_count: int
    comment_count: int
    last_post_at: dt.datetime


class BlogRow(NamedTuple):
    blog: Blog
    counts: BlogCounts | None
    last_post: Post | None


def with_post_counts(blogs: BlogQuerySet) -> BlogQuerySet:
    """Adds `post_count` and `last_post_at` of what everybody may read."""
    return blogs.annotate(
        post_count=models.Count("posts", filter=_PUBLIC),
        last_post_at=models.Max("posts__published_at", filter=_PUBLIC),
    )


def find_blogs(query: DirectoryQuery) -> BlogQuerySet:
    """The open blogs that a directory is asked for, each with `last_post_pk`."""
    found = _with_last_posts(Blog.objects.open().with_owner().matching(query.text))
    if query.language:
        found = found.in_language(query.language)
    if query.tag:
        tagged = Post.objects.published().posts().tagged_at(query.tag)
        found = found.filter(models.Exists(tagged.filter(blog=models.OuterRef("pk"))))
    if query.letter and (signs := letters_of_blogs().get(query.letter)):
        found = found.beginning_with(signs)
    if query.order == BY_NAME or query.letter:
        return found.by_title()
    if query.order == NEWEST:
        return found.newest_first()
    return found.order_by(models.F("last_post_at").desc(nulls_last=True), Lower("title"), "pk")


def letters_of_blogs() -> dict[str, list[str]]:
    return by_letter(Blog.objects.open().first_signs())


def rows_of(blogs: Iterable[Blog]) -> list[BlogRow]:
    """A row for each of these, who come from `find_blogs`."""
    last_pks = {blog.pk: getattr(blog, "last_post_pk", None) for blog in blogs}
    shown = Post.objects.select_related("author", "blog").defer("source", "body_html")
    posts = shown.in_bulk([pk for pk in last_pks.values() if pk])
    counts = public_counts(last_pks)
    return [BlogRow(blog, counts.get(blog.pk), posts.get(last_pks[blog.pk] or 0)) for blog in blogs]


def _with_last_posts(blogs: BlogQuerySet) -> BlogQuerySet:
    public = Post.objects.published().posts().filter(blog=models.OuterRef("pk")).newest_first()
    return blogs.annotate(
        last_post_pk=models.Subquery(public.values("pk")[:1]),
        last_post_at=models.Subquery(public.values("published_at")[:1]),
    )


def public_counts(blogs: Iterable[int]) -> dict[int, BlogCounts]:
    """By blog, where anything is published: what everybody may read there."""
    shown = Post.objects.published().posts().filter(blog__in=list(blogs)).order_by()
    counted = shown.values_list("blog").annotate(
        models.Count("pk"), models.Sum("comment_count"), models.Max("published_at")
    )
    return {pk: BlogCounts(*counts) for pk, *counts in counted}


def pages_of(blog: Blog) -> models.QuerySet[Any]:
    """Published pages such as About, for the blog's own line of links."""
    shown = ("title", "slug", "kind", "opening", "blog_id")
    return blog.posts.published().pages().only(*shown).order_by("pk")


def categories_in_use(blog: Blog) -> CategoryQuerySet:
    """Adds `post_count`: published posts in the category."""
    counted = blog.categories.annotate(post_count=models.Count("posts", filter=_PUBLIC))
    return counted.filter(post_count__gt=0).by_name()
