"""Reads a Blogger export: the old single Atom file, and the feed.atom of Google's Takeout.

Comments stand anywhere in it, so the file is gone through twice: first for them, then for posts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from comments.models import Comment
from posts.models import Post
from transfer.importers.blogger.atom_entries import AtomFile
from transfer.importers.common.comment_buffer import CommentBuffer
from transfer.importers.common.dates import parse_date
from transfer.importers.common.items import (
    ImportedAuthor,
    ImportedBlog,
    ImportedComment,
    ImportedPost,
    Reader,
    SkippedItem,
    Unreadable,
)
from transfer.importers.common.text import strip_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.blogger.atom_entries import Entry

_KIND = "/kind#"
_KINDS = {"post": Post.Kind.POST, "page": Post.Kind.PAGE}
_NO_EMAIL = "noreply@blogger.com"
_BLOG = re.compile(r"blog-(\d+)")
_LAST_NUMBER = re.compile(r"(?:^|\D)(\d+)\D*\Z")
_COMMENT_STATUSES = {
    "": Comment.Status.APPROVED,  # the old file has only what was public
    "LIVE": Comment.Status.APPROVED,
    "EMPTIED": Comment.Status.REMOVED,
    "SOFT_TRASHED": Comment.Status.REMOVED,
    "SPAM": Comment.Status.SPAM,
}
_POST_STATUSES = {
    "": Post.Status.PUBLISHED,
    "LIVE": Post.Status.PUBLISHED,
    "SCHEDULED": Post.Status.SCHEDULED,
}


class BloggerReader(Reader):
    kind = "blogger"

    @property
    def site(self) -> str:
        found = _BLOG.search(self.feed.get("id", ""))
        return found[1] if found else self.feed.get("id", "")[:100]

    @property
    def home_url(self) -> str:
        return self._home

    def items(self) -> Iterator[ImportedPost | SkippedItem]:
        self.total = 2 * self.path.stat().st_size
        self.authors: dict[str, ImportedAuthor] = {}
        self._home = ""
        buffer = CommentBuffer()
        try:
            broken = self._buffer_comments(buffer)
            if broken:
                yield from buffer.take_orphans("the file breaks off before what it answers")
            yield from self._posts(buffer)
            yield from buffer.remaining("its post is not in this file")
            if broken:
                raise broken
        finally:
            buffer.close()

    def _buffer_comments(self, buffer: CommentBuffer) -> Unreadable | None:
        """Returns why the file could not be gone through to its end."""
        with self.path.open("rb") as file:
            atom = AtomFile(file)
            self.feed, self.faults = atom.feed, atom.faults
            try:
                for entry in atom.entries():
                    self.done = file.tell()
                    if _kind(entry) == "comment" and entry.is_whole:
                        buffer.add(_post_id_of(entry), f"line {entry.line}", _comment(entry))
                    elif _kind(entry) in _KINDS:
                        self.authors.setdefault(_profile(entry), _author(entry))
            except Unreadable as error:
                return error
        return None

    def _posts(self, buffer: CommentBuffer) -> Iterator[ImportedPost | SkippedItem]:
        with self.path.open("rb") as file:
            self.blog = ImportedBlog(self.feed.get("title", ""), self.feed.get("subtitle", ""))
            is_blogger = False
            try:
                for entry in AtomFile(file).entries():
                    self.done = self.total // 2 + file.tell()
                    is_blogger = is_blogger or bool(_kind(entry))
                    if item := self._post(entry, buffer):
                        yield item
            except Unreadable:
                return  # items() raises it once everything before it is imported
        if not is_blogger:
            message = "this is no Blogger export: none of its entries says what it is."
            raise Unreadable(message, 1)

    def _post(self, entry: Entry, buffer: CommentBuffer) -> ImportedPost | SkippedItem | None:
        kind, place, title = _kind(entry), f"line {entry.line}", strip_markup(entry["title"])
        if kind in {"comment", "settings", "template"} and entry.is_whole:
            return None
        name = f"“{title[:60]}”" if title else f"entry {entry['id'][-60:]}"
        if reason := _reason_to_skip(entry):
            buffer.take(_last_number(entry["id"]))
            return SkippedItem(place, name, reason)
        post = ImportedPost(
            place=place,
            source_id=_last_number(entry["id"]) or entry["id"],
            kind=_KINDS[kind],
            title=title,
            source=entry["content"] or entry["summary"],
            status=_status(entry),
            at=parse_date(entry["published"]) or parse_date(entry["created"]),
            author=_author(entry),
            tags=_labels(entry),
            excerpt=strip_markup(entry["metaDescription"]),
            base_url=entry.link("alternate"),
        )
        _set_addresses(post, entry)
        self._home = self._home or _host(post.base_url)
        comments = buffer.take(_last_number(entry["id"]))
        post.comments = [self._with_author(comment) for comment in comments]
        return post

    def _with_author(self, comment: ImportedComment) -> ImportedComment:
        """By somebody who wrote that blog, where the profile says so."""
        if comment.website and comment.website in self.authors:
            comment.author = self.authors[comment.website]
        return comment


def _kind(entry: Entry) -> str:
    if kind := entry["type"]:
        return kind.lower()
    terms = (category.get("term", "") for category in entry.all("category"))
    return next((term.rpartition(_KIND)[2] for term in terms if _KIND in term), "")


def _reason_to_skip(entry: Entry) -> str:
    kind = _kind(entry)
    if entry.is_too_long:
        return "it is longer than any post"
    if entry.is_cut_off:
        return "the file breaks off in it"
    if kind not in _KINDS:
        return f"this kind has no place here ({kind[:40] or 'none named'})"
    if not entry["id"]:
        return "it has no number"
    is_binned = entry["trashed"] or entry["status"] == "SOFT_TRASHED"
    return "it was in the bin" if is_binned else ""


def _status(entry: Entry) -> str:
    if entry["control/draft"].lower() == "yes":
        return Post.Status.DRAFT
    return _POST_STATUSES.get(entry["status"], Post.Status.DRAFT)


def _labels(entry: Entry) -> list[str]:
    """What is filed under, and not what kind it is of."""
    terms = (category.get("term", "") for category in entry.all("category"))
    return [strip_markup(term) for term in terms if _KIND not in term]


def _author(entry: Entry) -> ImportedAuthor:
    email = entry["author/email"]
    return ImportedAuthor("", "" if email == _NO_EMAIL else email, entry["author/name"])


def _profile(entry: Entry) -> str:
    return entry["author/uri"]


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _set_addresses(post: ImportedPost, entry: Entry) -> None:
    try:
        link = urlsplit(entry["filename"] or entry.link("alternate"))
    except ValueError:
        return
    path = unquote(link.path)
    post.old_addresses = {path}
    post.slug = path.rpartition("/")[2].removesuffix(".html")


def _comment(entry: Entry) -> ImportedComment:
    status = "SOFT_TRASHED" if entry["trashed"] else entry["status"]
    email = entry["author/email"]
    return ImportedComment(
        entry["content"] or entry["summary"] or entry["title"],
        source_id=_last_number(entry["id"]),
        parent_id=_parent_id_of(entry),
        status=_COMMENT_STATUSES.get(status, Comment.Status.PENDING),
        at=parse_date(entry["published"]),
        name=entry["author/name"],
        email="" if email == _NO_EMAIL else email,
        website=_profile(entry),
    )


def _post_id_of(entry: Entry) -> str:
    refs = (reply.get("ref", "") for reply in entry.all("in-reply-to"))
    return _last_number(entry["parent"] or next(refs, ""))


def _parent_id_of(entry: Entry) -> str:
    return _last_number(entry["inReplyTo"] or entry.link("related"))


def _last_number(identifier: str) -> str:
    """The last number of an id or an address, which tells it from the others of its blog."""
    found = _LAST_NUMBER.search(identifier)
    return found[1] if found else ""
