"""Counts of what came in, in words."""

from __future__ import annotations

from django.utils.translation import ngettext


def told(counts: dict[str, int]) -> list[str]:
    words = {
        "posts": ngettext("%(count)s post", "%(count)s posts", counts.get("posts", 0)),
        "pages": ngettext("%(count)s page", "%(count)s pages", counts.get("pages", 0)),
        "comments": ngettext("%(count)s comment", "%(count)s comments", counts.get("comments", 0)),
        "pictures": ngettext("%(count)s picture", "%(count)s pictures", counts.get("pictures", 0)),
    }
    return [
        words.get(what, f"%(count)s {what}") % {"count": count}
        for what, count in counts.items()
        if count
    ]
