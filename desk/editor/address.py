"""The address of a post that is being written: made from its title, or typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from posts.models import Post
from posts.models.permalink import slug_of_title, typed_slug

if TYPE_CHECKING:
    import datetime as dt

    from desk.editor.forms import EditorForm
    from posts.models.permalink import AddressHolder


def is_generated_slug(slug: str, *, title: str) -> bool:
    """Nobody typed this: it is what a post of this TITLE is given, perhaps with a number."""
    return re.fullmatch(rf"{re.escape(slug_of_title(title))}(-\d+)?", slug) is not None


def address_holder(
    post: Post, slug: str, *, kind: str, date: dt.datetime | None
) -> AddressHolder | None:
    """For the post as it is kept until then, and in the month in which it will come out."""
    chosen = post.unsaved_copy(to=post.blog, kind=kind or post.kind)
    return chosen.address_holder(slug, published_at=date or timezone.now())


def expected_address(form: EditorForm, preview: Post) -> str:
    """Where the post will be read, as far as that can be said before it is published."""
    post = form.post
    if post.address_year is not None:
        return post.get_absolute_url()
    typed = str(form["slug"].value() or "") if "slug" in form.fields else ""
    slug = typed_slug(typed) or slug_of_title(preview.title)
    if "kind" in form.fields and form["kind"].value() == Post.Kind.PAGE:
        return reverse("posts:page", args=[post.blog.handle, slug])
    local = preview.local_published_at
    assert local is not None  # noqa: S101
    return reverse("posts:detail", args=[post.blog.handle, local.year, f"{local.month:02}", slug])
