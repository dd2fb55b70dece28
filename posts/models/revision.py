"""Revisions: one for every saving, fewer where one person only went on typing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models.limits import MAX_ALT_LENGTH, MAX_IMAGE_URL_LENGTH, MAX_TITLE_LENGTH

if TYPE_CHECKING:
    from accounts.models import User
    from posts.models.post import Post
    from posts.models.text import PostTextMixin

SITTING = dt.timedelta(minutes=10)
READ = ("title", "source", "source_format", "excerpt", "featured_image", "featured_alt")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")

    def for_list(self) -> Self:
        return self.select_related("by").defer("source", "excerpt").newest_first()

    def of_version(self, version: int) -> Self:
        """What the post reads like at VERSION: a saving that changed no word made no row."""
        newest = self.filter(number__lte=version).newest_first().values("pk")[:1]
        return self.filter(pk__in=newest)

    def before(self, number: int) -> Self:
        return self.filter(number__lt=number).select_related("by").newest_first()

    def mark_public(self) -> None:
        self.update(was_public=True)


_RevisionManager = models.Manager.from_queryset(RevisionQuerySet)


class RevisionManager(_RevisionManager["Revision"]):
    """Its verbs are those of `post.revisions`."""

    instance: Post

    @transaction.atomic
    def note(
        self,
        *,
        by: User | None,
        kind: str = "saved",
        restored_from: int | None = None,
    ) -> Revision:
        """Keeps the post as it reads now, under its present `version`.

        While one person types, what was saved by itself makes way for what they saved next:
        one row for ten minutes. What was public, put back or saved by others always stays.
        """
        post, last = self.instance, self.newest_first().first()
        if last and last.has_same_text_as(post) and restored_from is None:
            return last.note_unchanged(post, kind=kind)
        if last and last.number >= post.version:
            post.version = last.number + 1
            post.save(update_fields=["version"])
        facts = {name: getattr(post, name) for name in (*READ, "word_count")}
        facts |= {"kind": kind, "was_public": post.is_published}
        if last and restored_from is None and last.is_superseded_by(by, at=timezone.now()):
            return last.replace(number=post.version, **facts)
        return self.create(number=post.version, by=by, restored_from=restored_from, **facts)

    def present(self) -> Revision:
        """The newest revision, or an unsaved one of the text that no revision holds yet."""
        post, last = self.instance, self.select_related("by").newest_first().first()
        if last and last.has_same_text_as(post):
            return last
        number = max(post.version, last.number + 1 if last else 1)
        facts = {name: getattr(post, name) for name in (*READ, "word_count")}
        return self.model(
            post=post,
            number=number,
            by=None if last else post.author,
            kind=Revision.Kind.FOUND,
            was_public=post.is_published,
            created_at=post.updated_at,
            **facts,
        )

    def keep_unrecorded_text(self) -> None:
        """The text that is about to be written over, where nobody kept it: brought in from
        elsewhere, or written before there were revisions.
        """
        post, last = self.instance, self.newest_first().first()
        if last and last.has_same_text_as(post):
            return
        found = self.note(by=None if last else post.author, kind=Revision.Kind.FOUND)
        self.filter(pk=found.pk).update(begun_at=post.updated_at, created_at=post.updated_at)


class Revision(models.Model):
    """A post as it read after one saving; `number` is the post's `version` of that moment."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("Saved")
        AUTOSAVED = "autosaved", _("Saved by itself")
        FOUND = "found", _("As it was found")

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.SAVED)
    was_public = models.BooleanField(default=False)
    restored_from = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=MAX_TITLE_LENGTH, blank=True)
    source = models.TextField(blank=True)
    source_format = models.CharField(max_length=8, default="markdown")
    excerpt = models.TextField(blank=True)
    featured_image = models.CharField(max_length=MAX_IMAGE_URL_LENGTH, blank=True)
    featured_alt = models.CharField(max_length=MAX_ALT_LENGTH, blank=True)
    word_count = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(default=timezone.now)  # of a sitting whose savings it replaced
    created_at = models.DateTimeField(default=timezone.now)

    objects = RevisionManager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="one_revision_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.number}"

    def has_same_text_as(self, post: PostTextMixin | Revision) -> bool:
        return all(getattr(self, name) == getattr(post, name) for name in READ)

    def text_fields(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in READ}

    def is_superseded_by(self, by: User | None, *, at: dt.datetime) -> bool:
        is_passing = self.kind == self.Kind.AUTOSAVED and not self.was_public
        is_same_person = by is not None and self.by_id == by.pk
        return is_passing and is_same_person and at - self.begun_at < SITTING

    def replace(self, **facts: Any) -> Revision:
        for name, value in facts.items():
            setattr(self, name, value)
        self.created_at = timezone.now()
        self.save()
        return self

    def note_unchanged(self, post: Post, *, kind: str) -> Revision:
        """Saved once more with the same text: on purpose now, or public by now."""
        if self.kind == self.Kind.AUTOSAVED and kind == self.Kind.SAVED:
            self.kind = kind
        self.was_public = self.was_public or post.is_published
        self.save(update_fields=["kind", "was_public"])
        return self
