"""The things that hits name, read as their results show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser

from posts.models import Post
from search.documents import public_blogs, public_comments, public_people, public_tags
from search.models import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.backends import Hit


def load(hits: Sequence[Hit]) -> dict[tuple[str, int], Any]:
    """By kind and primary key; what nobody may see any more is missing."""
    found: dict[tuple[str, int], Any] = {}
    for kind, read in _READ.items():
        pks = [hit.object_id for hit in hits if hit.kind == kind]
        if pks:
            found |= {(str(kind), thing.pk): thing for thing in read(pks)}
    return found


def _posts(pks: list[int]) -> Any:
    return Post.objects.visible_to(AnonymousUser()).for_list().filter(pk__in=pks)


def _comments(pks: list[int]) -> Any:
    comments = public_comments().select_related("post__blog", "author").filter(pk__in=pks)
    return comments.defer("source", "body_html", "post__source", "post__body_html")


def _people(pks: list[int]) -> Any:
    people: Any = public_people().prefetch_related("memberships__blog").filter(pk__in=pks)
    return people


def _tags(pks: list[int]) -> Any:
    return public_tags().filter(pk__in=pks)


def _blogs(pks: list[int]) -> Any:
    return public_blogs().filter(pk__in=pks)


_READ = {
    Document.Kind.POST: _posts,
    Document.Kind.COMMENT: _comments,
    Document.Kind.PERSON: _people,
    Document.Kind.TAG: _tags,
    Document.Kind.BLOG: _blogs,
}
