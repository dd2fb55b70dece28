"""What one person said, liked and told of themselves here, in one file to read or to load."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

from comments.models import Comment
from cpdblog.lib.one_moment import one_moment
from posts.models import Like, Post

if TYPE_CHECKING:
    from accounts.models import User


def everything_of(person: User) -> io.BytesIO:
    """A zip, open at its beginning; without pictures, so it fits into memory."""
    file = io.BytesIO()
    with one_moment(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        told = _told(person)
        packed.writestr("everything.json", json.dumps(told, ensure_ascii=False, indent=2))
        packed.writestr("everything.html", render_to_string("moving/person.html", told))
    file.seek(0)
    return file


def _told(person: User) -> dict[str, Any]:
    return {"profile": _profile(person), "comments": _comments(person), "likes": _likes(person)}


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
    return [
        {
            "written": comment.posted_at.isoformat(),
            "name": comment.name,
            "status": comment.status,
            "words": comment.source,
            "post": seen.get(comment.post_id),
        }
        for comment in said
    ]


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
