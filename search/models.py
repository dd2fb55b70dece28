"""What can be found: one row for each public post, comment, person and tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, kind: str, numbers: Iterable[int]) -> Self:
        return self.filter(kind=kind, object_id__in=numbers)

    def under(self, post_id: int) -> Self:
        """The post itself and what was said about it."""
        return self.filter(post_id=post_id)


class Document(models.Model):
    """What nobody but its writers may see has no row: it cannot be found, counted or quoted.

    The things are named by number and not by foreign key, so that deleting a post neither asks nor
    counts these rows; search/receivers.py takes them away.
    """

    class Kind(models.TextChoices):
        POST = "post", _("Post")
        COMMENT = "comment", _("Comment")
        PERSON = "person", _("Person")
        TAG = "tag", _("Tag")

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
