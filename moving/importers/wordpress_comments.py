"""The comments under an imported post: every one of them, in a thread that always ends."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.models import Comment
from comments.threads import DEEPEST
from moving.importers.people import author_of, email_of, name_of, website_of
from moving.importers.wordpress_dates import date_of
from moving.importers.wordpress_text import paragraphs
from posts.models import Post

if TYPE_CHECKING:
    from accounts.models import User
    from moving.importers.report import Report
    from moving.importers.wxr import Facts, Item

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


@dataclass(slots=True)
class Said:
    facts: Facts
    key: str

    def __getitem__(self, name: str) -> str:
        return self.facts.get(name, "")

    @property
    def kind(self) -> str | None:
        return _KINDS.get(self["comment_type"])

    @property
    def status(self) -> str:
        return _STATES.get(self["comment_approved"], Comment.Status.PENDING)


def bring_in_comments(
    item: Item, *, post: Post, signers: dict[str, Facts], owner: User, report: Report
) -> None:
    listed = _keyed(item, post)
    here = {comment.key: comment for comment in post.comments.known_by(said.key for said in listed)}
    by_number: dict[str, Comment] = {}
    for said in in_thread_order(listed):
        if said.kind is None:
            what = f"comment {said['comment_id'][:20]}"
            kind = said["comment_type"][:40]
            report.leave_out(what, f"this kind has no place here ({kind})", line=item.line)
            continue
        counts = report.already_there if said.key in here else report.brought_in
        counts["comments"] += 1
        comment = here.get(said.key) or _say(
            said,
            post=post,
            parent=by_number.get(said["comment_parent"]),
            signature=_signature(said, signers, post=post, owner=owner),
        )
        by_number.setdefault(said["comment_id"], comment)


def in_thread_order(listed: list[Said]) -> list[Said]:
    """Parents before their answers, and each comment once: a circle is cut where it begins."""
    answers: dict[str, list[Said]] = {}
    numbers = {said["comment_id"] for said in listed if said["comment_id"]}
    roots: list[Said] = []
    for said in listed:
        parent = said["comment_parent"]
        is_answer = parent in numbers and parent != said["comment_id"]
        (answers.setdefault(parent, []) if is_answer else roots).append(said)
    ordered: list[Said] = []
    seen: set[str] = set()
    for start in [*roots, *listed]:
        following = [start]
        while following:
            said = following.pop()
            if said.key not in seen:
                seen.add(said.key)
                ordered.append(said)
                following += reversed(answers.get(said["comment_id"], []))
    return ordered


def _keyed(item: Item, post: Post) -> list[Said]:
    """A key for each, that is the same in every later export and never twice in this one."""
    times: Counter[str] = Counter()
    listed = []
    for facts in item.comments:
        names = ("comment_author", "comment_date", "comment_content")
        own = facts.get("comment_id") or "\n".join(facts.get(name, "") for name in names)
        times[own] += 1
        said = f"{post.imported_from}\n{own}\n{times[own]}"
        listed.append(Said(facts, hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()))
    return listed


def _say(said: Said, *, post: Post, parent: Comment | None, signature: dict[str, Any]) -> Comment:
    if said.status in Comment.PLACED:
        while parent and parent.status not in Comment.PLACED:
            parent = parent.parent
    while parent and parent.depth >= DEEPEST:
        parent = parent.parent
    gmt, local = said["comment_date_gmt"], said["comment_date"]
    comment: Comment = post.comments.submit(
        post=post,
        source=paragraphs(said["comment_content"]),
        source_format=Post.Format.HTML,
        key=said.key,
        status=said.status,
        kind=said.kind,
        parent=parent,
        at=date_of(gmt, local, zone=post.blog.zone) or post.published_at,
        **signature,
    )
    return comment


def _signature(said: Said, signers: dict[str, Facts], *, post: Post, owner: User) -> dict[str, Any]:
    name = name_of(said["comment_author"]) or "Anonymous"
    website = website_of(said["comment_author_url"])
    if said.kind == Comment.Kind.PINGBACK:
        return {"name": name, "website": website}
    number = said["comment_user_id"]
    if number not in {"", "0"} and number in signers:
        author = author_of(signers[number], blog=post.blog, owner=owner)
        return {"author": author, "name": name, "website": website}
    return {"name": name, "website": website, "email": email_of(said["comment_author_email"])}
