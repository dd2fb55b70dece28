"""What of a thing goes into the index, and which things do: those that everybody may see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from blogs.models import Blog
from comments.models import Comment
from cpdblog.lib.text.plain import normalise, plain_text
from posts.models import Post, Tag
from search.models import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

MAX_BODY_LENGTH = 100_000  # what PostgreSQL keeps of one row has a limit of a megabyte
_SPACES = re.compile(r"\s+")


def public_posts() -> QuerySet[Post]:
    shown = Post.objects.visible_to(AnonymousUser()).defer("source", "categories")
    return shown.select_related("blog", "author").prefetch_related("tagged__tag").order_by("pk")


def public_comments() -> QuerySet[Comment]:
    shown = Comment.objects.visible_to(AnonymousUser()).select_related("post__blog")
    return shown.defer("source", "post__source", "post__body_html").order_by("pk")


def public_people() -> QuerySet[User]:
    return User.objects.active().order_by("pk")


def public_tags() -> QuerySet[Tag]:
    return Tag.objects.in_use().prefetch_related("aliases").order_by("pk")


def public_blogs() -> QuerySet[Blog]:
    return Blog.objects.order_by("pk")


def of_post(post: Post) -> Document:
    tags = sorted(str(row.tag) for row in post.tagged.all())
    return Document(
        kind=Document.Kind.POST,
        object_id=post.pk,
        post_id=post.pk,
        blog_id=post.blog_id,
        dated_at=post.published_at,
        year=post.address_year,
        title=_line(post.title),
        author=_line(str(post.author)),
        tags=_line(" ".join(tags)),
        body=_line(f"{post.excerpt} {plain_text(post.body_html)}"),
    )


def of_comment(comment: Comment) -> Document:
    return Document(
        kind=Document.Kind.COMMENT,
        object_id=comment.pk,
        post_id=comment.post_id,
        blog_id=comment.blog_id,
        dated_at=comment.posted_at,
        year=comment.local_posted_at.year,
        author=_line(comment.name),
        body=_line(plain_text(comment.body_html)),
    )


def of_person(person: User) -> Document:
    about = f"{person.bio} {person.region}"
    return Document(
        kind=Document.Kind.PERSON,
        object_id=person.pk,
        title=_line(str(person)),
        author=_line(person.handle),
        body=_line(about),
    )


def of_tag(tag: Tag) -> Document:
    spellings = sorted(alias.key for alias in tag.aliases.all())
    return Document(
        kind=Document.Kind.TAG,
        object_id=tag.pk,
        title=_line(str(tag)),
        body=_line(", ".join(spellings)),
    )


def of_blog(blog: Blog) -> Document:
    return Document(
        kind=Document.Kind.BLOG,
        object_id=blog.pk,
        blog_id=blog.pk,
        title=_line(blog.title),
        author=_line(blog.handle),
    )


SOURCES: dict[str, tuple[Callable[[], QuerySet[Any]], Callable[[Any], Document]]] = {
    Document.Kind.POST: (public_posts, of_post),
    Document.Kind.COMMENT: (public_comments, of_comment),
    Document.Kind.PERSON: (public_people, of_person),
    Document.Kind.TAG: (public_tags, of_tag),
    Document.Kind.BLOG: (public_blogs, of_blog),
}


def documents_of(kind: str, object_ids: Iterable[int]) -> list[Document]:
    """For those of these things that everybody may see."""
    things, of_thing = SOURCES[kind]
    return [of_thing(thing) for thing in things().filter(pk__in=list(object_ids))]


def _line(text: str) -> str:
    """Without control characters: two of them mark what was found."""
    return _SPACES.sub(" ", normalise(text)).strip()[:MAX_BODY_LENGTH]
