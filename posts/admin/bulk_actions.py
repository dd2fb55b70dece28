"""What hosts do with many posts at once, in words: asked before, said after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cpdblog.lib.admin import BulkAction, Sentence
from posts.models import Post
from posts.models.post import DAYS_IN_THE_BIN

if TYPE_CHECKING:
    from collections.abc import Callable

ALREADY: dict[str, Sentence] = {
    Post.Status.PUBLISHED: ngettext_lazy(
        "“%(name)s” is published already.", "%(count)d posts are published already.", "count"
    ),
    Post.Status.DRAFT: ngettext_lazy(
        "“%(name)s” is a draft already.", "%(count)d posts are drafts already.", "count"
    ),
    Post.Status.BINNED: ngettext_lazy(
        "“%(name)s” is in the bin already.", "%(count)d posts are in the bin already.", "count"
    ),
}
STAYS_IN_THE_BIN: Sentence = ngettext_lazy(
    "“%(name)s” is in the bin and stays there: restore it first.",
    "%(count)d posts are in the bin and stay there: restore them first.",
    "count",
)
NOT_IN_THE_BIN: Sentence = ngettext_lazy(
    "“%(name)s” is not in the bin.", "%(count)d posts are not in the bin.", "count"
)
NOTHING_TO_SEE: Sentence = ngettext_lazy(
    "“%(name)s” has no text that can be seen and is not published.",
    "%(count)d posts have no text that can be seen and are not published.",
    "count",
)
GONE_FROM_LISTS: Sentence = ngettext_lazy(
    "Readers find it no more, and its comments neither.",
    "Readers find them no more, and their comments neither.",
    "count",
)


def _unless(status: str) -> Callable[[Post], Sentence | None]:
    """It cannot become STATUS where it is so already, nor where it is in the bin."""

    def why_left(post: Post) -> Sentence | None:
        if post.status == status:
            return ALREADY[status]
        return STAYS_IN_THE_BIN if post.status == Post.Status.BINNED else None

    return why_left


def _why_not_published(post: Post) -> Sentence | None:
    reason = _unless(Post.Status.PUBLISHED)(post)
    return reason or (None if post.has_visible_text else NOTHING_TO_SEE)


def _why_not_binned(post: Post) -> Sentence | None:
    return ALREADY[post.status] if post.status == Post.Status.BINNED else None


def _why_not_restored(post: Post) -> Sentence | None:
    return None if post.status == Post.Status.BINNED else NOT_IN_THE_BIN


PUBLISH = BulkAction(
    title=ngettext_lazy("Publish “%(name)s”?", "Publish %(count)d posts?", "count"),
    effects=[
        ngettext_lazy(
            "Everybody can read it, and it appears in lists, feeds and search.",
            "Everybody can read them, and they appear in lists, feeds and search.",
            "count",
        ),
        ngettext_lazy(
            "If it was never public it gets the date of today; its address then stays.",
            "One that was never public gets the date of today; its address then stays.",
            "count",
        ),
        ngettext_lazy(
            "You can turn it back into a draft.", "You can turn them back into drafts.", "count"
        ),
    ],
    button=_("Publish"),
    done=ngettext_lazy("“%(name)s” is published.", "%(count)d posts are published.", "count"),
    why_left=_why_not_published,
    undo="unpublish",
    undone_from=Post.Status.DRAFT,
)
UNPUBLISH = BulkAction(
    title=ngettext_lazy(
        "Turn “%(name)s” back into a draft?", "Turn %(count)d posts back into drafts?", "count"
    ),
    effects=[
        GONE_FROM_LISTS,
        ngettext_lazy(
            "Text, comments and address are kept. You can publish it again.",
            "Text, comments and addresses are kept. You can publish them again.",
            "count",
        ),
    ],
    button=_("Back to drafts"),
    done=ngettext_lazy(
        "“%(name)s” is a draft again.", "%(count)d posts are drafts again.", "count"
    ),
    why_left=_unless(Post.Status.DRAFT),
    undo="publish",
    undone_from=Post.Status.PUBLISHED,
)
MOVE_TO_BIN = BulkAction(
    title=ngettext_lazy("Move “%(name)s” to the bin?", "Move %(count)d posts to the bin?", "count"),
    effects=[
        GONE_FROM_LISTS,
        ngettext_lazy(
            "You can restore it for %(days)d days. Then it is deleted for good.",
            "You can restore them for %(days)d days. Then they are deleted for good.",
            "count",
        ),
    ],
    button=_("Move to bin"),
    done=ngettext_lazy("“%(name)s” is in the bin.", "%(count)d posts are in the bin.", "count"),
    why_left=_why_not_binned,
    facts={"days": DAYS_IN_THE_BIN},
    undo="restore",
    is_grave=True,
)
RESTORE = BulkAction(
    title=ngettext_lazy("Restore “%(name)s”?", "Restore %(count)d posts?", "count"),
    effects=[
        ngettext_lazy(
            "It becomes again what it was: a published one is public at once.",
            "Each becomes again what it was: a published one is public at once.",
            "count",
        )
    ],
    button=_("Restore"),
    done=ngettext_lazy("“%(name)s” is restored.", "%(count)d posts are restored.", "count"),
    why_left=_why_not_restored,
    undo="move_to_bin",
)
