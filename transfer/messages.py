"""The counts of a report as text."""

from __future__ import annotations

from django.utils.translation import ngettext


def count_labels(counts: dict[str, int]) -> list[str]:
    labels = {
        "posts": ngettext("%(count)s post", "%(count)s posts", counts.get("posts", 0)),
        "pages": ngettext("%(count)s page", "%(count)s pages", counts.get("pages", 0)),
        "comments": ngettext("%(count)s comment", "%(count)s comments", counts.get("comments", 0)),
        "pictures": ngettext("%(count)s picture", "%(count)s pictures", counts.get("pictures", 0)),
    }
    return [
        labels.get(name, f"%(count)s {name}") % {"count": count}
        for name, count in counts.items()
        if count
    ]
