"""The comments of a post that comes home: each in its place, with its state and its signature."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comments.models import LONGEST_COMMENT, Comment
from comments.threads import DEEPEST
from cpdblog.lib.text.plain import one_line
from posts.models import Post
from transfer.importers.common.people import email_of, website_of

if TYPE_CHECKING:
    from accounts.models import User
    from transfer.importers.archive.people import Handles
    from transfer.importers.common.json_fields import Told
    from transfer.importers.common.report import Report

_KEPT_AS_HTML = 4 * LONGEST_COMMENT  # what was brought in from elsewhere may be longer than typed


@dataclass
class Thread:
    post: Post
    handles: Handles
    report: Report
    here: dict[str, Comment]
    by_number: dict[int, Comment] = field(default_factory=dict)

    def take(self, told: Told) -> None:
        number = told.number("number", highest=2**63 - 1)
        key = _key(told, self.post)
        comment = self.here.get(key)
        counts = self.report.already_there if comment else self.report.brought_in
        counts["comments"] += 1
        if comment is None:
            comment = self.here[key] = self._say(told, key)
        if number is not None:
            self.by_number.setdefault(number, comment)

    def _say(self, told: Told, key: str) -> Comment:
        parent = self.by_number.get(told.number("parent", highest=2**63 - 1) or 0)
        while parent and parent.depth >= DEEPEST:
            parent = parent.parent
        comment: Comment = self.post.comments.submit(
            post=self.post,
            source=told.words("source", _KEPT_AS_HTML),
            source_format=told.one_of("format", Post.Format.values, Post.Format.MARKDOWN),
            key=key,
            status=told.one_of("status", Comment.Status.values, Comment.Status.PENDING),
            kind=told.one_of("kind", Comment.Kind.values, Comment.Kind.COMMENT),
            removed_by_author=told.flag("removed_by_author"),
            edited_at=told.moment("edited_at"),
            parent=parent,
            at=told.moment("posted_at") or self.post.published_at,
            **self._signature(told),
        )
        return comment

    def _signature(self, told: Told) -> dict[str, Any]:
        name = one_line(told.words("name", 80))
        if told.flag("removed_by_author"):
            return {"name": name}
        handle = told.words("author", 40)
        author = self.handles.find(handle, self.post.blog) if handle else None
        signed = {
            "name": name or "Anonymous",
            "website": website_of(told.words("website", 201)),
            **self._identity(_identity_in(told), author),
        }
        if author is None:
            return {**signed, "email": email_of(told.words("email", 255))}
        return {**signed, "author": author}

    def _identity(self, there: dict[str, str], author: User | None) -> dict[str, Any]:
        """A file may name any account. It is the one here only where the member who brings the
        file in signs with it; of all others it stays what the file says.
        """
        if not there:
            return {}
        if author is not None and author == self.handles.people.owner:
            same = {name: there[name] for name in ("provider", "name", "profile_url")}
            if own := author.identities.filter(**same).oldest_first().first():
                return {"identity": own, "signed_with": own.provider_name}
        return {"imported_identity": {name: said for name, said in there.items() if said}}


def _identity_in(told: Told) -> dict[str, str]:
    """What the file says of it; a name of a provider may be all there is."""
    there = told.inner("identity")
    lengths = {"provider": 80, "provider_name": 80, "name": 120}
    said = {name: one_line(there.words(name, longest)) for name, longest in lengths.items()}
    said["provider_name"] = said["provider_name"] or one_line(told.words("signed_with", 80))
    said["profile_url"] = website_of(there.words("profile_url", 501), longest=500)
    return said if any(said.values()) else {}


def _key(told: Told, post: Post) -> str:
    key = told.words("key", 65)
    if 0 < len(key) <= 64:  # noqa: PLR2004
        return key
    said = f"{post.imported_from}\n{told.facts.get('number')}\n{told.words('source', 1000)}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
