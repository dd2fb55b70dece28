"""The comments of a WordPress item, as ImportedComment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.models import Comment
from transfer.importers.common.items import ImportedComment, SkippedItem
from transfer.importers.wordpress.dates import date_of
from transfer.importers.wordpress.text import comment_html

if TYPE_CHECKING:
    from transfer.importers.common.items import ImportedAuthor, ImportedPost
    from transfer.importers.wordpress.typography import Quotes
    from transfer.importers.wordpress.wxr import Fields

_STATUSES = {
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
    post: ImportedPost,
    comments: list[Fields],
    *,
    authors: dict[str, ImportedAuthor],
    quotes: Quotes | None,
) -> None:
    """AUTHORS are those of that blog, by their WordPress id."""
    for fields in comments:
        comment_type = fields.get("comment_type", "")
        if comment_type in _KINDS:
            post.comments.append(_comment(fields, authors, quotes))
        else:
            name = f"comment {fields.get('comment_id', '')[:20]}"
            reason = f"this kind has no place here ({comment_type[:40]})"
            post.skipped.append(SkippedItem(post.place, name, reason))


def _comment(
    fields: Fields, authors: dict[str, ImportedAuthor], quotes: Quotes | None
) -> ImportedComment:
    user_id = fields.get("comment_user_id", "")
    return ImportedComment(
        comment_html(fields.get("comment_content", ""), quotes),
        source_id=fields.get("comment_id", ""),
        parent_id=fields.get("comment_parent", ""),
        status=_STATUSES.get(fields.get("comment_approved", ""), Comment.Status.PENDING),
        kind=_KINDS[fields.get("comment_type", "")],
        at=date_of(fields.get("comment_date_gmt", ""), fields.get("comment_date", "")),
        name=fields.get("comment_author", ""),
        email=fields.get("comment_author_email", ""),
        website=fields.get("comment_author_url", ""),
        author=authors.get(user_id) if user_id not in {"", "0"} else None,
    )
