"""What is said to go along with something deleted: what people know, under the names they know."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from posts.models import Post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db import models

NAMES = {
    "posts.post": _("posts"),
    "comments.comment": _("comments"),
    "posts.like": _("likes"),
    "posts.revision": _("revisions"),
    "posts.oldaddress": _("former URLs"),
    "images.image": _("images"),
    "blogs.category": _("categories"),
    "posts.tagalias": _("other spellings"),
    "blogs.invitation": _("invitations"),
    "transfer.import": _("imports"),
    "transfer.export": _("exports"),
}
PAGES = _("pages")


def named_counts(
    read: Iterable[tuple[type[models.Model], Collection[models.Model]]],
    unread: Iterable[models.QuerySet[models.Model]],
) -> dict[str, int]:
    """In the order of NAMES. What has no name there is nothing that anybody would miss."""
    counts: Counter[str] = Counter()
    pages = 0
    for model, things in read:
        counts[model._meta.label_lower] += len(things)
        pages += sum(isinstance(one, Post) and one.kind == Post.Kind.PAGE for one in things)
    for rows in unread:
        if (label := rows.model._meta.label_lower) in NAMES:
            counts[label] += rows.count()
    counts["posts.post"] -= pages
    named = {str(capfirst(name)): counts[label] for label, name in NAMES.items()}
    named[str(capfirst(PAGES))] = pages
    return {name: count for name, count in named.items() if count}
