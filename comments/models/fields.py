"""All that the database keeps of a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Identity
from comments import thread_paths
from comments.models.choices import Kind, Status
from comments.models.comment_queries import CommentManager
from mail.addresses import MailboxField
from posts.models.choices import Format

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

MAX_COMMENT_LENGTH = 10_000


def _is(condition: models.Q) -> models.ExpressionWrapper[models.Q]:
    return models.ExpressionWrapper(condition, output_field=models.BooleanField())


class CommentFields(models.Model):
    Status, Kind = Status, Kind
    PLACED = (Status.APPROVED, Status.REMOVED)  # these have a place in the discussion

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="comments", editable=False)
    post = models.ForeignKey(
        "posts.Post", models.CASCADE, related_name="comments", verbose_name=_("post")
    )
    parent = models.ForeignKey(
        "comments.Comment",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    path = models.CharField(
        max_length=thread_paths.STEP_LENGTH * thread_paths.MAX_DEPTH, editable=False, default=""
    )
    depth = models.PositiveSmallIntegerField(editable=False, default=1)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    # Columns because SQLite picks a partial index only for a condition that stands in the query.
    is_placed = models.GeneratedField(
        expression=_is(models.Q(status__in=["approved", "removed"])),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    is_numbered = models.GeneratedField(
        expression=_is(models.Q(status__in=["approved", "removed"], parent__isnull=True)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    is_pending = models.GeneratedField(
        expression=_is(models.Q(status="pending")),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    removed_by_author = models.BooleanField(default=False, editable=False)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("member"),
    )
    identity = models.ForeignKey(
        Identity, models.SET_NULL, null=True, blank=True, related_name="comments", editable=False
    )
    signed_with = models.CharField(_("signed with"), max_length=80, blank=True, editable=False)
    # What a file says of the account it was signed with there: text that nobody here has proved.
    imported_identity = models.JSONField(default=dict, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    email = MailboxField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    source = models.TextField(_("text"), validators=[MaxLengthValidator(MAX_COMMENT_LENGTH)])
    source_format = models.CharField(
        max_length=8, choices=Format, default=Format.MARKDOWN, editable=False
    )
    body_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False, default=0)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    key = models.CharField(max_length=64, editable=False)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    edited_by_moderator = models.BooleanField(default=False, editable=False)

    objects = CommentManager()

    class Meta:
        abstract = True
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["post", "key"], name="one_comment_per_key"),
            models.CheckConstraint(
                condition=models.Q(depth__gte=1, depth__lte=thread_paths.MAX_DEPTH),
                name="thread_not_too_deep",
            ),
            models.CheckConstraint(
                condition=models.Q(path="")
                | models.Q(Exact(Length("path"), models.F("depth") * thread_paths.STEP_LENGTH)),
                name="path_has_a_step_per_level",
            ),
        ]
        indexes = [
            models.Index(
                fields=["post", "path"], condition=models.Q(is_placed=True), name="thread_order"
            ),
            models.Index(
                fields=["post", "path"],
                condition=models.Q(is_numbered=True),
                name="thread_numbers",
            ),
            models.Index(
                fields=["post", "path"], condition=models.Q(is_pending=True), name="thread_pending"
            ),
            models.Index(
                fields=["blog", "posted_at"],
                condition=models.Q(is_pending=True),
                name="blog_pending",
            ),
            models.Index(fields=["status", "posted_at"], name="comments_by_status"),
            models.Index(fields=["posted_at"], name="comments_by_time"),
            models.Index(fields=["email", "posted_at"], name="comments_by_email"),
        ]

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def is_removed(self) -> bool:
        return self.status == self.Status.REMOVED

    @property
    def is_by_a_guest(self) -> bool:
        return self.author_id is None and self.kind == self.Kind.COMMENT

    def is_by(self, user: User | AnonymousUser) -> bool:
        return self.author_id is not None and self.author_id == user.pk
