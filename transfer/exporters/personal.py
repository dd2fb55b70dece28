"""The comments, likes and profile of one person, in one zip."""

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

_AVATAR_FILE = "picture.webp"


def pack_person(person: User, file: IO[bytes]) -> Mapping[str, int]:
    """Writes the zip into FILE. Returns how many of each kind are in it."""
    with snapshot(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        avatar = _read_avatar(person)
        data = _personal_data(person, _AVATAR_FILE if avatar else "")
        packed.writestr("everything.json", json.dumps(data, ensure_ascii=False, indent=2))
        packed.writestr("everything.html", render_to_string("transfer/person.html", data))
        if avatar:
            packed.writestr(_AVATAR_FILE, avatar, zipfile.ZIP_STORED)
    return {
        "comments": len(data["comments"]),
        "versions": sum(len(comment["earlier"]) for comment in data["comments"]),
        "likes": len(data["likes"]),
        "pictures": int(bool(avatar)),
    }


def _read_avatar(person: User) -> bytes:
    if not person.avatar:
        return b""
    try:
        with default_storage.open(str(person.avatar)) as avatar:
            content: bytes = avatar.read()
    except FileNotFoundError:  # lost with a disk: no reason to keep the text back
        return b""
    return content


def _personal_data(person: User, avatar_file: str) -> dict[str, Any]:
    profile = {**_profile(person), "picture": avatar_file}
    return {"profile": profile, "comments": _comments(person), "likes": _likes(person)}


def _profile(person: User) -> dict[str, Any]:
    names = ("name", "handle", "email", "region", "website", "bio")
    return {
        **{field: getattr(person, field) for field in names},
        "joined": person.joined_at.isoformat(),
        "signs_with": [
            {"service": identity.provider_name, "name": identity.name, "page": identity.profile_url}
            for identity in person.identities.oldest_first()
        ],
    }


def _comments(person: User) -> list[dict[str, Any]]:
    comments = Comment.objects.filter(author=person).order_by("posted_at", "pk")
    posts = _visible_posts(person, comments.values("post"))
    earlier = _earlier_versions(person)
    return [
        {
            "written": comment.posted_at.isoformat(),
            "name": comment.name,
            "status": comment.status,
            "words": comment.source,
            "earlier": earlier[comment.pk],
            "post": posts.get(comment.post_id),
        }
        for comment in comments.defer("body_html")
    ]


def _earlier_versions(person: User) -> defaultdict[int, list[dict[str, str]]]:
    """How each comment read before it was edited, the oldest first."""
    versions: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for revision in CommentRevision.objects.filter(comment__author=person).order_by("pk"):
        versions[revision.comment_id].append(
            {
                "written": revision.written_at.isoformat(),
                "replaced": revision.replaced_at.isoformat(),
                "words": revision.source,
            }
        )
    return versions


def _likes(person: User) -> list[dict[str, Any]]:
    liked = Like.objects.filter(user=person).order_by("created_at", "pk")
    posts = _visible_posts(person, liked.values("post"))
    return [
        {"liked": like.created_at.isoformat(), "post": posts.get(like.post_id)} for like in liked
    ]


def _visible_posts(person: User, post_pks: Any) -> dict[int, dict[str, str]]:
    """Title and address, by primary key, of those posts that this person may see."""
    posts = Post.objects.visible_to(person).filter(pk__in=post_pks).for_list()
    return {
        post.pk: {
            "title": post.headline,
            "address": f"{settings.SITE_URL}{post.get_absolute_url()}",
        }
        for post in posts
    }
