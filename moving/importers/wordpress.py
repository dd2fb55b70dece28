"""Brings a WordPress export into a blog: each item whole or not at all, and each only once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.db import DataError, IntegrityError, transaction

from cpdblog.lib.slugs import plain_slug
from moving.importers import wordpress_text
from moving.importers.people import author_of
from moving.importers.report import Report
from moving.importers.wordpress_comments import bring_in_comments
from moving.importers.wordpress_dates import date_of
from posts.models import Blog, BlogMember, OldAddress, Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from accounts.models import User
    from moving.importers.wxr import Export, Facts, Item

KINDS = {"post": Post.Kind.POST, "page": Post.Kind.PAGE}
_UNNAMED_KINDS = {
    "attachment": "a picture or file (they are not fetched yet; what a post shows becomes a link)",
    "nav_menu_item": "part of a menu",
    "revision": "an earlier version",
}
_IN_THE_BIN = {"trash", "auto-draft"}
_LONGEST_TITLE = 250
_LONGEST_EXCERPT = 500
_LONGEST_NAME_OF_CATEGORY = 80
_LONGEST_SLUG = 94  # a number may have to follow


class _NothingKept(Exception):
    """Ends the trial of an item."""


@dataclass(slots=True)
class Move:
    """One export on its way into one blog."""

    export: Export
    handle: str
    owner: User
    at: dt.datetime
    is_trial: bool = False
    report: Report = field(default_factory=Report)

    def run(self) -> Iterator[Item]:
        """Yields each item of the file once it has been dealt with."""
        for item in self.export.items():
            self._deal_with(item)
            yield item

    def _deal_with(self, item: Item) -> None:
        reason = _reason_against(item)
        if reason:
            unnamed = item["post_type"] in _UNNAMED_KINDS
            self.report.leave_out(_named(item), reason, line=item.line, is_listed=not unnamed)
            return
        try:
            self._bring_in(item)
        except (DataError, IntegrityError, ValueError, OverflowError, RecursionError) as error:
            reason = f"it could not be kept ({type(error).__name__})"
            self.report.leave_out(_named(item), reason, line=item.line)

    def _bring_in(self, item: Item) -> None:
        heard = Report()
        try:
            with transaction.atomic():
                self._keep(item, heard)
                if self.is_trial:
                    raise _NothingKept
        except _NothingKept:
            pass
        self.report.add(heard)

    def _keep(self, item: Item, heard: Report) -> None:
        blog = self._blog()
        key = _key(item, self.export.site)
        post = blog.posts.imported_as(key).first()
        if post:
            heard.already_there[f"{item['post_type']}s"] += 1
        else:
            post = self._write(blog, item, key, heard)
            heard.brought_in[f"{item['post_type']}s"] += 1
        signers = {author.get("author_id", ""): author for author in self.export.authors.values()}
        bring_in_comments(item, post=post, signers=signers, owner=self.owner, report=heard)

    def _blog(self) -> Blog:
        blog = Blog.objects.filter(handle=self.handle).first()
        if blog:
            return blog
        channel = self.export.channel
        blog = Blog.objects.create(
            handle=self.handle,
            title=wordpress_text.words(channel.get("title", ""))[:120] or self.handle,
            tagline=wordpress_text.words(channel.get("description", ""))[:200],
        )
        blog.members.create(user=self.owner, role=BlogMember.Role.OWNER)
        return blog

    def _write(self, blog: Blog, item: Item, key: str, heard: Report) -> Post:
        post = Post.objects.draft(
            blog=blog,
            author=author_of(self._author(item), blog=blog, owner=self.owner),
            kind=KINDS[item["post_type"]],
            title=_cut(wordpress_text.words(item["title"]), _LONGEST_TITLE, "title", item, heard),
            slug=plain_slug(unquote(item["post_name"]))[:_LONGEST_SLUG].strip("-"),
            source=wordpress_text.post_html(item["content"]),
            source_format=Post.Format.HTML,
            excerpt=_excerpt(item, heard),
            is_sticky=item["is_sticky"] == "1",
            comments_open=item["comment_status"] == "open",
            imported_from=key,
        )
        self._file(post, item)
        self._release(post, item, heard)
        _keep_old_addresses(post, item, self.export)
        return post

    def _author(self, item: Item) -> Facts:
        login = item["creator"]
        return self.export.authors.get(login, {"author_login": login})

    def _file(self, post: Post, item: Item) -> None:
        has_domains = any(term.domain for term in item.terms)
        filed = {"category"} if has_domains else {"category", ""}
        for term in item.terms:
            name = wordpress_text.words(term.name)[:_LONGEST_NAME_OF_CATEGORY].strip()
            if term.domain in filed and name:
                known = post.blog.categories.filter(name__iexact=name).first()
                post.categories.add(known or post.blog.categories.create(name=name))
        tagged = (term.name for term in item.terms if term.domain in {"post_tag", "tag"})
        post.set_tags([wordpress_text.words(name) for name in tagged])

    def _release(self, post: Post, item: Item, heard: Report) -> None:
        """What was not open to everybody there is not open here."""
        date = date_of(item["post_date_gmt"], item["post_date"], zone=post.blog.zone)
        status, is_locked = item["status"] or "publish", bool(item["post_password"])
        post.published_at = date
        if status == "private" or (status == "publish" and is_locked):
            post.keep_private()
            if is_locked:
                heard.note(f"{_named(item)}: kept private, it had a password", line=item.line)
        elif status == "publish" and date and date <= self.at:
            post.publish(at=date)
        elif status in {"publish", "future"} and date and date > self.at and not is_locked:
            post.status = Post.Status.SCHEDULED
        elif status in {"publish", "future"}:
            heard.note(
                f"{_named(item)}: kept as a draft, its date is past or not known", line=item.line
            )
        post.save()


def _reason_against(item: Item) -> str:
    kind = item["post_type"] or "post"
    item.facts["post_type"] = kind
    if item.is_too_long:
        return "it is longer than any post"
    if kind not in KINDS:
        return _UNNAMED_KINDS.get(kind, f"this kind has no place here ({kind[:40]})")
    return "it was in the bin" if item["status"] in _IN_THE_BIN else ""


def _named(item: Item) -> str:
    title = wordpress_text.words(item["title"][:400])[:60]
    return f"“{title}”" if title else f"item {item['post_id'][:20] or 'without a title'}"


def _key(item: Item, site: str) -> str:
    """The same for the same text in any later export of that blog."""
    own = item["post_id"] or item["guid"]
    if not own:
        said = "\n".join(item[name] for name in ("title", "post_date", "content"))
        own = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    key = f"wordpress:{site}:{own}"
    return key if len(key) <= 255 else f"wordpress:{_digest(key)}"  # noqa: PLR2004


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _excerpt(item: Item, heard: Report) -> str:
    given = wordpress_text.words(item["excerpt"])
    if given:
        return _cut(given, _LONGEST_EXCERPT, "excerpt", item, heard)
    teaser = wordpress_text.teaser(item["content"])
    return teaser if len(teaser) <= _LONGEST_EXCERPT else ""


def _cut(text: str, length: int, what: str, item: Item, heard: Report) -> str:
    if len(text) <= length:
        return text
    heard.note(f"{_named(item)}: its {what} was shortened", line=item.line)
    return f"{text[: length - 1].rstrip()}…"


def _keep_old_addresses(post: Post, item: Item, export: Export) -> None:
    paths = {f"?p={item['post_id']}"} if item["post_id"].isdecimal() else set()
    try:
        link, home = urlsplit(item["link"]), urlsplit(export.channel.get("base_blog_url", ""))
    except ValueError:
        link = home = urlsplit("")
    inside = unquote(link.path.removeprefix(home.path.rstrip("/"))).strip("/")
    if inside and "\0" not in inside:
        paths.add(inside)
    OldAddress.objects.bulk_create(
        [
            OldAddress(blog=post.blog, path=path, post=post)
            for path in sorted(paths)
            if len(path) <= OldAddress.LONGEST
        ],
        ignore_conflicts=True,
    )
