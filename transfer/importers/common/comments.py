"""The comments under an imported post: every one of them, in a thread that always ends."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.models import Comment
from comments.threads import DEEPEST
from transfer.importers.common.items import sensible
from transfer.importers.common.people import email_of, name_of, website_of

if TYPE_CHECKING:
    import datetime as dt

    from posts.models import Post
    from transfer.importers.common.items import ImportedComment
    from transfer.importers.common.people import People
    from transfer.importers.common.report import Report


@dataclass(slots=True)
class Keyed:
    key: str
    there: ImportedComment


def bring_in_comments(
    listed: list[ImportedComment], *, post: Post, people: People, report: Report
) -> None:
    keyed = _keyed(listed, post)
    here = {comment.key: comment for comment in post.comments.known_by(said.key for said in keyed)}
    by_number: dict[str, Comment] = {}
    for said in in_thread_order(keyed):
        counts = report.already_there if said.key in here else report.brought_in
        counts["comments"] += 1
        parent = by_number.get(said.there.parent)
        comment = here.get(said.key) or _say(said, post=post, parent=parent, people=people)
        by_number.setdefault(said.there.number, comment)


def in_thread_order(listed: list[Keyed]) -> list[Keyed]:
    """Parents before their answers, and each comment once: a circle is cut where it begins."""
    answers: dict[str, list[Keyed]] = {}
    numbers = {said.there.number for said in listed if said.there.number}
    roots: list[Keyed] = []
    for said in listed:
        parent = said.there.parent
        is_answer = parent in numbers and parent != said.there.number
        (answers.setdefault(parent, []) if is_answer else roots).append(said)
    ordered: list[Keyed] = []
    seen: set[str] = set()
    for start in [*roots, *listed]:
        following = [start]
        while following:
            said = following.pop()
            if said.key not in seen:
                seen.add(said.key)
                ordered.append(said)
                following += reversed(answers.get(said.there.number, []))
    return ordered


def _keyed(listed: list[ImportedComment], post: Post) -> list[Keyed]:
    """A key for each, that is the same in every later export and never twice in this one."""
    times: Counter[str] = Counter()
    keyed = []
    for there in listed:
        own = there.number or f"{there.name}\n{there.at}\n{there.source}"
        times[own] += 1
        said = f"{post.imported_from}\n{own}\n{times[own]}"
        keyed.append(Keyed(hashlib.sha256(said.encode("utf-8", "replace")).hexdigest(), there))
    return keyed


def _say(said: Keyed, *, post: Post, parent: Comment | None, people: People) -> Comment:
    there = said.there
    if there.status in Comment.PLACED:
        while parent and parent.status not in Comment.PLACED:
            parent = parent.parent
    while parent and parent.depth >= DEEPEST:
        parent = parent.parent
    comment: Comment = post.comments.submit(
        post=post,
        source=there.source,
        source_format=there.source_format,
        key=said.key,
        status=there.status,
        kind=there.kind,
        parent=parent,
        at=in_zone_of(post, there.at) or post.published_at,
        **_signature(there, post=post, people=people),
    )
    return comment


def in_zone_of(post: Post, date: dt.datetime | None) -> dt.datetime | None:
    """DATE, which says no zone where the blog's own is meant."""
    known = sensible(date)
    return known.replace(tzinfo=post.blog.zone) if known and known.tzinfo is None else known


def _signature(there: ImportedComment, *, post: Post, people: People) -> dict[str, Any]:
    signed = {"name": name_of(there.name) or "Anonymous", "website": website_of(there.website)}
    if there.kind == Comment.Kind.PINGBACK:
        return signed
    if there.author:
        return {**signed, "author": people.author_of(there.author, blog=post.blog)}
    return {**signed, "email": email_of(there.email)}
