"""Brings an export of a community like this one into a blog, so that it is what it was there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from blogs.models import Blog, BlogMember
from cpdblog.lib.text.combining import MARKS
from cpdblog.lib.text.plain import one_line
from cpdblog.lib.text.slugs import plain_slug
from posts.models import Like, Post, Revision, Tag, TagAlias
from transfer.exporters.archive.fields import OF_A_BLOG
from transfer.importers.archive.comments import Thread
from transfer.importers.archive.images import Library
from transfer.importers.archive.people import Handles
from transfer.importers.archive.reader import ArchivedPost, CpdblogReader
from transfer.importers.common.people import website_of
from transfer.importers.common.post_importer import PostImporter, keep_old_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.common.items import ImportedPost, LeftOut
    from transfer.importers.common.json_fields import Told
    from transfer.importers.common.report import Report

_SLUG = re.compile(rf"[-\w{MARKS}]{{1,100}}")
_COMES_WITH_OWNER = {BlogMember.Role.EDITOR, BlogMember.Role.AUTHOR, BlogMember.Role.GUEST}


class ArchiveImporter(PostImporter):
    """The reader must be a CpdblogReader."""

    def run(self) -> Iterator[ImportedPost | LeftOut]:
        reader = self.reader
        assert isinstance(reader, CpdblogReader)  # noqa: S101 - READERS and MOVES pair them
        self.told = reader.whole
        listed = {row.words("handle", 40): row for row in self.told.rows("people")}
        members = {row.words("person", 40) for row in self.told.rows("members")}
        self.handles = Handles(self.people, listed, members)
        self.library = Library(reader, self.people.owner, self.report, is_trial=self.is_trial)
        if not self.is_trial:
            self.library.bring_home(self._blog())
        yield from super().run()

    def _bring_pictures(self, item: ImportedPost, heard: Report) -> None:
        """They came before the first post; its text shows them where they are now."""
        item.source = self.library.in_text(item.source)

    def _keep(self, item: ImportedPost, heard: Report) -> None:
        assert isinstance(item, ArchivedPost)  # noqa: S101 - the reader yields nothing else
        self.handles.forget()
        blog = self._blog()
        key = item.told.words("imported_from", 255) or self._key(item)
        post = self._there_already(blog, item, key)
        counts = heard.already_there if post else heard.brought_in
        counts[f"{item.kind}s"] += 1
        is_new = post is None
        post = post or self._write(blog, item, key, heard)
        here = {} if is_new else {comment.key: comment for comment in post.comments.all()}
        thread = Thread(post, self.handles, heard, here)
        for what, told in item.rows:
            if what == "comment":
                thread.take(told)
            elif is_new:
                self._remember(post, told)
        if is_new:
            _date_back(post, item.told)

    def _there_already(self, blog: Blog, item: ArchivedPost, key: str) -> Post | None:
        """Brought in before; or, where the file was made here, the very post."""
        post = blog.posts.imported_as(key).first()
        if post or self.told.inner("community").words("url", 200) != settings.SITE_URL:
            return post
        made = item.told.moment("created_at")
        return blog.posts.filter(pk=int(item.own), created_at=made).first() if made else None

    @transaction.atomic
    def _blog(self) -> Blog:
        blog = Blog.objects.filter(handle=self.handle).first()
        return blog or self._begin_blog()

    def _begin_blog(self) -> Blog:
        there = self.told.inner("blog")
        blog = Blog(handle=self.handle, title=self.handle)
        for name in OF_A_BLOG:
            _set_if_sound(blog, name, there.facts.get(name))
        if there.facts.get("guests_wait") is False:  # as older files say it
            blog.what_waits = Blog.Waiting.NONE
        blog.closed_at = there.moment("closed_at")
        blog.save()
        if begun := there.moment("created_at"):
            Blog.objects.filter(pk=blog.pk).update(created_at=begun)
        blog.members.create(user=self.people.owner, role=BlogMember.Role.OWNER)
        for row in self.told.rows("categories"):
            self._category(blog, row.words("name", 80), row.words("slug", 80))
        if self.people.finds_members:  # a host vouches for the file
            self._bring_members(blog)
            _bring_tags(self.told.rows("tags"))
        return blog

    def _bring_members(self, blog: Blog) -> None:
        """Everybody whom the file names, before a text speaks of them; and the roles they had."""
        for handle in self.handles.listed:
            self.handles.find(handle, blog)
        for row in self.told.rows("members"):
            role = row.one_of("role", _COMES_WITH_OWNER, BlogMember.Role.AUTHOR)
            person = self.handles.find(row.words("person", 40), blog)
            if person:
                blog.members.get_or_create(user=person, defaults={"role": role})

    def _category(self, blog: Blog, name: str, slug: str) -> Any:
        name = one_line(name)
        known = blog.categories.filter(name__iexact=name).first() if name else None
        if known or not name:
            return known
        is_free = _SLUG.fullmatch(slug) and not blog.categories.filter(slug=slug).exists()
        return blog.categories.create(name=name, slug=slug if is_free else "")

    def _write(self, blog: Blog, item: ImportedPost, key: str, heard: Report) -> Post:
        assert isinstance(item, ArchivedPost)  # noqa: S101
        told = item.told
        post = Post.objects.draft(
            blog=blog,
            author=self.handles.author(told.words("author", 40), blog),
            kind=item.kind,
            title=item.title,
            slug=_slug(told.words("slug", 100)),
            source=item.source,
            source_format=item.source_format,
            excerpt=told.words("excerpt", 500),
            is_sticky=told.flag("is_sticky"),
            comments_open=told.flag("comments_open", otherwise=True),
            canonical_url=website_of(told.words("canonical_url", 501), longest=500),
            published_at=item.at,
            imported_from=key,
            **_address(told),
        )
        self._file(post, told)
        self._release(post, item, heard)
        keep_old_addresses(post, item)
        self._bring_likes(post, told, heard)
        return post

    def _file(self, post: Post, told: Told) -> None:
        names = {
            row.words("slug", 80): row.words("name", 80) for row in self.told.rows("categories")
        }
        for slug in told.strings("categories", 80):
            if category := self._category(post.blog, names.get(slug, slug), slug):
                post.categories.add(category)
        post.set_tags(told.strings("tags", 60))

    def _release(self, post: Post, item: ArchivedPost, heard: Report) -> None:
        """What was not open to everybody there is not open here."""
        told = item.told
        before = told.one_of("binned_from", Post.Status.values, Post.Status.DRAFT)
        status = before if item.status == Post.Status.BINNED else item.status
        is_to_come = bool(item.at and item.at > self.at)
        if status == Post.Status.PRIVATE:
            post.keep_private()
        elif status == Post.Status.PUBLISHED and item.at and not is_to_come:
            post.publish(at=item.at)
        elif status in {Post.Status.PUBLISHED, Post.Status.SCHEDULED} and item.at and is_to_come:
            post.schedule(at=item.at)
        elif status in {Post.Status.PUBLISHED, Post.Status.SCHEDULED}:
            note = f"{item.name}: kept as a draft, its date is past or not known"
            heard.note(note, place=item.place)
        if item.status == Post.Status.BINNED:
            post.bin()

    def _bring_likes(self, post: Post, told: Told, heard: Report) -> None:
        for row in told.rows("likes"):
            person = self.handles.find(row.words("by", 40), post.blog)
            if person is None:
                reason = "likes of people who are not known here"
                heard.leave_out("", reason, place="", is_listed=False)
                continue
            post.bring_like(by=person)
            if at := row.moment("at"):
                Like.objects.filter(post=post, user=person).update(created_at=at)

    def _remember(self, post: Post, told: Told) -> None:
        number = told.number("number")
        if number is None or post.revisions.filter(number=number).exists():
            return
        handle = told.words("by", 40)
        moment = told.moment("created_at") or post.created_at
        Revision.objects.create(
            post=post,
            number=number,
            by=self.handles.find(handle, post.blog) if handle else None,
            kind=told.one_of("kind", Revision.Kind.values, Revision.Kind.SAVED),
            was_public=told.flag("was_public"),
            restored_from=told.number("restored_from"),
            title=told.words("title", 250),
            source=self.library.in_text(told.words("source", 200_000)),
            source_format=told.one_of("format", Post.Format.values, Post.Format.MARKDOWN),
            excerpt=told.words("excerpt", 500),
            word_count=told.number("word_count") or 0,
            begun_at=told.moment("begun_at") or moment,
            created_at=moment,
        )


def _bring_tags(rows: list[Told]) -> None:
    """As they were spelt and where they stood there; what is known here stays as it is."""
    for row in rows:
        name, slug = one_line(row.words("name", 60)), row.words("slug", 100)
        if not name:
            continue
        tag = Tag.objects.known_as(name).first()
        if tag is None:
            is_free = _SLUG.fullmatch(slug) and not Tag.objects.at(slug).exists()
            tag = Tag.objects.create(name=name, slug=slug if is_free else "")
        for key in row.strings("aliases", 100):
            if one_line(key) and not Tag.objects.known_as(key).exists():
                TagAlias.objects.create(tag=tag, key=key)


def _date_back(post: Post, told: Told) -> None:
    """The dates that the tables put by themselves, as they were; nobody is told of them."""
    dates = {name: told.moment(name) for name in ("created_at", "updated_at", "binned_at")}
    facts: dict[str, Any] = {name: at for name, at in dates.items() if at}
    if post.status != Post.Status.BINNED:
        facts.pop("binned_at", None)
    Post.objects.filter(pk=post.pk).update(**facts, version=told.number("version") or post.version)


def _address(told: Told) -> dict[str, int]:
    said = told.facts.get("address")
    if not (isinstance(said, list) and len(said) == 2 and told.moment("published_at")):  # noqa: PLR2004
        return {}
    parts = {"address_year": (1, 9999), "address_month": (1, 12)}
    address = {
        name: number
        for (name, (lowest, highest)), number in zip(parts.items(), said, strict=True)
        if isinstance(number, int) and lowest <= number <= highest
    }
    return address if len(address) == len(parts) else {}


def _slug(said: str) -> str:
    return said if _SLUG.fullmatch(said) else plain_slug(said)[:94].strip("-")


def _set_if_sound(blog: Blog, name: str, value: object) -> None:
    """What the file says of the blog, where it is something a blog can be."""
    if name == "handle" or value is None:
        return
    field: Any = Blog._meta.get_field(name)
    try:
        setattr(blog, name, field.clean(value, blog))
    except (ValidationError, ValueError, TypeError):
        return
