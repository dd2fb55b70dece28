"""Brings what a reader reads into a blog: each item whole or not at all, and each only once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import DataError, IntegrityError, transaction

from blogs.models import Blog, BlogMember
from cpdblog.lib.text.slugs import plain_slug
from posts.models import OldAddress, Post
from transfer.importers.common.comments import bring_in_comments, in_zone_of
from transfer.importers.common.images_in_text import with_links_home
from transfer.importers.common.items import LeftOut
from transfer.importers.common.links import lead_here
from transfer.importers.common.people import People, website_of
from transfer.importers.common.report import Report
from transfer.importers.common.text import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from transfer.importers.common.attachments import Attachments
    from transfer.importers.common.items import ImportedPost, Reader

_LONGEST_TITLE = 250
_LONGEST_EXCERPT = 500
_LONGEST_NAME_OF_CATEGORY = 80
_LONGEST_SLUG = 94  # a number may have to follow
_LONGEST_KEY = 255


class _NothingKept(Exception):
    """Ends the trial of an item."""


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

    def run(self) -> Iterator[ImportedPost | LeftOut]:
        """Yields each item of the file once it has been dealt with."""
        for item in self.reader.items():
            if isinstance(item, LeftOut):
                self._leave_out(item, self.report)
            else:
                self._deal_with(item)
            yield item
        blog = Blog.objects.filter(handle=self.handle).first()
        if blog and not self.is_trial:
            lead_here(blog, home=self.reader.home, key=f"{self.reader.kind}:{self.reader.site}:")

    def _deal_with(self, item: ImportedPost) -> None:
        heard = Report()
        try:
            self._bring_pictures(item, heard)
            self._bring_in(item, heard)
        except (DataError, IntegrityError, ValueError, OverflowError, RecursionError) as error:
            reason = f"it could not be kept ({type(error).__name__})"
            self.report.leave_out(item.name, reason, place=item.place)
        else:
            self.report.add(heard)

    def _leave_out(self, item: LeftOut, report: Report) -> None:
        report.leave_out(item.name, item.reason, place=item.place, is_listed=item.is_listed)

    def _bring_pictures(self, item: ImportedPost, heard: Report) -> None:
        """Before the item itself, whose transaction is not to wait for other people's machines."""
        blog = Blog.objects.filter(handle=self.handle).first() if self.is_trial else self._blog()
        if blog and blog.posts.imported_as(self._key(item)).exists():
            return
        self.attachments.files = self.attachments.files or self.reader.files
        self.attachments.bring_home(item, blog=blog, report=heard)
        if item.home:
            item.source = with_links_home(item.source, item.home, f"/@{self.handle}")

    def _bring_in(self, item: ImportedPost, heard: Report) -> None:
        try:
            with transaction.atomic():
                self._keep(item, heard)
                if self.is_trial:
                    raise _NothingKept
        except _NothingKept:
            pass

    def _keep(self, item: ImportedPost, heard: Report) -> None:
        blog = self._blog()
        key = self._key(item)
        post = blog.posts.imported_as(key).first()
        if post:
            heard.already_there[f"{item.kind}s"] += 1
        else:
            post = self._write(blog, item, key, heard)
            heard.brought_in[f"{item.kind}s"] += 1
            if not self.is_trial:
                heard.posts.append(post.pk)
        for left_out in item.left_out:
            self._leave_out(left_out, heard)
        bring_in_comments(item.comments, post=post, people=self.people, report=heard)

    def _key(self, item: ImportedPost) -> str:
        """The same for the same text in any later export of that blog."""
        key = f"{self.reader.kind}:{self.reader.site}:{item.own}"
        return key if len(key) <= _LONGEST_KEY else f"{self.reader.kind}:{_digest(key)}"

    @transaction.atomic
    def _blog(self) -> Blog:
        blog = Blog.objects.filter(handle=self.handle).first()
        if blog:
            return blog
        there = self.reader.blog
        blog = Blog.objects.create(
            handle=self.handle,
            title=words(there.title)[:120] or self.handle,
            tagline=words(there.tagline)[:200],
        )
        blog.members.create(user=self.people.owner, role=BlogMember.Role.OWNER)
        return blog

    def _write(self, blog: Blog, item: ImportedPost, key: str, heard: Report) -> Post:
        post = Post.objects.draft(
            blog=blog,
            author=self.people.author_of(item.author, blog=blog),
            kind=item.kind,
            title=_cut(item.title, _LONGEST_TITLE, "title", item, heard),
            slug=plain_slug(item.slug)[:_LONGEST_SLUG].strip("-"),
            source=item.source,
            source_format=item.source_format,
            excerpt=_cut(item.excerpt, _LONGEST_EXCERPT, "excerpt", item, heard),
            is_sticky=item.is_sticky,
            comments_open=item.comments_open,
            canonical_url=website_of(item.canonical_url, longest=500),
            imported_from=key,
        )
        _file(post, item)
        _release(post, item, at=self.at)
        for note in item.notes:
            heard.note(f"{item.name}: {note}", place=item.place)
        keep_old_addresses(post, item)
        return post


def _file(post: Post, item: ImportedPost) -> None:
    for given in item.categories:
        name = given[:_LONGEST_NAME_OF_CATEGORY].strip()
        if name:
            known = post.blog.categories.filter(name__iexact=name).first()
            post.categories.add(known or post.blog.categories.create(name=name))
    post.set_tags(item.tags)


def _release(post: Post, item: ImportedPost, *, at: dt.datetime) -> None:
    """What was not open to everybody there is not open here."""
    date = post.published_at = in_zone_of(post, item.at)
    post.save(update_fields=["published_at"])
    is_out = bool(date and date <= at)
    if item.status == Post.Status.PRIVATE:
        post.keep_private()
    elif item.status == Post.Status.PUBLISHED and is_out:
        post.publish(at=date)
    elif item.status in {Post.Status.PUBLISHED, Post.Status.SCHEDULED} and date and not is_out:
        post.schedule(at=date)
    elif item.status in {Post.Status.PUBLISHED, Post.Status.SCHEDULED}:
        item.notes.append("kept as a draft, its date is past or not known")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _cut(text: str, length: int, what: str, item: ImportedPost, heard: Report) -> str:
    if len(text) <= length:
        return text
    heard.note(f"{item.name}: its {what} was shortened", place=item.place)
    return f"{text[: length - 1].rstrip()}…"


def keep_old_addresses(post: Post, item: ImportedPost) -> None:
    paths = {path.strip("/") for path in item.old_addresses if "\0" not in path} - {""}
    OldAddress.objects.bulk_create(
        [
            OldAddress(blog=post.blog, path=path, post=post)
            for path in sorted(paths)
            if len(path) <= OldAddress.LONGEST
        ],
        ignore_conflicts=True,
    )
