"""Turns links from one imported post to another to where that is now."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from django.db import transaction

from posts.models import OldAddress, Post

if TYPE_CHECKING:
    from blogs.models import Blog
    from posts.models.post_queries import PostQuerySet

_ID_PARAMETERS = ("p", "page_id")  # as WordPress numbers its posts and pages


def redirect_links(blog: Blog, *, home_url: str, key_prefix: str) -> None:
    """HOME is the address there without http: or https:, KEY how `imported_from` begins.

    Only in posts that nobody changed here; what leads to no post of ours stays as it is.
    """
    if not home_url:
        return
    link = re.compile(
        rf"(?<=\bhref=)([\"'])(?:https?:)?//{re.escape(home_url)}(?=[/?#\"'])([^\"'<>]*+)\1",
        re.IGNORECASE,
    )
    untouched = blog.posts.filter(
        imported_from__startswith=key_prefix, version=1, source_format=Post.Format.HTML
    )
    for pk in untouched.filter(source__icontains=f"//{home_url}").values_list("pk", flat=True):
        _redirect_in_post(untouched.filter(pk=pk), link)


@transaction.atomic
def _redirect_in_post(posts: PostQuerySet, link: re.Pattern[str]) -> None:
    """The one of POSTS, unless somebody has changed it in this very moment."""
    for post in posts.select_for_update(of=("self",), no_key=True).select_related("blog"):
        targets = _targets(post.blog, {_path(found[2]) for found in link.finditer(post.source)})

        def redirected(found: re.Match[str], targets: dict[str, str] = targets) -> str:
            target = targets.get(_path(found[2]))
            return f"{found[1]}{html.escape(target)}{found[1]}" if target else found[0]

        new_source = link.sub(redirected, post.source)
        if new_source != post.source:
            post.source = new_source
            post.write()


def _targets(blog: Blog, paths: set[str]) -> dict[str, str]:
    known = OldAddress.objects.filter(blog=blog, path__in=paths, post__status="published")
    return {old.path: old.post.get_absolute_url() for old in known.select_related("post__blog")}


def _path(rest: str) -> str:
    """As OldAddress keeps it."""
    try:
        parts = urlsplit(html.unescape(rest))
    except ValueError:
        return ""
    query = parse_qs(parts.query)
    source_id = next((query[name][0] for name in _ID_PARAMETERS if name in query), "")
    path = unquote(parts.path).strip("/")
    return f"?p={source_id}" if source_id and not path else path.replace("\0", "")
