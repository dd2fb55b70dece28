"""What one person said, liked and told of themselves here, in one file to read or to load."""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from comments.models import Comment, CommentRevision
from cpdblog.lib.database.snapshot import snapshot
from posts.models import Like, Post

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import User

_PICTURE = "picture.webp"


def pack_person(person: User, file: IO[bytes]) -> Mapping[str, int]:
    """The zip into FILE; says how many of what are in it."""
    with snapshot(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        picture = _picture(person)
        told = _told(person, _PICTURE if picture else "")
        packed.writestr("everything.json", json.dumps(told, ensure_ascii=False, indent=2))
        packed.writestr("everything.html", render_to_string("transfer/person.html", told))
        if picture:
            packed.writestr(_PICTURE, picture, zipfile.ZIP_STORED)
    return {
        "comments": len(told["comments"]),
        "versions": sum(len(comment["earlier"]) for comment in told["comments"]),
        "likes": len(told["likes"]),
        "pictures": int(bool(picture)),
    }


def _picture(person: User) -> bytes:
    if not person.avatar:
        return b""
    try:
        with default_storage.open(str(person.avatar)) as picture:
            found: bytes = picture.read()
    except FileNotFoundError:  # lost with a disk: no reason to keep the words back
        return b""
    return found


def _told(person: User, picture: str) -> dict[str, Any]:
    profile = {**_profile(person), "picture": picture}
    return {"profile": profile, "comments": _comments(person), "likes": _likes(person)}


def _profile(person: User) -> dict[str, Any]:
    words = ("name", "handle", "email", "region", "website", "bio")
    return {
        **{field: getattr(person, field) for field in words},
        "joined": person.joined_at.isoformat(),
        "signs_with": [
            {"service": one.provider_name, "name": one.name, "page": one.profile_url}
            for one in person.identities.oldest_first()
        ],
    }


def _comments(person: User) -> list[dict[str, Any]]:
    said = Comment.objects.filter(author=person).order_by("posted_at", "pk")
    seen = _seen_by(person, said.values("post"))
    earlier = _earlier_versions(person)
    return [
        {
            "written": comment.posted_at.isoformat(),
            "name": comment.name,
            "status": comment.status,
            "words": comment.source,
            "earlier": earlier[comment.pk],
            "post": seen.get(comment.post_id),
        }
        for comment in said.defer("body_html")
    ]


def _earlier_versions(person: User) -> defaultdict[int, list[dict[str, str]]]:
    """How each comment read before it was edited, the oldest first."""
    found: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for revision in CommentRevision.objects.filter(comment__author=person).order_by("pk"):
        found[revision.comment_id].append(
            {
                "written": revision.written_at.isoformat(),
                "replaced": revision.replaced_at.isoformat(),
                "words": revision.source,
            }
        )
    return found


def _likes(person: User) -> list[dict[str, Any]]:
    liked = Like.objects.filter(user=person).order_by("created_at", "pk")
    seen = _seen_by(person, liked.values("post"))
    return [
        {"liked": like.created_at.isoformat(), "post": seen.get(like.post_id)} for like in liked
    ]


def _seen_by(person: User, numbers: Any) -> dict[int, dict[str, str]]:
    """Title and address of the posts that this person may see; of others nothing is said."""
    posts = Post.objects.visible_to(person).filter(pk__in=numbers).for_list()
    return {
        post.pk: {
            "title": post.headline,
            "address": f"{settings.SITE_URL}{post.get_absolute_url()}",
        }
        for post in posts
    }
