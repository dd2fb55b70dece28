"""The comments of an item of WordPress, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.models import Comment
from transfer.importers.common.items import ImportedComment, LeftOut
from transfer.importers.wordpress.dates import date_of
from transfer.importers.wordpress.text import paragraphs

if TYPE_CHECKING:
    from transfer.importers.common.items import ImportedAuthor, ImportedPost
    from transfer.importers.wordpress.wxr import Facts

_STATES = {
    "1": Comment.Status.APPROVED,
    "approved": Comment.Status.APPROVED,
    "spam": Comment.Status.SPAM,
    "trash": Comment.Status.REMOVED,
    "post-trashed": Comment.Status.REMOVED,
}
_KINDS = {
    "": Comment.Kind.COMMENT,
    "comment": Comment.Kind.COMMENT,
    "pingback": Comment.Kind.PINGBACK,
    "trackback": Comment.Kind.PINGBACK,
}


def add_comments(
    post: ImportedPost, listed: list[Facts], *, signers: dict[str, ImportedAuthor]
) -> None:
    """SIGNERS are the authors of that blog by their number."""
    for facts in listed:
        said = facts.get("comment_type", "")
        if said in _KINDS:
            post.comments.append(_comment(facts, signers))
        else:
            name = f"comment {facts.get('comment_id', '')[:20]}"
            reason = f"this kind has no place here ({said[:40]})"
            post.left_out.append(LeftOut(post.place, name, reason))


def _comment(facts: Facts, signers: dict[str, ImportedAuthor]) -> ImportedComment:
    number = facts.get("comment_user_id", "")
    return ImportedComment(
        paragraphs(facts.get("comment_content", "")),
        number=facts.get("comment_id", ""),
        parent=facts.get("comment_parent", ""),
        status=_STATES.get(facts.get("comment_approved", ""), Comment.Status.PENDING),
        kind=_KINDS[facts.get("comment_type", "")],
        at=date_of(facts.get("comment_date_gmt", ""), facts.get("comment_date", "")),
        name=facts.get("comment_author", ""),
        email=facts.get("comment_author_email", ""),
        website=facts.get("comment_author_url", ""),
        author=signers.get(number) if number not in {"", "0"} else None,
    )
