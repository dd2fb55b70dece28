"""Turns links from one imported post to another to where that is now."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from django.db import transaction

from posts.models import OldAddress, Post
from transfer.importers.common.comments import comment_key

if TYPE_CHECKING:
    from blogs.models import Blog
    from posts.models.post_queries import PostQuerySet

_ID_PARAMETERS = ("p", "page_id")  # as WordPress numbers its posts and pages
_COMMENT = re.compile(
    r"(?:comment-|c)(\d{1,20})"
)  # as WordPress and Blogger anchor what was answered
_ADDRESS = re.compile(
    r"(?<=<)(?:a|img|source)\b(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?<![\w-])(href|src)\s*+=\s*+(?:\"((?!#)[^\"<>]*+)\"|'((?!#)[^'<>]*+)')", re.IGNORECASE
)


def with_whole_addresses(text: str, base_url: str) -> str:
    """TEXT, in which no address is told from where it was read: here it would mean another page."""

    def whole(found: re.Match[str]) -> str:
        written = html.unescape(found[2] or found[3] or "").strip()
        try:
            address = urljoin(base_url, written)
        except ValueError:
            return found[0]
        is_changed = written and address != written
        return f'{found[1]}="{html.escape(address)}"' if is_changed else found[0]

    return _ADDRESS.sub(lambda tag: _RELATIVE.sub(whole, tag[0]), text)


def redirect_links(blog: Blog, *, home_url: str, key_prefix: str) -> None:
    """HOME is the address there without http: or https:, KEY how `imported_from` begins.

    Only in posts that nobody changed here; what leads to no post of ours stays as it is.
    """
    home = home_url.removeprefix("www.")
    if not home:
        return
    link = re.compile(
        rf"(?<=\bhref=)([\"'])(?:https?:)?//(?:www\.)?{re.escape(home)}(?=[/?#\"'])([^\"'<>]*+)\1",
        re.IGNORECASE,
    )
    untouched = blog.posts.filter(
        imported_from__startswith=key_prefix, version=1, source_format=Post.Format.HTML
    )
    for pk in untouched.filter(source__icontains=home).values_list("pk", flat=True):
        _redirect_in_post(untouched.filter(pk=pk), link)


@transaction.atomic
def _redirect_in_post(posts: PostQuerySet, link: re.Pattern[str]) -> None:
    """The one of POSTS, unless somebody has changed it in this very moment."""
    for post in posts.select_for_update(of=("self",), no_key=True).select_related("blog"):
        targets = _targets(post.blog, {_path(found[2]) for found in link.finditer(post.source)})

        def redirected(found: re.Match[str], targets: dict[str, Post] = targets) -> str:
            target = targets.get(_path(found[2]))
            address = _address_in(target, found[2]) if target else ""
            return f"{found[1]}{html.escape(address)}{found[1]}" if address else found[0]

        new_source = link.sub(redirected, post.source)
        if new_source != post.source:
            post.source = new_source
            post.write()


def _targets(blog: Blog, paths: set[str]) -> dict[str, Post]:
    known = OldAddress.objects.filter(blog=blog, path__in=paths, post__status="published")
    return {old.path: old.post for old in known.select_related("post__blog")}


def _address_in(post: Post, rest: str) -> str:
    """The place in POST that the fragment of an old address names, a comment of it included."""
    _path, hash_sign, fragment = html.unescape(rest).partition("#")
    if named := _COMMENT.fullmatch(fragment):
        comment = post.comments.with_keys([comment_key(post, named[1])]).first()
        return comment.get_absolute_url() if comment else post.get_absolute_url()
    own = f"{post.id_prefix}{fragment}"
    anchor = own if f'id="{html.escape(own)}"' in post.body_html else fragment
    return f"{post.get_absolute_url()}{hash_sign}{anchor}"


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
