"""Imports an export of a community like this one, so that the blog is what it was there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from blogs.models import Blog, BlogMember, Category
from blogs.models.category import MAX_CATEGORY_LENGTH
from cpdblog.lib.text.combining import MARKS
from cpdblog.lib.text.plain import one_line
from cpdblog.lib.text.slugs import base_slug
from posts.models import Like, Post, Revision, Tag, TagAlias
from posts.models.limits import (
    MAX_ALT_LENGTH,
    MAX_EXCERPT_LENGTH,
    MAX_IMAGE_URL_LENGTH,
    MAX_SLUG_LENGTH,
    MAX_SOURCE_LENGTH,
    MAX_TAG_LENGTH,
    MAX_TITLE_LENGTH,
    MAX_URL_LENGTH,
)
from transfer.exporters.archive.fields import BLOG_FIELDS
from transfer.importers.archive.comments import Thread
from transfer.importers.archive.images import ImageLibrary
from transfer.importers.archive.people import MemberFinder
from transfer.importers.archive.reader import ArchivedPost, CpdblogReader
from transfer.importers.common.people import clean_url
from transfer.importers.common.post_importer import (
    STAYS_DRAFT_NOTE,
    PostImporter,
    save_old_addresses,
    set_imported_status,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.common.items import ImportedPost, SkippedItem
    from transfer.importers.common.json_fields import JSONFields
    from transfer.importers.common.report import Report

_SLUG = re.compile(rf"[-\w{MARKS}]{{1,{MAX_SLUG_LENGTH}}}")
_IMPORTED_ROLES = {BlogMember.Role.EDITOR, BlogMember.Role.AUTHOR, BlogMember.Role.GUEST}


class ArchiveImporter(PostImporter):
    """The reader must be a CpdblogReader."""

    def run(self) -> Iterator[ImportedPost | SkippedItem]:
        reader = self.reader
        assert isinstance(reader, CpdblogReader)  # noqa: S101 - READERS and IMPORTERS pair them
        self.blog_json = reader.blog_json
        profiles = {row.text("handle", 40): row for row in self.blog_json.objects("people")}
        members = {row.text("person", 40) for row in self.blog_json.objects("members")}
        self.members = MemberFinder(self.people, profiles, members)
        self.images = ImageLibrary(reader, self.people.owner, self.report, is_trial=self.is_trial)
        if not self.is_trial:
            self.images.import_all(self._blog())
        yield from super().run()

    def _import_images(self, item: ImportedPost, report: Report) -> None:
        """They came before the first post; its text shows them where they are now."""
        item.source = self.images.with_new_urls(item.source)
        assert isinstance(item, ArchivedPost)  # noqa: S101
        item.featured_image, item.featured_alt = self._featured(item.fields)

    def _featured(self, fields: JSONFields) -> tuple[str, str]:
        address = self.images.with_new_urls(fields.text("featured_image", MAX_IMAGE_URL_LENGTH))
        return address, fields.text("featured_alt", MAX_ALT_LENGTH)

    def _save(self, item: ImportedPost, report: Report) -> None:
        assert isinstance(item, ArchivedPost)  # noqa: S101 - the reader yields nothing else
        self.members.forget()
        blog = self._blog()
        key = item.fields.text("imported_from", 255) or self._key(item)
        post = self._existing_post(blog, item, key)
        counts = report.existing if post else report.imported
        counts[f"{item.kind}s"] += 1
        is_new = post is None
        post = post or self._create_post(blog, item, key, report)
        existing = {} if is_new else {comment.key: comment for comment in post.comments.all()}
        thread = Thread(post, self.members, report, existing)
        for kind, fields in item.rows:
            if kind == "comment":
                thread.add(fields)
            elif is_new:
                self._import_revision(post, fields)
        if is_new:
            _restore_dates(post, item.fields)

    def _existing_post(self, blog: Blog, item: ArchivedPost, key: str) -> Post | None:
        """Imported before; or, where the file was made here, the very post."""
        post = blog.posts.imported_as(key).first()
        if post or self.blog_json.nested("community").text("url", 200) != settings.SITE_URL:
            return post
        created_at = item.fields.datetime("created_at")
        if created_at is None:
            return None
        return blog.posts.filter(pk=int(item.source_id), created_at=created_at).first()

    @transaction.atomic
    def _blog(self) -> Blog:
        blog = Blog.objects.filter(handle=self.handle).first()
        return blog or self._create_blog()

    def _create_blog(self) -> Blog:
        blog_fields = self.blog_json.nested("blog")
        blog = Blog(handle=self.handle, title=self.handle)
        for name in BLOG_FIELDS:
            _set_if_valid(blog, name, blog_fields.data.get(name))
        if blog_fields.data.get("guests_wait") is False:  # as older files say it
            blog.what_waits = Blog.Approval.NONE
        blog.closed_at = blog_fields.datetime("closed_at")
        Blog.objects.create_blog(blog, owner=self.people.owner)
        if created_at := blog_fields.datetime("created_at"):
            Blog.objects.filter(pk=blog.pk).update(created_at=created_at)
        for row in self.blog_json.objects("categories"):
            self._category(blog, *_name_and_slug(row))
        if self.people.finds_members:  # a host vouches for the file
            self._add_members(blog)
            _import_tags(self.blog_json.objects("tags"))
        return blog

    def _add_members(self, blog: Blog) -> None:
        """Everybody whom the file names, before a text mentions them; and the roles they had."""
        for handle in self.members.profiles:
            self.members.find(handle, blog)
        for row in self.blog_json.objects("members"):
            role = row.choice("role", _IMPORTED_ROLES, BlogMember.Role.AUTHOR)
            person = self.members.find(row.text("person", 40), blog)
            if person:
                blog.members.join(person, role=role)

    def _category(self, blog: Blog, name: str, slug: str) -> Any:
        name = one_line(name)
        known = blog.categories.filter(name__iexact=name).first() if name else None
        if known or not name:
            return known
        is_free = _SLUG.fullmatch(slug) and not blog.categories.filter(slug=slug).exists()
        category = Category(blog=blog, name=name, slug=slug if is_free else "")
        return Category.objects.create_category(category)

    def _create_post(self, blog: Blog, item: ImportedPost, key: str, report: Report) -> Post:
        assert isinstance(item, ArchivedPost)  # noqa: S101
        fields = item.fields
        post = Post.objects.draft(
            blog=blog,
            author=self.members.author(fields.text("author", 40), blog),
            kind=item.kind,
            title=item.title,
            slug=_slug(fields.text("slug", MAX_SLUG_LENGTH)),
            source=item.source,
            source_format=item.source_format,
            excerpt=fields.text("excerpt", MAX_EXCERPT_LENGTH),
            featured_image=item.featured_image,
            featured_alt=item.featured_alt,
            is_sticky=fields.boolean("is_sticky"),
            comments_open=fields.boolean("comments_open", default=True),
            canonical_url=clean_url(
                fields.text("canonical_url", MAX_URL_LENGTH + 1), max_length=MAX_URL_LENGTH
            ),
            published_at=item.at,
            imported_from=key,
            **_address(fields),
        )
        self._add_terms(post, fields)
        self._set_status(post, item, report)
        save_old_addresses(post, item)
        self._import_likes(post, fields, report)
        return post

    def _add_terms(self, post: Post, fields: JSONFields) -> None:
        categories = map(_name_and_slug, self.blog_json.objects("categories"))
        names = {slug: name for name, slug in categories}
        for slug in fields.strings("categories", MAX_CATEGORY_LENGTH):
            if category := self._category(post.blog, names.get(slug, slug), slug):
                post.categories.add(category)
        post.set_tags(fields.strings("tags", MAX_TAG_LENGTH))

    def _set_status(self, post: Post, item: ArchivedPost, report: Report) -> None:
        is_binned = item.status == Post.Status.BINNED
        binned_from = item.fields.choice("binned_from", Post.Status.values, Post.Status.DRAFT)
        status = binned_from if is_binned else item.status
        if not set_imported_status(post, status, date=item.at, at=self.at):
            report.note(f"{item.name}: {STAYS_DRAFT_NOTE}", place=item.place)
        if is_binned:
            post.bin()

    def _import_likes(self, post: Post, fields: JSONFields, report: Report) -> None:
        for row in fields.objects("likes"):
            person = self.members.find(row.text("by", 40), post.blog)
            if person is None:
                reason = "likes of people who are not known here"
                report.skip("", reason, place="", is_listed=False)
                continue
            post.import_like(by=person)
            if at := row.datetime("at"):
                Like.objects.filter(post=post, user=person).update(created_at=at)

    def _import_revision(self, post: Post, fields: JSONFields) -> None:
        number = fields.integer("number")
        if number is None or post.revisions.filter(number=number).exists():
            return
        handle = fields.text("by", 40)
        created_at = fields.datetime("created_at") or post.created_at
        featured_image, featured_alt = self._featured(fields)
        Revision.objects.create(
            post=post,
            number=number,
            by=self.members.find(handle, post.blog) if handle else None,
            kind=fields.choice("kind", Revision.Kind.values, Revision.Kind.SAVED),
            was_public=fields.boolean("was_public"),
            restored_from=fields.integer("restored_from"),
            title=fields.text("title", MAX_TITLE_LENGTH),
            source=self.images.with_new_urls(fields.text("source", MAX_SOURCE_LENGTH)),
            source_format=fields.choice("format", Post.Format.values, Post.Format.MARKDOWN),
            excerpt=fields.text("excerpt", MAX_EXCERPT_LENGTH),
            featured_image=featured_image,
            featured_alt=featured_alt,
            word_count=fields.integer("word_count") or 0,
            begun_at=fields.datetime("begun_at") or created_at,
            created_at=created_at,
        )


def _import_tags(rows: list[JSONFields]) -> None:
    """With their spelling and slug; a tag that exists here stays as it is."""
    for row in rows:
        name, slug = one_line(row.text("name", MAX_TAG_LENGTH)), row.text("slug", 100)
        if not name:
            continue
        tag = Tag.objects.known_as(name).first()
        if tag is None:
            is_free = _SLUG.fullmatch(slug) and not Tag.objects.at(slug).exists()
            tag = Tag.objects.create(name=name, slug=slug if is_free else "")
        for key in row.strings("aliases", 100):
            if one_line(key) and not Tag.objects.known_as(key).exists():
                TagAlias.objects.create(tag=tag, key=key)


def _restore_dates(post: Post, fields: JSONFields) -> None:
    """The dates that the models set by themselves, as they were; no signal is sent."""
    dates = {name: fields.datetime(name) for name in ("created_at", "updated_at", "binned_at")}
    values: dict[str, Any] = {name: at for name, at in dates.items() if at}
    if post.status != Post.Status.BINNED:
        values.pop("binned_at", None)
    values["version"] = fields.integer("version") or post.version
    Post.objects.filter(pk=post.pk).update(**values)


def _name_and_slug(category: JSONFields) -> tuple[str, str]:
    return category.text("name", MAX_CATEGORY_LENGTH), category.text("slug", MAX_CATEGORY_LENGTH)


def _address(fields: JSONFields) -> dict[str, int]:
    value = fields.data.get("address")
    if not (isinstance(value, list) and len(value) == 2 and fields.datetime("published_at")):  # noqa: PLR2004
        return {}
    parts = {"address_year": (1, 9999), "address_month": (1, 12)}
    address = {
        name: part
        for (name, (minimum, maximum)), part in zip(parts.items(), value, strict=True)
        if isinstance(part, int) and minimum <= part <= maximum
    }
    return address if len(address) == len(parts) else {}


def _slug(slug: str) -> str:
    return slug if _SLUG.fullmatch(slug) else base_slug(slug, length=MAX_SLUG_LENGTH)


def _set_if_valid(blog: Blog, name: str, value: object) -> None:
    """Unless the field refuses the value."""
    if name == "handle" or value is None:
        return
    field: Any = Blog._meta.get_field(name)
    try:
        setattr(blog, name, field.clean(value, blog))
    except (ValidationError, ValueError, TypeError):
        return
