"""Reads a WordPress export, item by item, as ImportedPost."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from posts.models import Post
from posts.models.limits import MAX_EXCERPT_LENGTH
from transfer.importers.common.items import (
    ImportedAuthor,
    ImportedBlog,
    ImportedPost,
    Reader,
    SkippedItem,
    Unreadable,
)
from transfer.importers.common.text import strip_markup
from transfer.importers.wordpress import text
from transfer.importers.wordpress.attachments import PostContext, References
from transfer.importers.wordpress.comments import add_comments
from transfer.importers.wordpress.dates import Order, are_zeros, date_of
from transfer.importers.wordpress.images import featured_image
from transfer.importers.wordpress.typography import quotes_of, typeset
from transfer.importers.wordpress.wxr import Export

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from typing import BinaryIO

    from transfer.importers.wordpress.typography import Quotes
    from transfer.importers.wordpress.wxr import Item

_DAY = re.compile(r"\d{4}/\d{2}/\d{2}")
KINDS = {"post": Post.Kind.POST, "page": Post.Kind.PAGE}
_UNLISTED_KINDS = {
    "attachment": "a picture or file (what a post shows comes with the post)",
    "nav_menu_item": "part of a menu",
    "revision": "an earlier version",
    "wp_block": "a block for several posts (it stands in each of them)",
    "wp_global_styles": "part of a theme",
    "wp_navigation": "part of a menu",
    "wp_template": "part of a theme",
    "wp_template_part": "part of a theme",
    "custom_css": "part of a theme",
    "customize_changeset": "part of a theme",
}
_BINNED_STATUSES = {"trash", "auto-draft"}
# What WordPress calls the category of everything that has none, in the languages it speaks.
_NO_CATEGORY = {
    "allgemein",
    "geen-categorie",
    "non-classe",
    "ohne-kategorie",
    "sem-categoria",
    "senza-categoria",
    "sin-categoria",
    "sin-categorizar",
    "uncategorised",
    "uncategorized",
}


class WordPressReader(Reader):
    kind = "wordpress"
    export: Export
    references: References
    order: Order

    @property
    def site(self) -> str:
        return self.export.site

    @property
    def home_url(self) -> str:
        return self.export.site

    def items(self) -> Iterator[ImportedPost | SkippedItem]:
        with self.path.open("rb") as file:
            self.export = Export(file)
            self.faults = self.export.faults
            self.references, self.order = _first_pass(file)
            for item in self.export.items():
                self.done = file.tell()
                channel = self.export.channel
                self.blog = ImportedBlog(channel.get("title", ""), channel.get("description", ""))
                yield self._read(item)

    def _read(self, item: Item) -> ImportedPost | SkippedItem:
        reason = _reason_to_skip(item)
        if reason:
            is_named = item["post_type"] not in _UNLISTED_KINDS
            return SkippedItem(_place(item), _name(item), reason, is_listed=is_named)
        context = self._context(item)
        post = ImportedPost(
            place=_place(item),
            source_id=_source_id(item),
            kind=KINDS[item["post_type"]],
            title=self._plain(item["title"]),
            slug=unquote(item["post_name"]),
            source=text.post_html(item["content"], context),
            excerpt=self._plain(item["excerpt"]) or _teaser(item, context),
            at=_date(item),
            author=self._author(item["creator"]),
            is_sticky=item["is_sticky"] == "1",
            comments_open=item["comment_status"] == "open",
            old_addresses=_old_addresses(item, self.export),
            base_url=item["link"],
        )
        if image := featured_image(post.source, context):
            post.featured_image, post.featured_alt = image.url, image.alt
            post.featured_caption = image.caption
        post.notes += context.notes
        post.kept_as_text = context.kept_as_text
        if item.is_cut_off:
            post.notes.append("the file breaks off among its comments")
        _set_terms(post, item)
        _set_status(post, item)
        self._put_in_order(post, is_undated=are_zeros(item["post_date_gmt"], item["post_date"]))
        add_comments(post, item.comments, authors=self._authors_by_id(), quotes=self._quotes())
        return post

    def _put_in_order(self, post: ImportedPost, *, is_undated: bool) -> None:
        if is_undated and post.status == Post.Status.PUBLISHED:
            post.at = self.order.date_after_last(self.export.channel.get("pubDate", ""))
            post.notes.append("published in the order of the file, its date is not known")
        self.order.last = post.at or self.order.last

    def _context(self, item: Item) -> PostContext:
        footnotes, thumbnail = item.meta_value("footnotes"), item.meta_value("_thumbnail_id")
        home = self.export.channel.get("base_blog_url") or self.export.channel.get("link", "")
        return PostContext(
            self.references,
            item["post_id"],
            footnotes,
            thumbnail,
            item["link"],
            f"{home}/",
            self._quotes(),
        )

    def _quotes(self) -> Quotes | None:
        """None in an export of ours, whose texts are those that are shown."""
        channel = self.export.channel
        is_ours = channel.get("generator", "").startswith("cpdblog")
        return None if is_ours else quotes_of(channel.get("language", ""))

    def _plain(self, written: str) -> str:
        quotes, shown = self._quotes(), strip_markup(written)
        return typeset(shown, quotes) if quotes else shown

    def _author(self, login: str) -> ImportedAuthor:
        fields = self.export.authors.get(login, {})
        return ImportedAuthor(
            login, fields.get("author_email", ""), fields.get("author_display_name", "")
        )

    def _authors_by_id(self) -> dict[str, ImportedAuthor]:
        authors = self.export.authors.items()
        return {fields.get("author_id", ""): self._author(login) for login, fields in authors}


def _first_pass(file: BinaryIO) -> tuple[References, Order]:
    """As far as FILE can be read."""
    references, order = References(), Order()
    with suppress(Unreadable):
        for item in Export(file).items():
            references.add(item)
            if item["post_type"] in KINDS:
                order.first = order.first or _date(item)
    file.seek(0)
    return references, order


def _date(item: Item) -> dt.datetime | None:
    return date_of(item["post_date_gmt"], item["post_date"])


def _set_terms(post: ImportedPost, item: Item) -> None:
    has_domains = any(term.domain for term in item.terms)
    domains = {"category"} if has_domains else {"category", ""}
    post.categories = [
        strip_markup(term.name)
        for term in item.terms
        if term.domain in domains and (term.nicename or term.name.lower()) not in _NO_CATEGORY
    ]
    post.tags = [
        strip_markup(term.name) for term in item.terms if term.domain in {"post_tag", "tag"}
    ]


def _set_status(post: ImportedPost, item: Item) -> None:
    """What was not open to everybody there is not open here."""
    status, has_password = item["status"] or "publish", bool(item["post_password"])
    if status == "private" or (status == "publish" and has_password):
        post.status = Post.Status.PRIVATE
    elif status == "publish":
        post.status = Post.Status.PUBLISHED
    elif status == "future" and not has_password:
        post.status = Post.Status.SCHEDULED
    if has_password and status in {"publish", "private", "future"}:
        state = "private" if post.status == Post.Status.PRIVATE else "as a draft"
        post.notes.append(f"kept {state}, it had a password")


def _reason_to_skip(item: Item) -> str:
    kind = item["post_type"] or "post"
    item.fields["post_type"] = kind
    if item.is_too_long:
        return "it is longer than any post"
    if item.is_cut_off and not item.is_whole:
        return "the file breaks off in it"
    if kind not in KINDS:
        return _UNLISTED_KINDS.get(kind, f"this kind has no place here ({kind[:40]})")
    return "it was in the bin" if item["status"] in _BINNED_STATUSES else ""


def _place(item: Item) -> str:
    return f"line {item.line}"


def _name(item: Item) -> str:
    title = strip_markup(item["title"][:400])[:60]
    return f"“{title}”" if title else f"item {item['post_id'][:20] or 'without a title'}"


def _teaser(item: Item, context: PostContext) -> str:
    teaser = text.teaser(item["content"], context)
    return teaser if len(teaser) <= MAX_EXCERPT_LENGTH else ""


def _source_id(item: Item) -> str:
    if source_id := item["post_id"] or item["guid"]:
        return source_id
    content = "\n".join(item[name] for name in ("title", "post_date", "content"))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()


def _old_addresses(item: Item, export: Export) -> set[str]:
    """Where it was read, and where it was read before its name or its date was changed there."""
    paths = {f"?p={item['post_id']}"} if item["post_id"].isdecimal() else set()
    try:
        link, home = urlsplit(item["link"]), urlsplit(export.channel.get("base_blog_url", ""))
    except ValueError:
        return paths
    path = unquote(link.path.removeprefix(home.path.rstrip("/"))).strip("/")
    if not path:
        return paths
    folder, slash, name = path.rpartition("/")
    names = {name, *(unquote(old) for old in item.meta.get("_wp_old_slug", []))}
    dates = {date.replace("-", "/") for date in item.meta.get("_wp_old_date", [])}
    folders = {folder, *(_DAY.sub(date, folder) for date in dates)}
    return paths | {f"{one}{slash}{other}" for one in folders for other in names}
