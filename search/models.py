"""What can be found: one row for each public post, comment, person and tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.folding import indexed

if TYPE_CHECKING:
    from collections.abc import Iterable


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, kind: str, object_ids: Iterable[int]) -> Self:
        return self.filter(kind=kind, object_id__in=object_ids)

    def under(self, post_id: int) -> Self:
        """The post itself and its comments."""
        return self.filter(post_id=post_id)

    def bodies(self, ids: Iterable[int]) -> dict[int, str]:
        return dict(self.filter(pk__in=ids).values_list("pk", "body"))


class Document(models.Model):
    """What nobody but its writers may see has no row: it cannot be found, counted or quoted.

    The things are named by primary key and not by foreign key, so that deleting a post
    neither asks nor counts these rows; search/receivers.py takes them away.
    """

    class Kind(models.TextChoices):
        POST = "post", _("Post")
        COMMENT = "comment", _("Comment")
        PERSON = "person", _("Person")
        TAG = "tag", _("Tag")
        BLOG = "blog", _("Blog")

    # The short facts first: SQLite reads a row from its beginning and leaves long texts unread.
    kind = models.CharField(max_length=7, choices=Kind)
    object_id = models.PositiveBigIntegerField()
    post_id = models.PositiveBigIntegerField(null=True)
    blog_id = models.PositiveBigIntegerField(null=True)
    dated_at = models.DateTimeField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    tags = models.TextField(blank=True)
    body = models.TextField(blank=True)
    # The same as search.folding makes it: what the databases index.
    title_words = models.TextField(blank=True)
    author_words = models.TextField(blank=True)
    tags_words = models.TextField(blank=True)
    body_words = models.TextField(blank=True)

    objects = models.Manager.from_queryset(DocumentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_document_per_thing")
        ]
        indexes = [
            models.Index(fields=["post_id"], name="document_of_post"),
            # With what a search is narrowed to, so that walking it reads no row in vain.
            models.Index(
                fields=["dated_at", "id", "kind", "blog_id", "year"], name="document_by_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    def fold(self) -> None:
        for name in ("title", "author", "tags", "body"):
            setattr(self, f"{name}_words", indexed(getattr(self, name)))


class WordQuerySet(models.QuerySet["Word"]):
    def like(self, folded: str, *, most: int) -> list[tuple[str, str]]:
        """Folded and as written: words of about this length that begin with its first letters."""
        near = self.filter(
            initial__in=set(folded[:2]), length__range=(len(folded) - 2, len(folded) + 2)
        )
        return list(near.values_list("folded", "text")[:most])


class Word(models.Model):
    """A word that stood in a document once: what a misspelt one may be meant to be."""

    SHORTEST, LONGEST = 3, 30

    folded = models.CharField(max_length=LONGEST, unique=True)
    text = models.CharField(max_length=LONGEST)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    objects = models.Manager.from_queryset(WordQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["initial", "length"], name="word_by_shape")]

    def __str__(self) -> str:
        return self.text
