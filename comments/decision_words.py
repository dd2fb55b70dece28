"""What each decision does, where it is asked for, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext_lazy, ngettext_lazy

from comments.models import Comment, Decision

if TYPE_CHECKING:
    from accounts.models import User


class Verb(Protocol):
    def __call__(self, comment: Comment, /, *, by: User, version: str | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Deciding:
    verb: Verb
    one: str  # name of the address that does it to one comment
    several: str  # and to several
    message: Any
    message_of_several: Any


DECIDING = {
    Decision.Kind.APPROVED: Deciding(
        Comment.approve,
        "comments:approval",
        "comments:approve_several",
        gettext_lazy("Approved: what %(name)s wrote is on the page."),
        ngettext_lazy("Approved: one comment.", "Approved: %(count)d comments.", "count"),
    ),
    Decision.Kind.SPAM: Deciding(
        Comment.mark_as_spam,
        "comments:spam",
        "comments:spam_several",
        gettext_lazy("Marked as spam: what %(name)s wrote."),
        ngettext_lazy(
            "Marked as spam: one comment.", "Marked as spam: %(count)d comments.", "count"
        ),
    ),
    Decision.Kind.REMOVED: Deciding(
        Comment.remove,
        "comments:removal",
        "comments:remove_several",
        gettext_lazy("Removed: what %(name)s wrote."),
        ngettext_lazy("Removed: one comment.", "Removed: %(count)d comments.", "count"),
    ),
    Decision.Kind.REOPENED: Deciding(
        Comment.reopen,
        "comments:reopening",
        "comments:reopen_several",
        gettext_lazy("What %(name)s wrote is to be approved again."),
        ngettext_lazy(
            "One comment is to be approved again.",
            "%(count)d comments are to be approved again.",
            "count",
        ),
    ),
}


def latest_kind(comment: Comment) -> Decision.Kind:
    """The decision that leads back to where COMMENT is now."""
    if comment.is_pending:
        return Decision.Kind.REOPENED
    latest = comment.decisions.order_by("-pk").first()
    is_hidden = not comment.is_approved and latest is not None
    return Decision.Kind(latest.kind if latest and is_hidden else comment.status)
