"""Reads a blog of any size in order, a few posts in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from blogs.models import Category
from comments.models import Comment
from posts.models import OldAddress, Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from blogs.models import Blog
    from posts.models import Revision

_POSTS = 20  # the longest are half a megabyte each, with what is made of them
_ROWS = 200


def posts_of(blog: Blog) -> Iterator[Post]:
    """Every post, the oldest here first, with its author, categories, tags and old addresses."""
    categories = Prefetch("categories", Category.objects.by_name())
    posts = blog.posts.select_related("author").with_tags()
    own = Prefetch("old_addresses", OldAddress.objects.filter(blog=blog))  # on this very blog
    posts = posts.prefetch_related(categories, own)
    for post in _in_batches(posts, _POSTS):
        post.blog = blog
        yield post


def public_posts_of(blog: Blog) -> Iterator[Post]:
    return (post for post in posts_of(blog) if post.is_published)


def comments_of(post: Post) -> Iterator[Comment]:
    """Every comment of any status; each after its parent."""
    comments = Comment.objects.filter(post=post).select_related("author", "identity")
    return _in_batches(comments.defer("author__bio"), _ROWS)


def revisions_of(post: Post) -> Iterator[Revision]:
    return _in_batches(post.revisions.select_related("by"), _POSTS)


def _in_batches[Row: (Post, Comment, Revision)](rows: QuerySet[Row], size: int) -> Iterator[Row]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield from batch
        if len(batch) < size:
            return
        last = batch[-1].pk
