"""People, blogs, posts and comments for a test, made with the verbs of the models."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import TYPE_CHECKING, Any

from accounts.models import User
from blogs.models import Blog, BlogMember
from comments.models import Comment
from posts.models import Post

if TYPE_CHECKING:
    from collections.abc import Iterable

NOON = dt.datetime(2012, 7, 2, 12, tzinfo=dt.UTC)  # a Monday
TO_COME = dt.datetime(2098, 7, 2, 12, tzinfo=dt.UTC)

_number = count(1)


def make_user(name: str = "", **fields: Any) -> User:
    number = next(_number)
    handle = fields.pop("handle", "") or User.objects.free_handle(name or f"member-{number}")
    email = fields.pop("email", f"{handle}@example.org")
    return User.objects.create_user(handle, email, name=name or f"Member {number}", **fields)


def make_blog(owner: User | None = None, **fields: Any) -> Blog:
    number = next(_number)
    blog = Blog(
        **{"handle": f"blog-{number}", "title": f"Blog {number}", "time_zone": "UTC", **fields}
    )
    return Blog.objects.create_blog(blog, owner=owner or make_user())


def make_member(blog: Blog, user: User, role: str = BlogMember.Role.AUTHOR) -> BlogMember:
    return BlogMember.objects.create(blog=blog, user=user, role=role)


def make_post(
    blog: Blog | None = None,
    *,
    status: str = Post.Status.PUBLISHED,
    published: dt.datetime | None = None,
    tags: Iterable[str] = (),
    categories: Iterable[str] = (),
    **fields: Any,
) -> Post:
    """A post of BLOG by its owner. With PUBLISHED and another status it was out once."""
    blog = blog or make_blog()
    fields.setdefault("author", blog.owner())
    fields.setdefault("title", f"Post {next(_number)}")
    fields.setdefault("source", "It rained, and we talked.")
    post = Post.objects.draft(blog=blog, **fields)
    post.set_tags(tags)
    for name in categories:
        category, _new = blog.categories.get_or_create(name=name)
        post.categories.add(category)
    if published or status == Post.Status.PUBLISHED:
        post.publish(at=published or NOON)
    match status:
        case Post.Status.PRIVATE:
            post.keep_private()
        case Post.Status.DRAFT if post.is_published:
            post.unpublish()
        case Post.Status.SCHEDULED:
            post.unpublish()
            post.schedule(at=post.published_at or TO_COME)
    return post


def make_comment(
    post: Post,
    text: str = "I was there too.",
    *,
    by: User | None = None,
    status: str = Comment.Status.APPROVED,
    **fields: Any,
) -> Comment:
    """A comment signed by the member BY, or by a guest called Gus."""
    signature = (
        {"author": by, "name": str(by), "email": by.email}
        if by
        else {"name": "Gus Guest", "email": "gus@example.org"}
    )
    return post.comments.submit(
        post=post, source=text, key=f"key-{next(_number)}", status=status, **signature | fields
    )
