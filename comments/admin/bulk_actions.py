"""What hosts decide about many comments at once: asked before, said after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments.decision_words import DECIDING
from comments.models import Decision
from cpdblog.lib.admin import BulkAction, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from comments.models import Comment

ALREADY: dict[str, Sentence] = {
    Decision.Kind.APPROVED: ngettext_lazy(
        "One comment is approved already.", "%(count)d comments are approved already.", "count"
    ),
    Decision.Kind.SPAM: ngettext_lazy(
        "One comment is marked as spam already.",
        "%(count)d comments are marked as spam already.",
        "count",
    ),
    Decision.Kind.REMOVED: ngettext_lazy(
        "One comment is removed already.", "%(count)d comments are removed already.", "count"
    ),
}
TAKEN_BACK: Sentence = ngettext_lazy(
    "One comment was taken back by its author, and stays so.",
    "%(count)d comments were taken back by their authors, and stay so.",
    "count",
)


def _unless(kind: Decision.Kind) -> Callable[[Comment], Sentence | None]:
    def why_left(comment: Comment) -> Sentence | None:
        is_hidden = not (comment.is_pending or comment.is_approved)
        if comment.status == (comment.status_after(kind) if is_hidden else kind):
            return ALREADY[kind]
        return TAKEN_BACK if comment.removed_by_author else None

    return why_left


APPROVE = BulkAction(
    title=ngettext_lazy("Approve one comment?", "Approve %(count)d comments?", "count"),
    effects=[
        ngettext_lazy(
            "Everybody can read it under its post.",
            "Everybody can read them under their posts.",
            "count",
        ),
        ngettext_lazy(
            "If it was edited since you read it, it is left alone.",
            "One that was edited since you read it is left alone.",
            "count",
        ),
        ngettext_lazy(
            "You can mark it as spam or remove it later.",
            "You can mark them as spam or remove them later.",
            "count",
        ),
    ],
    button=_("Approve"),
    done=DECIDING[Decision.Kind.APPROVED].message_of_several,
    why_left=_unless(Decision.Kind.APPROVED),
)
MARK_AS_SPAM = BulkAction(
    title=ngettext_lazy("Mark one comment as spam?", "Mark %(count)d comments as spam?", "count"),
    effects=[
        ngettext_lazy(
            "Nobody sees it any more. If it was answered it leaves a gap in its place.",
            "Nobody sees them any more. One that was answered leaves a gap in its place.",
            "count",
        ),
        ngettext_lazy("You can approve it again.", "You can approve them again.", "count"),
    ],
    button=_("Mark as spam"),
    done=DECIDING[Decision.Kind.SPAM].message_of_several,
    why_left=_unless(Decision.Kind.SPAM),
    is_grave=True,
)
REMOVE = BulkAction(
    title=ngettext_lazy("Remove one comment?", "Remove %(count)d comments?", "count"),
    effects=[
        ngettext_lazy(
            "Text and name are shown no more. If it was public it leaves a gap in its place, and"
            " the replies to it stay.",
            "Text and name are shown no more. What was public leaves a gap in its place, and the"
            " replies to it stay.",
            "count",
        ),
        ngettext_lazy("You can approve it again.", "You can approve them again.", "count"),
    ],
    button=_("Remove"),
    done=DECIDING[Decision.Kind.REMOVED].message_of_several,
    why_left=_unless(Decision.Kind.REMOVED),
    is_grave=True,
)
