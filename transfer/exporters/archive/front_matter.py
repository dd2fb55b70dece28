"""A post as a text file that Hugo, Jekyll and our own import read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from posts.models import Post
from transfer.exporters.file_names import draft_stem, stem
from transfer.exporters.images import FOLDER

if TYPE_CHECKING:
    from transfer.exporters.images import ImageFiles

_FOLDERS = {Post.Kind.POST: "posts", Post.Kind.PAGE: "pages"}
_ENDINGS = {Post.Format.MARKDOWN: "md", Post.Format.HTML: "html"}


def file_of(post: Post) -> str:
    """What not everybody may read lies apart, so that no tool publishes it by mistake."""
    ending = _ENDINGS[Post.Format(post.source_format)]
    if not post.is_published:
        return f"drafts/{draft_stem(post)}.{ending}"
    day = f"{post.local_day}-" if post.kind == Post.Kind.POST else ""
    return f"{_FOLDERS[Post.Kind(post.kind)]}/{day}{stem(post.slug, post.pk)}.{ending}"


def text_file(post: Post, images: ImageFiles) -> str:
    """JSON strings and lists are YAML too, and need no second way of quoting."""

    def in_the_zip(text: str) -> str:
        return images.replace_urls(text, new_url=lambda name: f"../../{FOLDER}/{name}")

    featured = in_the_zip(post.featured_image)
    fields = _fields(post, featured=featured)
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields]
    body = in_the_zip(post.source)
    return "\n".join(["---", *lines, "---", "", body, ""])


def _fields(post: Post, *, featured: str) -> list[tuple[str, Any]]:
    local = post.local_published_at
    values = {
        "title": post.title,
        "slug": post.slug,
        "date": local.isoformat(timespec="seconds") if local else "",
        "lastmod": post.updated_at.astimezone(post.blog.zone).isoformat(timespec="seconds"),
        "draft": not post.is_published,
        "status": post.status,
        "type": post.kind,
        "author": str(post.author),
        "description": post.excerpt,
        "featured_image": featured,
        "featured_alt": post.featured_alt,
        "categories": [category.name for category in post.categories.all()],
        "tags": [row.tag.name for row in post.listed_tags],
        "aliases": [f"/{row.path}" for row in post.old_addresses.all()],
        "sticky": post.is_sticky,
        "comments": post.comments_open,
        "canonical": post.canonical_url,
    }
    always = {"title", "draft", "comments"}
    return [(name, value) for name, value in values.items() if value or name in always]
