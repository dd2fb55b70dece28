"""Imports what a reader yields: each item whole or not at all, and each only once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import DataError, IntegrityError, transaction

from blogs.models import Blog, Category
from blogs.models.category import MAX_CATEGORY_LENGTH
from cpdblog.lib.text.slugs import base_slug
from posts.models import OldAddress, Post
from posts.models.limits import (
    MAX_ALT_LENGTH,
    MAX_EXCERPT_LENGTH,
    MAX_SLUG_LENGTH,
    MAX_TITLE_LENGTH,
    MAX_URL_LENGTH,
)
from transfer.importers.common.comments import import_comments, in_blog_zone
from transfer.importers.common.images_in_text import replace_home_links
from transfer.importers.common.items import SkippedItem
from transfer.importers.common.links import redirect_links, with_whole_addresses
from transfer.importers.common.people import People, clean_url
from transfer.importers.common.report import Report
from transfer.importers.common.text import strip_markup

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from transfer.importers.common.attachments import Attachments
    from transfer.importers.common.items import ImportedPost, Reader

_MAX_KEY = 255

STAYS_DRAFT_NOTE = "kept as a draft, its date is past or not known"


class _RollBack(Exception):
    """Undoes an item that was imported on trial."""


@dataclass(slots=True)
class PostImporter:
    """One export on its way into one blog."""

    reader: Reader
    handle: str
    people: People
    at: dt.datetime
    attachments: Attachments
    is_trial: bool = False
    report: Report = field(default_factory=Report)

    def run(self) -> Iterator[ImportedPost | SkippedItem]:
        """Yields each item of the file once it has been dealt with."""
        try:
            for item in self.reader.items():
                if isinstance(item, SkippedItem):
                    self._skip(item, self.report)
                else:
                    self._import_item(item)
                yield item
        finally:
            for place, message in self.reader.faults.notes():
                self.report.note(message, place=place)
        blog = Blog.objects.filter(handle=self.handle).first()
        if blog and not self.is_trial:
            redirect_links(
                blog,
                home_url=self.reader.home_url,
                key_prefix=f"{self.reader.kind}:{self.reader.site}:",
            )

    def _import_item(self, item: ImportedPost) -> None:
        report = Report()
        try:
            self._import_images(item, report)
            self._save_or_roll_back(item, report)
        except (DataError, IntegrityError, ValueError, OverflowError, RecursionError) as error:
            reason = f"it could not be kept ({type(error).__name__})"
            self.report.skip(item.name, reason, place=item.place)
        else:
            self.report.add(report)

    def _skip(self, item: SkippedItem, report: Report) -> None:
        report.skip(item.name, item.reason, place=item.place, is_listed=item.is_listed)

    def _import_images(self, item: ImportedPost, report: Report) -> None:
        """Before the item itself, whose transaction is not to wait for other people's machines."""
        blog = Blog.objects.filter(handle=self.handle).first() if self.is_trial else self._blog()
        if blog and blog.posts.imported_as(self._key(item)).exists():
            return
        if item.source_format == Post.Format.HTML and item.base_url.startswith("http"):
            item.source = with_whole_addresses(item.source, item.base_url)
        self.attachments.files = self.attachments.files or self.reader.files
        self.attachments.import_images(item, blog=blog, report=report)
        if item.home_url:
            item.source = replace_home_links(item.source, item.home_url, f"/@{self.handle}")

    def _save_or_roll_back(self, item: ImportedPost, report: Report) -> None:
        try:
            with transaction.atomic():
                self._save(item, report)
                if self.is_trial:
                    raise _RollBack
        except _RollBack:
            pass

    def _save(self, item: ImportedPost, report: Report) -> None:
        blog = self._blog()
        key = self._key(item)
        post = blog.posts.imported_as(key).first()
        if post:
            report.existing[f"{item.kind}s"] += 1
        else:
            post = self._create_post(blog, item, key, report)
            report.imported[f"{item.kind}s"] += 1
            if not self.is_trial:
                report.posts.append(post.pk)
        for skipped in item.skipped:
            self._skip(skipped, report)
        import_comments(item.comments, post=post, people=self.people, report=report)

    def _key(self, item: ImportedPost) -> str:
        """The same for the same text in any later export of that blog."""
        key = f"{self.reader.kind}:{self.reader.site}:{item.source_id}"
        return key if len(key) <= _MAX_KEY else f"{self.reader.kind}:{_digest(key)}"

    @transaction.atomic
    def _blog(self) -> Blog:
        blog = Blog.objects.filter(handle=self.handle).first()
        if blog:
            return blog
        imported = self.reader.blog
        blog = Blog(
            handle=self.handle,
            title=strip_markup(imported.title)[:120] or self.handle,
            tagline=strip_markup(imported.tagline)[:200],
        )
        return Blog.objects.create_blog(blog, owner=self.people.owner)

    def _create_post(self, blog: Blog, item: ImportedPost, key: str, report: Report) -> Post:
        post = Post.objects.draft(
            blog=blog,
            author=self.people.author_of(item.author, blog=blog),
            kind=item.kind,
            title=_shortened(item.title, MAX_TITLE_LENGTH, "title", item, report),
            slug=base_slug(item.slug, length=MAX_SLUG_LENGTH),
            source=item.source,
            source_format=item.source_format,
            excerpt=_shortened(item.excerpt, MAX_EXCERPT_LENGTH, "excerpt", item, report),
            featured_image=item.featured_image,
            featured_alt=item.featured_alt[:MAX_ALT_LENGTH] if item.featured_image else "",
            is_sticky=item.is_sticky,
            comments_open=item.comments_open,
            canonical_url=clean_url(item.canonical_url, max_length=MAX_URL_LENGTH),
            imported_from=key,
        )
        _add_terms(post, item)
        _set_status(post, item, at=self.at)
        for name, count in item.kept_as_text.items():
            report.skipped[f"[{name}], which stays as text"] += count
        for note in item.notes:
            report.note(f"{item.name}: {note}", place=item.place)
        save_old_addresses(post, item)
        return post


def _add_terms(post: Post, item: ImportedPost) -> None:
    for label in item.categories:
        name = label[:MAX_CATEGORY_LENGTH].strip()
        if name:
            known = post.blog.categories.filter(name__iexact=name).first()
            post.categories.add(known or _new_category(post.blog, name))
    post.set_tags(item.tags)


def _new_category(blog: Blog, name: str) -> Category:
    return Category.objects.create_category(Category(blog=blog, name=name))


def _set_status(post: Post, item: ImportedPost, *, at: dt.datetime) -> None:
    date = post.published_at = in_blog_zone(post, item.at)
    post.save(update_fields=["published_at"])
    if not set_imported_status(post, item.status, date=date, at=at):
        item.notes.append(STAYS_DRAFT_NOTE)


def set_imported_status(
    post: Post, status: str, *, date: dt.datetime | None, at: dt.datetime
) -> bool:
    """False where it stays a draft instead: what was not public there is not public here."""
    is_past = bool(date and date <= at)
    if status == Post.Status.PRIVATE:
        post.keep_private()
    elif status == Post.Status.PUBLISHED and is_past:
        post.publish(at=date)
    elif status in {Post.Status.PUBLISHED, Post.Status.SCHEDULED}:
        if not date or is_past:
            return False
        post.schedule(at=date)
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _shortened(text: str, length: int, name: str, item: ImportedPost, report: Report) -> str:
    if len(text) <= length:
        return text
    report.note(f"{item.name}: its {name} was shortened", place=item.place)
    return f"{text[: length - 1].rstrip()}…"


def save_old_addresses(post: Post, item: ImportedPost) -> None:
    paths = {path.strip("/") for path in item.old_addresses if "\0" not in path} - {""}
    OldAddress.objects.bulk_create(
        [
            OldAddress(blog=post.blog, path=path, post=post)
            for path in sorted(paths)
            if len(path) <= OldAddress.MAX_LENGTH
        ],
        ignore_conflicts=True,
    )
