"""A blog, a post, a comment as fields of JSON; described in docs/export.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q

from accounts.models import User
from community.identity import get_community
from posts.models import Tag

if TYPE_CHECKING:
    import datetime as dt

    from blogs.models import Blog
    from comments.models import Comment
    from images.models import Image
    from posts.models import Post, Revision

FORMAT = "cpdblog"
VERSION = 1

Fields = dict[str, Any]

BLOG_FIELDS = (
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
_POST_FIELDS = (
    "kind",
    "status",
    "title",
    "slug",
    "excerpt",
    "featured_image",
    "featured_alt",
    "is_sticky",
    "comments_open",
    "canonical_url",
    "imported_from",
    "version",
    "binned_from",
)
_REVISION_FIELDS = (
    "number",
    "kind",
    "was_public",
    "restored_from",
    "title",
    "source",
    "excerpt",
    "featured_image",
    "featured_alt",
    "word_count",
)
_COMMENT_FIELDS = ("kind", "status", "removed_by_author", "key")
_IMAGE_FIELDS = (
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


def blog_fields(blog: Blog, *, at: dt.datetime) -> Fields:
    members = blog.members.select_related("user").order_by("pk")
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": _time(at),
        "community": {"name": get_community().name, "url": settings.SITE_URL},
        "blog": {
            **_values(blog, BLOG_FIELDS),
            "created_at": _time(blog.created_at),
            "closed_at": _time(blog.closed_at),
        },
        "members": [{"person": row.user.handle, "role": row.role} for row in members],
        "people": [_person_fields(person) for person in _people_of(blog)],
        "categories": [
            {"name": row.name, "slug": row.slug} for row in blog.categories.order_by("pk")
        ],
        "tags": [_tag_fields(tag) for tag in _tags_of(blog)],
        "pictures": [_image_fields(image) for image in blog.images.order_by("pk")],
    }


def post_fields(post: Post) -> Fields:
    likes = post.likes.select_related("user").order_by("pk")
    return {
        "number": post.pk,
        "author": post.author.handle,
        **_values(post, _POST_FIELDS),
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


def revision_fields(revision: Revision) -> Fields:
    return {
        **_values(revision, _REVISION_FIELDS),
        "format": revision.source_format,
        "by": revision.by.handle if revision.by else None,
        "begun_at": _time(revision.begun_at),
        "created_at": _time(revision.created_at),
    }


def comment_fields(comment: Comment) -> Fields:
    """Of a comment that its author removed only the place in the thread is exported."""
    is_public = not comment.removed_by_author
    return {
        "number": comment.pk,
        "parent": comment.parent_id,
        "author": comment.author.handle if comment.author and is_public else None,
        **_values(comment, _COMMENT_FIELDS),
        "name": comment.name if is_public else "",
        "email": comment.email if is_public and not comment.author_id else "",
        "website": comment.website if is_public else "",
        "signed_with": _signed_with(comment) if is_public else "",
        "identity": _identity_fields(comment) if is_public else None,
        "posted_at": _time(comment.posted_at),
        "edited_at": _time(comment.edited_at) if is_public else None,
        "edited_by_moderator": comment.edited_by_moderator and is_public,
        "updated_at": _time(comment.updated_at),
        "format": comment.source_format,
        "source": comment.source if is_public else "",
    }


def _identity_fields(comment: Comment) -> Fields | None:
    if comment.identity:
        return _values(comment.identity, ("provider", "provider_name", "name", "profile_url"))
    return comment.imported_identity or None


def _signed_with(comment: Comment) -> str:
    return comment.signed_with or str(comment.imported_identity.get("provider_name", ""))


def _person_fields(person: User) -> Fields:
    """What everybody may read of somebody; no e-mail address (ADR 19)."""
    shown = ("website", "region", "bio") if person.is_active else ()
    return {"handle": person.handle, "name": str(person), **_values(person, shown)}


def _tag_fields(tag: Tag) -> Fields:
    aliases = sorted(alias.key for alias in tag.aliases.all())
    return {"name": tag.name, "slug": tag.slug, "aliases": aliases}


def _image_fields(image: Image) -> Fields:
    return {
        **_values(image, _IMAGE_FIELDS),
        "by": image.by.handle if image.by else None,
        "created_at": _time(image.created_at),
    }


def _people_of(blog: Blog) -> list[User]:
    """Everybody whom the file names."""
    mentioned = (
        Q(pk__in=blog.members.values("user"))
        | Q(pk__in=blog.posts.values("author"))
        | Q(pk__in=blog.posts.values("likes__user"))
        | Q(pk__in=blog.posts.values("revisions__by"))
        | Q(pk__in=blog.images.values("by"))
        | Q(pk__in=blog.comments.filter(removed_by_author=False).values("author"))
    )
    return list(User.objects.filter(mentioned).order_by("pk"))


def _tags_of(blog: Blog) -> list[Tag]:
    used = Tag.objects.filter(pk__in=blog.posts.values("tagged__tag"))
    return list(used.prefetch_related("aliases").order_by("pk"))


def _values(row: object, names: tuple[str, ...]) -> Fields:
    return {name: getattr(row, name) for name in names}


def _time(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None
