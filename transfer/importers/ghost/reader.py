"""Reads a Ghost export: JSON with a list for each of Ghost's tables, in any order.

It is gone through twice: first for what belongs to posts, which is buffered on disk, then for the
posts themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.models import Comment
from posts.models import Post
from transfer.importers.common.attachments import FILES_URL
from transfer.importers.common.comment_buffer import RowBuffer
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
from transfer.importers.ghost import text
from transfer.importers.ghost.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.ghost.rows import Row

HOME_URL = "__GHOST_URL__"
_LOOKUP_KEYS = {  # table: what its rows are looked up by
    "comments": "post_id",
    "members": "id",
    "posts_authors": "post_id",
    "posts_meta": "post_id",
    "posts_tags": "post_id",
    "tags": "id",
    "users": "id",
}
_STATUSES = {
    "published": Post.Status.PUBLISHED,
    "scheduled": Post.Status.SCHEDULED,
    "draft": Post.Status.DRAFT,
    "sent": Post.Status.PRIVATE,
}
_COMMENT_STATUSES = {
    "published": Comment.Status.APPROVED,
    "hidden": Comment.Status.REMOVED,
    "deleted": Comment.Status.REMOVED,
}
_MALFORMED_ERRORS = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


class GhostReader(Reader):
    kind = "ghost"
    blog_url = ""  # the address of the blog, where it was given

    def items(self) -> Iterator[ImportedPost | SkippedItem]:
        self.total = 2 * self.path.stat().st_size
        self.buffer = RowBuffer()
        try:
            broken = self._buffer_rows()
            yield from self._posts()
            if broken:
                raise broken
        finally:
            self.buffer.close()

    def _buffer_rows(self) -> Unreadable | None:
        """Returns why the file could not be gone through to its end."""
        is_ghost = False
        with self.path.open("rb") as file:
            try:
                for table, row in rows(file):
                    self.done = file.tell()
                    is_ghost = is_ghost or table == "posts"
                    if table in _LOOKUP_KEYS:
                        self.buffer.add(table, str(row.get(_LOOKUP_KEYS[table])), row)
                    elif table == "settings":
                        self._read_setting(row)
            except Unreadable as error:
                return error
        return None if is_ghost else Unreadable("this is no Ghost export: it holds no posts.", 1)

    def _read_setting(self, row: Row) -> None:
        match row.get("key"), row.get("value"):
            case "title", str(title):
                self.blog = ImportedBlog(title, self.blog.tagline)
            case "description", str(tagline):
                self.blog = ImportedBlog(self.blog.title, tagline)

    def _posts(self) -> Iterator[ImportedPost | SkippedItem]:
        count = 0
        with self.path.open("rb") as file:
            try:
                for table, row in rows(file):
                    self.done = self.total // 2 + file.tell()
                    if table == "posts":
                        count += 1
                        yield self._read(row, f"post {count} of the file")
            except Unreadable:
                return  # items() raises it once everything before it is imported

    def _read(self, row: Row, place: str) -> ImportedPost | SkippedItem:
        try:
            return self._post(row, place)
        except _MALFORMED_ERRORS as error:
            title = strip_markup(str(row.get("title") or ""))[:60]
            reason = f"it is not put together as Ghost does it ({type(error).__name__})"
            return SkippedItem(place, f"“{title}”", reason)

    def _post(self, row: Row, place: str) -> ImportedPost:
        post_id = str(row["id"])
        meta = next(self.buffer.rows("posts_meta", post_id), {})
        source, source_format = text.post_text(row)
        post = ImportedPost(
            place=place,
            source_id=str(row.get("uuid") or f"{post_id}:{row.get('slug')}"),
            kind=Post.Kind.PAGE if _is_page(row) else Post.Kind.POST,
            title=strip_markup(_text(row, "title")),
            slug=_text(row, "slug"),
            source=source,
            source_format=source_format,
            status=_STATUSES.get(_text(row, "status"), Post.Status.DRAFT),
            at=parse_date(row.get("published_at")) or parse_date(row.get("created_at")),
            author=self._author(post_id, row),
            tags=self._tags(post_id),
            excerpt=strip_markup(_text(row, "custom_excerpt")),
            canonical_url=_text(row, "canonical_url"),
            old_addresses={_text(row, "slug")},
            comments=self._comments(post_id),
        )
        _set_feature_image(post, row, meta)
        if post.status != Post.Status.DRAFT and _text(row, "visibility") not in {"", "public"}:
            post.status = Post.Status.PRIVATE
            post.notes.append("kept private, it was for members only")
        self._set_urls(post)
        return post

    def _set_urls(self, post: ImportedPost) -> None:
        """Images are fetched from the old address, links to its posts lead to the new one."""
        post.base_url = f"{self.blog_url}/" if self.blog_url else FILES_URL
        post.home_url = HOME_URL
        for attribute in ("src", "srcset"):
            post.source = post.source.replace(
                f'{attribute}="{HOME_URL}', f'{attribute}="{self.blog_url}'
            )
        post.featured_image = post.featured_image.replace(HOME_URL, self.blog_url, 1)

    def _author(self, post_id: str, row: Row) -> ImportedAuthor:
        linked = sorted(self.buffer.rows("posts_authors", post_id), key=_sort_order)
        key = linked[0].get("author_id") if linked else row.get("author_id")
        found = next(self.buffer.rows("users", str(key)), {})
        return ImportedAuthor(*(_text(found, name) for name in ("slug", "email", "name")))

    def _tags(self, post_id: str) -> list[str]:
        linked = sorted(self.buffer.rows("posts_tags", post_id), key=_sort_order)
        tags = [next(self.buffer.rows("tags", str(row.get("tag_id"))), {}) for row in linked]
        names = (strip_markup(_text(tag, "name")) for tag in tags)
        return [
            name for name in names if not name.startswith("#")
        ]  # those are Ghost's internal tags

    def _comments(self, post_id: str) -> list[ImportedComment]:
        return [self._comment(row) for row in self.buffer.rows("comments", post_id)]

    def _comment(self, row: Row) -> ImportedComment:
        member = next(self.buffer.rows("members", str(row.get("member_id"))), {})
        return ImportedComment(
            _text(row, "html"),
            source_id=_text(row, "id"),
            parent_id=_text(row, "in_reply_to_id") or _text(row, "parent_id"),
            status=_COMMENT_STATUSES.get(_text(row, "status"), Comment.Status.PENDING),
            at=parse_date(row.get("created_at")),
            name=_text(member, "name"),
            email=_text(member, "email"),
        )


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _is_page(row: Row) -> bool:
    return row.get("type") == "page" or row.get("page") in {True, "1"}


def _sort_order(row: Row) -> float:
    order = row.get("sort_order")
    return order if isinstance(order, int | float) else 0


def _set_feature_image(post: ImportedPost, row: Row, meta: Row) -> None:
    """Unless the text shows it itself."""
    url = _text(row, "feature_image") or _text(row, "image")
    if url and url not in post.source:
        post.featured_image, post.featured_alt = url, _text(meta, "feature_image_alt")
        post.featured_caption = _text(meta, "feature_image_caption")
