"""The address of a post that is being written: made from its title, or typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from cpdblog.lib.text.slugs import plain_slug
from posts.models import Post

if TYPE_CHECKING:
    import datetime as dt

    from desk.editor.forms import EditorForm

MAX_GENERATED_LENGTH = 94  # as cpdblog.lib.text.slugs.slug_from keeps room for a number


def is_generated_slug(slug: str, *, title: str) -> bool:
    """Nobody typed this: it is what a post of this TITLE is given, perhaps with a number."""
    generated = plain_slug(title)[:MAX_GENERATED_LENGTH].rstrip("-") or "post"
    return re.fullmatch(rf"{re.escape(generated)}(-\d+)?", slug) is not None


def is_slug_taken(post: Post, slug: str, *, kind: str, date: dt.datetime | None) -> bool:
    """As Post.is_taken() says it, in the month in which the post will come out."""
    published = post.as_if(to=post.blog, kind=kind or post.kind)
    day = (date or timezone.now()).astimezone(post.blog.zone)
    published.address_year, published.address_month = day.year, day.month
    return published.is_taken(slug)


def expected_address(form: EditorForm, preview: Post) -> str:
    """Where the post will be read, as far as that can be said before it is published."""
    post = form.post
    if post.address_year is not None:
        return post.get_absolute_url()
    typed = str(form["slug"].value() or "") if "slug" in form.fields else ""
    slug = plain_slug(typed or preview.title)[:MAX_GENERATED_LENGTH].strip("-") or "post"
    if "kind" in form.fields and form["kind"].value() == Post.Kind.PAGE:
        return reverse("posts:page", args=[post.blog.handle, slug])
    local = preview.local_published_at
    assert local is not None  # noqa: S101
    return reverse("posts:detail", args=[post.blog.handle, local.year, f"{local.month:02}", slug])
