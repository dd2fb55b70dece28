"""How a post is edited: written, tagged, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction

from blogs.models.blog import Blog
from blogs.models.category import Category
from cpdblog.lib.database.locking import lock, locked
from posts.models.conflicts import (
    EditConflict,
    InTheBin,
    NothingToRead,
    PostMoved,
)
from posts.models.old_address import OldAddress
from posts.models.permalink import PermalinkMixin
from posts.models.revision import Revision
from posts.models.tag import Tag, TaggedPost
from posts.models.text import title_line
from posts.signals import post_changed, tags_left

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from accounts.models import User


COUNTER_FIELDS = {"comment_count", "like_count"}

STATE_FIELDS = {"status", "address_year", "address_month"}

EDITABLE_FIELDS = (
    "title",
    "source",
    "excerpt",
    "featured_image",
    "featured_alt",
    "slug",
    "kind",
    "canonical_url",
    "is_sticky",
    "comments_open",
)
RENDERED_FIELDS = {
    *("body_html", "featured_image", "featured_alt", "featured_html"),
    *("renderer_version", "word_count", "opening"),
}
TERM_FIELDS = {"tags", "categories"}


class EditingMixin(PermalinkMixin):
    class Meta(PermalinkMixin.Meta):
        abstract = True

    @transaction.atomic
    def write(self) -> None:
        """Save with the text rendered, as reading never renders; and with a slug.

        Leaves what others may have changed meanwhile: the state, the counters.
        """
        self.title = title_line(self.title)
        was_at = self.stored_place() if self.pk else None
        if self.pk is None:
            self._ensure_free_slug()
            self.save()  # its pk goes into the ids of its headings
        hashtags = self._render()
        self._ensure_free_slug()
        left_alone = COUNTER_FIELDS | STATE_FIELDS | {"id", "card"}
        names = {field.name for field in self._meta.concrete_fields}
        self.save(update_fields=names - left_alone)
        if was_at and was_at != self.place:
            OldAddress.objects.record(post_id=self.pk, blog_id=was_at.blog_id, path=was_at.path)
        self._note_hashtags(hashtags)
        post_changed.send(type(self), post=self)

    def lock_with_blog(self) -> None:
        """Lock the blog and the post, read again, until the transaction ends. Raises Conflict."""
        blog = Blog.objects.locked(self.blog_id)
        lock(self)
        if self.blog_id != blog.pk:
            raise PostMoved
        self.blog = blog

    @locked
    def render_again(self) -> None:
        """The same text, where what it shows has changed: no saving of the author's."""
        hashtags = self._render()
        self.save(update_fields=RENDERED_FIELDS)
        self._note_hashtags(hashtags)
        post_changed.send(type(self), post=self, is_news=False)

    @locked
    def apply_edit(
        self,
        fields: dict[str, Any],
        *,
        by: User,
        version: int | None = None,
        revision_kind: str = Revision.Kind.SAVED,
    ) -> None:
        """Write FIELDS, named as in editable_fields(), over the post as it is now; keep a revision.

        Raises EditConflict, with nothing written, where it is not at VERSION any more.
        """
        self.refuse_binned()
        if version is not None and version != self.version:
            raise EditConflict
        if not self._differs_from(fields):
            if revision_kind == Revision.Kind.SAVED and self.revisions.exists():
                self.revisions.note(by=by, kind=revision_kind)
            return
        self.set_terms(fields)  # first, so that a #hashtag in the text is noted again
        self._overwrite({name: fields[name] for name in fields if name not in TERM_FIELDS})
        self.revisions.note(by=by, kind=revision_kind)

    def _differs_from(self, fields: dict[str, Any]) -> bool:
        now = self.editable_fields()
        return any(
            value != (now[name] if name in now else getattr(self, name))
            for name, value in fields.items()
        )

    @locked
    def restore_revision(self, revision: Revision, *, by: User) -> None:
        """The text of REVISION, as a new version; the text it replaces stays as a revision."""
        self.refuse_binned()
        stood_empty = self.is_empty_in_public
        self._overwrite(revision.text_fields())
        if self.is_public_or_scheduled and not (stood_empty or self.has_visible_text):
            raise NothingToRead
        self.revisions.note(by=by, restored_from=revision.number)

    def _overwrite(self, fields: dict[str, Any]) -> None:
        self.revisions.keep_unrecorded_text()
        for name, value in fields.items():
            setattr(self, name, value)
        self.version += 1
        self.write()

    def refuse_binned(self) -> None:
        if self.status == self.Status.BINNED:
            raise InTheBin

    @transaction.atomic
    def set_tags(self, names: Iterable[str]) -> None:
        self._replace_tags(names)
        post_changed.send(type(self), post=self)

    def _replace_tags(self, names: Iterable[str]) -> None:
        tags = Tag.objects.called(names)
        listed = self.tagged.filter(is_in_text=False)
        self._remove_tags(listed.exclude(tag__in=tags))
        have = set(self.tagged.values_list("tag_id", flat=True))
        self.tagged.filter(tag__in=tags, is_in_text=True).update(is_in_text=False)
        TaggedPost.objects.bulk_create(
            [TaggedPost(content_object_id=self.pk, tag=tag) for tag in tags if tag.pk not in have]
        )

    def _note_hashtags(self, hashtags: list[str]) -> None:
        tags = Tag.objects.called(hashtags)
        self._remove_tags(self.tagged.filter(is_in_text=True).exclude(tag__in=tags))
        have = set(self.tagged.values_list("tag_id", flat=True))
        TaggedPost.objects.bulk_create(
            [
                TaggedPost(content_object_id=self.pk, tag=tag, is_in_text=True)
                for tag in tags
                if tag.pk not in have
            ]
        )

    def _remove_tags(self, tagged: models.QuerySet[TaggedPost]) -> None:
        gone = set(tagged.values_list("tag_id", flat=True))
        if gone:
            self.tagged.filter(tag__in=gone).delete()
            tags_left.send(Tag, tag_ids=gone)

    def editable_fields(self) -> dict[str, Any]:
        """What the editor shows and apply_edit() takes; tags and categories as lists of names."""
        return {
            **{name: getattr(self, name) for name in EDITABLE_FIELDS},
            "tags": self.tag_names() if self.pk else [],
            "categories": [str(one) for one in self.categories.by_name()] if self.pk else [],
        }

    def tag_names(self) -> list[str]:
        listed = self.tagged.filter(is_in_text=False).order_by("pk")
        return [str(row.tag) for row in listed.select_related("tag")]

    def set_terms(self, fields: dict[str, Any]) -> None:
        """Under the tags and the categories that are among FIELDS; nothing is rendered."""
        if "tags" in fields and fields["tags"] != self.tag_names():
            self._replace_tags(fields["tags"])
        if "categories" in fields:
            self.set_categories(fields["categories"])

    @transaction.atomic
    def set_categories(self, names: Iterable[str]) -> None:
        """The categories of the blog that have these names; new ones are made."""
        known = {str(one).casefold(): one for one in self.blog.categories.all()}
        names_by_key = {name.casefold(): name for name in names}
        self.categories.set(
            [known.get(key) or self._new_category(name) for key, name in names_by_key.items()]
        )

    @locked
    def submit_for_review(self, *, at: dt.datetime | None) -> None:
        """For a guest author, who cannot publish; None withdraws it from review."""
        if self.submitted_at is None or at is None:
            self.submitted_at = at
            self.save(update_fields=["submitted_at"])

    def _new_category(self, name: str) -> Category:
        try:
            return Category.objects.create_category(Category(blog=self.blog, name=name))
        except IntegrityError:  # somebody made it in this very moment
            return self.blog.categories.get(name__iexact=name)
