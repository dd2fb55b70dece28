"""Reads a Ghost export: JSON with a list for each of Ghost's tables, in any order.

It is gone through twice: first for what belongs to posts, which is set aside on disk, then for the
posts themselves.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from comments.models import Comment
from posts.models import Post
from transfer.importers.common.attachments import FILES
from transfer.importers.common.comment_buffer import Shelves
from transfer.importers.common.dates import date_from
from transfer.importers.common.items import (
    ImportedAuthor,
    ImportedBlog,
    ImportedComment,
    ImportedPost,
    LeftOut,
    Reader,
    Unreadable,
)
from transfer.importers.common.text import words
from transfer.importers.ghost import text
from transfer.importers.ghost.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.ghost.rows import Row

HOME = "__GHOST_URL__"
_BELONGING = {  # table: what its rows are looked up by
    "comments": "post_id",
    "members": "id",
    "posts_authors": "post_id",
    "posts_meta": "post_id",
    "posts_tags": "post_id",
    "tags": "id",
    "users": "id",
}
_STATES = {
    "published": Post.Status.PUBLISHED,
    "scheduled": Post.Status.SCHEDULED,
    "draft": Post.Status.DRAFT,
    "sent": Post.Status.PRIVATE,
}
_COMMENT_STATES = {
    "published": Comment.Status.APPROVED,
    "hidden": Comment.Status.REMOVED,
    "deleted": Comment.Status.REMOVED,
}
_NOT_PUT_TOGETHER = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


class GhostReader(Reader):
    kind = "ghost"
    address = ""  # where the blog is read, if somebody said

    def items(self) -> Iterator[ImportedPost | LeftOut]:
        self.in_all = 2 * self.path.stat().st_size
        self.shelves = Shelves()
        try:
            broken = self._set_aside()
            yield from self._posts()
            if broken:
                raise broken
        finally:
            self.shelves.close()

    def _set_aside(self) -> Unreadable | None:
        """Returns why the file could not be gone through to its end."""
        is_ghost = False
        with self.path.open("rb") as file:
            try:
                for table, row in rows(file):
                    self.done = file.tell()
                    is_ghost = is_ghost or table == "posts"
                    if table in _BELONGING:
                        self.shelves.put(table, str(row.get(_BELONGING[table])), row)
                    elif table == "settings":
                        self._note_setting(row)
            except Unreadable as error:
                return error
        return None if is_ghost else Unreadable("this is no Ghost export: it holds no posts.", 1)

    def _note_setting(self, row: Row) -> None:
        match row.get("key"), row.get("value"):
            case "title", str(title):
                self.blog = ImportedBlog(title, self.blog.tagline)
            case "description", str(tagline):
                self.blog = ImportedBlog(self.blog.title, tagline)

    def _posts(self) -> Iterator[ImportedPost | LeftOut]:
        number = 0
        with self.path.open("rb") as file:
            try:
                for table, row in rows(file):
                    self.done = self.in_all // 2 + file.tell()
                    if table == "posts":
                        number += 1
                        yield self._read(row, f"post {number} of the file")
            except Unreadable:
                return  # said by the first pass, and raised when everything before it is in

    def _read(self, row: Row, place: str) -> ImportedPost | LeftOut:
        try:
            return self._post(row, place)
        except _NOT_PUT_TOGETHER as error:
            title = words(str(row.get("title") or ""))[:60]
            reason = f"it is not put together as Ghost does it ({type(error).__name__})"
            return LeftOut(place, f"“{title}”", reason)

    def _post(self, row: Row, place: str) -> ImportedPost:
        number = str(row["id"])
        meta = next(self.shelves.rows("posts_meta", number), {})
        source, source_format = text.text_of(row)
        post = ImportedPost(
            place=place,
            own=str(row.get("uuid") or f"{number}:{row.get('slug')}"),
            kind=Post.Kind.PAGE if _is_page(row) else Post.Kind.POST,
            title=words(_text(row, "title")),
            slug=_text(row, "slug"),
            source=_with_picture_above(source, row, meta),
            source_format=source_format,
            status=_STATES.get(_text(row, "status"), Post.Status.DRAFT),
            at=date_from(row.get("published_at")) or date_from(row.get("created_at")),
            author=self._author(number, row),
            tags=self._tags(number),
            excerpt=words(_text(row, "custom_excerpt")),
            canonical_url=_text(row, "canonical_url"),
            old_addresses={_text(row, "slug")},
            comments=self._comments(number),
        )
        if post.status != Post.Status.DRAFT and _text(row, "visibility") not in {"", "public"}:
            post.status = Post.Status.PRIVATE
            post.notes.append("kept private, it was for members only")
        self._set_home(post)
        return post

    def _set_home(self, post: ImportedPost) -> None:
        """Pictures are looked for where the blog was, links to its posts lead to where it is."""
        post.base = f"{self.address}/" if self.address else FILES
        post.home = HOME
        for sign in ("src", "srcset"):
            post.source = post.source.replace(f'{sign}="{HOME}', f'{sign}="{self.address}')

    def _author(self, number: str, row: Row) -> ImportedAuthor:
        listed = sorted(self.shelves.rows("posts_authors", number), key=_order)
        key = listed[0].get("author_id") if listed else row.get("author_id")
        found = next(self.shelves.rows("users", str(key)), {})
        return ImportedAuthor(*(_text(found, name) for name in ("slug", "email", "name")))

    def _tags(self, number: str) -> list[str]:
        listed = sorted(self.shelves.rows("posts_tags", number), key=_order)
        tags = [next(self.shelves.rows("tags", str(row.get("tag_id"))), {}) for row in listed]
        names = (words(_text(tag, "name")) for tag in tags)
        return [name for name in names if not name.startswith("#")]  # those are Ghost's own marks

    def _comments(self, number: str) -> list[ImportedComment]:
        return [self._comment(row) for row in self.shelves.rows("comments", number)]

    def _comment(self, row: Row) -> ImportedComment:
        member = next(self.shelves.rows("members", str(row.get("member_id"))), {})
        return ImportedComment(
            _text(row, "html"),
            number=_text(row, "id"),
            parent=_text(row, "in_reply_to_id") or _text(row, "parent_id"),
            status=_COMMENT_STATES.get(_text(row, "status"), Comment.Status.PENDING),
            at=date_from(row.get("created_at")),
            name=_text(member, "name"),
            email=_text(member, "email"),
        )


def _text(row: Row, name: str) -> str:
    said = row.get(name)
    return "" if said is None or isinstance(said, dict | list) else str(said)


def _is_page(row: Row) -> bool:
    return row.get("type") == "page" or row.get("page") in {True, "1"}


def _order(row: Row) -> float:
    order = row.get("sort_order")
    return order if isinstance(order, int | float) else 0


def _with_picture_above(source: str, row: Row, meta: Row) -> str:
    address = _text(row, "feature_image") or _text(row, "image")
    if not address or address in source:
        return source
    alt, caption = html.escape(_text(meta, "feature_image_alt")), meta.get("feature_image_caption")
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    shown = f'<img src="{html.escape(address)}" alt="{alt}">'
    return f"<figure>{shown}{below}</figure>\n\n{source}"
