"""What a blog, a post, a comment is, as JSON can say it; described in docs/export.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q

from accounts.models import User
from community.about import get_community
from posts.models import Tag

if TYPE_CHECKING:
    import datetime as dt

    from blogs.models import Blog
    from comments.models import Comment
    from images.models import Image
    from posts.models import Post, Revision

FORMAT = "cpdblog"
VERSION = 1

Facts = dict[str, Any]

OF_A_BLOG = (
    "handle",
    "title",
    "tagline",
    "language",
    "time_zone",
    "colour",
    "date_style",
    "byline_style",
    "comments_heading",
    "has_likes",
    "who_may_comment",
    "what_waits",
    "close_after_days",
)
_OF_A_POST = (
    "kind",
    "status",
    "title",
    "slug",
    "excerpt",
    "is_sticky",
    "comments_open",
    "canonical_url",
    "imported_from",
    "version",
    "binned_from",
)
_OF_A_REVISION = (
    "number",
    "kind",
    "was_public",
    "restored_from",
    "title",
    "source",
    "excerpt",
    "word_count",
)
_OF_A_COMMENT = ("kind", "status", "removed_by_author", "key")
_OF_AN_IMAGE = (
    "digest",
    "name",
    "widths",
    "width",
    "height",
    "alt",
    "caption",
    "credit",
    "credit_url",
    "licence",
    "original_name",
    "imported_from",
)


def facts_of_the_whole(blog: Blog, *, at: dt.datetime) -> Facts:
    members = blog.members.select_related("user").order_by("pk")
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": _time(at),
        "community": {"name": get_community().name, "url": settings.SITE_URL},
        "blog": {
            **_named(blog, OF_A_BLOG),
            "created_at": _time(blog.created_at),
            "closed_at": _time(blog.closed_at),
        },
        "members": [{"person": row.user.handle, "role": row.role} for row in members],
        "people": [_facts_of_a_person(person) for person in _people_of(blog)],
        "categories": [
            {"name": row.name, "slug": row.slug} for row in blog.categories.order_by("pk")
        ],
        "tags": [_facts_of_a_tag(tag) for tag in _tags_of(blog)],
        "pictures": [_facts_of_an_image(image) for image in blog.images.order_by("pk")],
    }


def facts_of_a_post(post: Post) -> Facts:
    likes = post.likes.select_related("user").order_by("pk")
    return {
        "number": post.pk,
        "author": post.author.handle,
        **_named(post, _OF_A_POST),
        "address": [post.address_year, post.address_month] if post.address_year else None,
        "path": post.get_absolute_url(),
        "published_at": _time(post.published_at),
        "created_at": _time(post.created_at),
        "updated_at": _time(post.updated_at),
        "binned_at": _time(post.binned_at),
        "format": post.source_format,
        "source": post.source,
        "categories": [category.slug for category in post.categories.all()],
        "tags": [row.tag.name for row in post.listed_tags],
        "old_addresses": sorted(row.path for row in post.old_addresses.all()),
        "likes": [{"by": like.user.handle, "at": _time(like.created_at)} for like in likes],
    }


def facts_of_a_revision(revision: Revision) -> Facts:
    return {
        **_named(revision, _OF_A_REVISION),
        "format": revision.source_format,
        "by": revision.by.handle if revision.by else None,
        "begun_at": _time(revision.begun_at),
        "created_at": _time(revision.created_at),
    }


def facts_of_a_comment(comment: Comment) -> Facts:
    """What its author took back stays taken back: only its place is told."""
    is_told = not comment.removed_by_author
    return {
        "number": comment.pk,
        "parent": comment.parent_id,
        "author": comment.author.handle if comment.author and is_told else None,
        **_named(comment, _OF_A_COMMENT),
        "name": comment.name if is_told else "",
        "email": comment.email if is_told and not comment.author_id else "",
        "website": comment.website if is_told else "",
        "signed_with": _signed_with(comment) if is_told else "",
        "identity": _facts_of_an_identity(comment) if is_told else None,
        "posted_at": _time(comment.posted_at),
        "edited_at": _time(comment.edited_at) if is_told else None,
        "updated_at": _time(comment.updated_at),
        "format": comment.source_format,
        "source": comment.source if is_told else "",
    }


def _facts_of_an_identity(comment: Comment) -> Facts | None:
    if comment.identity:
        return _named(comment.identity, ("provider", "provider_name", "name", "profile_url"))
    return comment.imported_identity or None


def _signed_with(comment: Comment) -> str:
    return comment.signed_with or str(comment.imported_identity.get("provider_name", ""))


def _facts_of_a_person(person: User) -> Facts:
    """What everybody may read of somebody; no e-mail address (ADR 19)."""
    shown = ("website", "region", "bio") if person.is_active else ()
    return {"handle": person.handle, "name": str(person), **_named(person, shown)}


def _facts_of_a_tag(tag: Tag) -> Facts:
    aliases = sorted(alias.key for alias in tag.aliases.all())
    return {"name": tag.name, "slug": tag.slug, "aliases": aliases}


def _facts_of_an_image(image: Image) -> Facts:
    return {
        **_named(image, _OF_AN_IMAGE),
        "by": image.by.handle if image.by else None,
        "created_at": _time(image.created_at),
    }


def _people_of(blog: Blog) -> list[User]:
    """Everybody that the file names."""
    named = (
        Q(pk__in=blog.members.values("user"))
        | Q(pk__in=blog.posts.values("author"))
        | Q(pk__in=blog.posts.values("likes__user"))
        | Q(pk__in=blog.posts.values("revisions__by"))
        | Q(pk__in=blog.images.values("by"))
        | Q(pk__in=blog.comments.filter(removed_by_author=False).values("author"))
    )
    return list(User.objects.filter(named).order_by("pk"))


def _tags_of(blog: Blog) -> list[Tag]:
    used = Tag.objects.filter(pk__in=blog.posts.values("tagged__tag"))
    return list(used.prefetch_related("aliases").order_by("pk"))


def _named(row: object, names: tuple[str, ...]) -> Facts:
    return {name: getattr(row, name) for name in names}


def _time(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None
