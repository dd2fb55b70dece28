"""Links from one imported post to another lead there, not back to where both came from."""

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

_BY_NUMBER = ("p", "page_id")  # as WordPress numbers its posts and pages


def lead_here(blog: Blog, *, home: str, key: str) -> None:
    """HOME is the address there without http: or https:, KEY how `imported_from` begins.

    Only in posts that nobody changed here; what leads to no post of ours stays as it is.
    """
    if not home:
        return
    link = re.compile(
        rf"(?<=\bhref=)([\"'])(?:https?:)?//{re.escape(home)}(?=[/?#\"'])([^\"'<>]*+)\1",
        re.IGNORECASE,
    )
    untouched = blog.posts.filter(
        imported_from__startswith=key, version=1, source_format=Post.Format.HTML
    )
    for number in untouched.filter(source__icontains=f"//{home}").values_list("pk", flat=True):
        _lead(untouched.filter(pk=number), link)


@transaction.atomic
def _lead(posts: PostQuerySet, link: re.Pattern[str]) -> None:
    """The one of POSTS, unless somebody has changed it in this very moment."""
    for post in posts.select_for_update(of=("self",), no_key=True).select_related("blog"):
        targets = _targets(post.blog, {_path(found[2]) for found in link.finditer(post.source)})

        def led(found: re.Match[str], targets: dict[str, str] = targets) -> str:
            target = targets.get(_path(found[2]))
            return f"{found[1]}{html.escape(target)}{found[1]}" if target else found[0]

        led_source = link.sub(led, post.source)
        if led_source != post.source:
            post.source = led_source
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
    told = parse_qs(parts.query)
    number = next((told[name][0] for name in _BY_NUMBER if name in told), "")
    path = unquote(parts.path).strip("/")
    return f"?p={number}" if number and not path else path.replace("\0", "")
