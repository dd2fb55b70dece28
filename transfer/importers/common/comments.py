"""The comments under an imported post: every one of them, in a thread that always ends."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.models import Comment
from comments.thread_paths import MAX_DEPTH
from transfer.importers.common.items import plausible_date
from transfer.importers.common.people import clean_email, clean_name, clean_url

if TYPE_CHECKING:
    import datetime as dt

    from posts.models import Post
    from transfer.importers.common.items import ImportedComment
    from transfer.importers.common.people import People
    from transfer.importers.common.report import Report


@dataclass(slots=True)
class KeyedComment:
    key: str
    item: ImportedComment


def import_comments(
    items: list[ImportedComment], *, post: Post, people: People, report: Report
) -> None:
    keyed = _with_keys(items, post)
    known = post.comments.with_keys(one.key for one in keyed)
    existing = {comment.key: comment for comment in known}
    by_source_id: dict[str, Comment] = {}
    for one in in_thread_order(keyed):
        counts = report.existing if one.key in existing else report.imported
        counts["comments"] += 1
        parent = by_source_id.get(one.item.parent_id)
        comment = existing.get(one.key) or _create(one, post=post, parent=parent, people=people)
        by_source_id.setdefault(one.item.source_id, comment)


def in_thread_order(comments: list[KeyedComment]) -> list[KeyedComment]:
    """Parents before their replies, and each comment once: a circle is cut where it begins."""
    replies: dict[str, list[KeyedComment]] = {}
    source_ids = {comment.item.source_id for comment in comments if comment.item.source_id}
    roots: list[KeyedComment] = []
    for comment in comments:
        parent_id = comment.item.parent_id
        is_reply = parent_id in source_ids and parent_id != comment.item.source_id
        (replies.setdefault(parent_id, []) if is_reply else roots).append(comment)
    ordered: list[KeyedComment] = []
    seen: set[str] = set()
    for start in [*roots, *comments]:
        stack = [start]
        while stack:
            comment = stack.pop()
            if comment.key not in seen:
                seen.add(comment.key)
                ordered.append(comment)
                stack += reversed(replies.get(comment.item.source_id, []))
    return ordered


def _with_keys(items: list[ImportedComment], post: Post) -> list[KeyedComment]:
    """A key for each, that is the same in every later export and never twice in this one."""
    times: Counter[str] = Counter()
    keyed = []
    for item in items:
        identity = item.source_id or f"{item.name}\n{item.at}\n{item.source}"
        times[identity] += 1
        keyed.append(KeyedComment(comment_key(post, identity, times[identity]), item))
    return keyed


def comment_key(post: Post, identity: str, time: int = 1) -> str:
    text = f"{post.imported_from}\n{identity}\n{time}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _create(keyed: KeyedComment, *, post: Post, parent: Comment | None, people: People) -> Comment:
    item = keyed.item
    if item.status in Comment.PLACED:
        while parent and parent.status not in Comment.PLACED:
            parent = parent.parent
    while parent and parent.depth >= MAX_DEPTH:
        parent = parent.parent
    comment: Comment = post.comments.submit(
        post=post,
        source=item.source,
        source_format=item.source_format,
        key=keyed.key,
        status=item.status,
        kind=item.kind,
        parent=parent,
        at=in_blog_zone(post, item.at) or post.published_at,
        **_signature(item, post=post, people=people),
    )
    return comment


def in_blog_zone(post: Post, date: dt.datetime | None) -> dt.datetime | None:
    """DATE, in the zone of the blog where it names none; None for what is no plausible date."""
    known = plausible_date(date)
    return known.replace(tzinfo=post.blog.zone) if known and known.tzinfo is None else known


def _signature(item: ImportedComment, *, post: Post, people: People) -> dict[str, Any]:
    fields = {"name": clean_name(item.name) or "Anonymous", "website": clean_url(item.website)}
    if item.kind == Comment.Kind.PINGBACK:
        return fields
    if item.author:
        return {**fields, "author": people.author_of(item.author, blog=post.blog)}
    return {**fields, "email": clean_email(item.email)}
