"""The comments of a post of an archive: each in its thread, with its status and its signature."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comments.models import MAX_COMMENT_LENGTH, Comment
from comments.thread_paths import MAX_DEPTH
from cpdblog.lib.text.plain import one_line
from posts.models import Post
from transfer.importers.common.people import clean_email, clean_url

if TYPE_CHECKING:
    from accounts.models import User
    from transfer.importers.archive.people import MemberFinder
    from transfer.importers.common.json_fields import JSONFields
    from transfer.importers.common.report import Report

_MAX_HTML = 4 * MAX_COMMENT_LENGTH  # what was once imported as HTML may be longer than typed text


@dataclass
class Thread:
    post: Post
    members: MemberFinder
    report: Report
    existing: dict[str, Comment]
    by_source_id: dict[int, Comment] = field(default_factory=dict)

    def add(self, fields: JSONFields) -> None:
        source_id = fields.integer("number", maximum=2**63 - 1)
        key = _key(fields, self.post)
        comment = self.existing.get(key)
        counts = self.report.existing if comment else self.report.imported
        counts["comments"] += 1
        if comment is None:
            comment = self.existing[key] = self._create(fields, key)
        if source_id is not None:
            self.by_source_id.setdefault(source_id, comment)

    def _create(self, fields: JSONFields, key: str) -> Comment:
        parent = self.by_source_id.get(fields.integer("parent", maximum=2**63 - 1) or 0)
        while parent and parent.depth >= MAX_DEPTH:
            parent = parent.parent
        comment: Comment = self.post.comments.submit(
            post=self.post,
            source=fields.text("source", _MAX_HTML),
            source_format=fields.choice("format", Post.Format.values, Post.Format.MARKDOWN),
            key=key,
            status=fields.choice("status", Comment.Status.values, Comment.Status.PENDING),
            kind=fields.choice("kind", Comment.Kind.values, Comment.Kind.COMMENT),
            removed_by_author=fields.boolean("removed_by_author"),
            edited_at=fields.datetime("edited_at"),
            edited_by_moderator=fields.boolean("edited_by_moderator"),
            parent=parent,
            at=fields.datetime("posted_at") or self.post.published_at,
            **self._signature(fields),
        )
        return comment

    def _signature(self, fields: JSONFields) -> dict[str, Any]:
        name = one_line(fields.text("name", 80))
        if fields.boolean("removed_by_author"):
            return {"name": name}
        handle = fields.text("author", 40)
        author = self.members.find(handle, self.post.blog) if handle else None
        signature = {
            "name": name or "Anonymous",
            "website": clean_url(fields.text("website", 201)),
            **self._identity(_identity_in(fields), author),
        }
        if author is None:
            return {**signature, "email": clean_email(fields.text("email", 255))}
        return {**signature, "author": author}

    def _identity(self, identity: dict[str, str], author: User | None) -> dict[str, Any]:
        """A file may name any account. It is the one here only where the member who brings the
        file in signs with it; of all others it stays what the file says.
        """
        if not identity:
            return {}
        if author is not None and author == self.members.people.owner:
            same = {name: identity[name] for name in ("provider", "name", "profile_url")}
            if known := author.identities.filter(**same).oldest_first().first():
                return {"identity": known, "signed_with": known.provider_name}
        return {"imported_identity": {name: value for name, value in identity.items() if value}}


def _identity_in(fields: JSONFields) -> dict[str, str]:
    """What the file says of it; a name of a provider may be all there is."""
    identity = fields.nested("identity")
    lengths = {"provider": 80, "provider_name": 80, "name": 120}
    values = {name: one_line(identity.text(name, length)) for name, length in lengths.items()}
    values["provider_name"] = values["provider_name"] or one_line(fields.text("signed_with", 80))
    values["profile_url"] = clean_url(identity.text("profile_url", 501), max_length=500)
    return values if any(values.values()) else {}


def _key(fields: JSONFields, post: Post) -> str:
    key = fields.text("key", 65)
    if 0 < len(key) <= 64:  # noqa: PLR2004
        return key
    text = f"{post.imported_from}\n{fields.data.get('number')}\n{fields.text('source', 1000)}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
