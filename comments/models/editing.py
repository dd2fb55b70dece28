"""How the text of a comment is rendered, and how it is changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from comments.models.fields import CommentFields
from comments.signals import comment_changed
from cpdblog.lib.database.locking import Conflict, locked
from cpdblog.lib.markup import markdown
from posts.models.choices import Format
from posts.models.links import cached_lookup, known_hashtag_url, mention_url, own_hosts

if TYPE_CHECKING:
    from django.db import models

    from accounts.models import User
    from comments.models.decision import Decision
    from comments.models.revision import CommentRevisionQuerySet
    from cpdblog.lib.database.reverse import Reverse

EDITABLE_FOR = dt.timedelta(minutes=15)

EDITED_FIELDS = (
    "name",
    "email",
    "website",
    "source",
    "body_html",
    "renderer_version",
    "word_count",
    "updated_at",
    "edited_at",
    "edited_by_moderator",
)


class NoLongerEditable(Conflict):
    """A quarter of an hour is over, or somebody has decided about the comment."""


class EmptyComment(Exception):
    """Nothing can be seen of what was typed once it stands on the page."""


class EditingMixin(CommentFields):
    revisions: Reverse[CommentRevisionQuerySet]
    decisions: Reverse[models.Manager[Decision]]

    class Meta(CommentFields.Meta):
        abstract = True

    @property
    def has_visible_text(self) -> bool:
        return markdown.has_visible_text(self.body_html)

    @property
    def seems_editable(self) -> bool:
        """For its author: for a quarter of an hour, and while it is pending; `edit` checks more.
        What a moderator has corrected stays so.
        """
        if self.edited_by_moderator:
            return False
        is_fresh = timezone.now() < self.posted_at + EDITABLE_FOR
        return self.is_pending or (self.is_approved and is_fresh)

    @property
    def is_editable(self) -> bool:
        return self.seems_editable and not self.decisions.exists()

    def render(self, source: str) -> None:
        """Fills what is made from the source, and saves nothing."""
        self.source = markdown.normalise(source)
        self.body_html = self._html()
        self.renderer_version = markdown.RENDERER_VERSION
        self.word_count = markdown.word_count(self.body_html)

    def _html(self) -> str:
        if self.source_format == Format.HTML:
            return markdown.clean_comment_html(self.source, own_hosts=own_hosts())
        return markdown.render_comment(
            self.source,
            hashtag_url=cached_lookup(known_hashtag_url),
            mention_url=cached_lookup(mention_url),
            own_hosts=own_hosts(),
        )

    def write(self, source: str) -> None:
        self.render(source)
        # Once it stands, its state and place are not this method's to write: somebody may be
        # deciding about it at this moment.
        self.save(update_fields=None if self._state.adding else EDITED_FIELDS)

    def rewrite(self, source: str) -> None:
        self.write(source)
        comment_changed.send(type(self), comment=self)

    @locked
    def render_again(self) -> None:
        """The same text by the rules of today: nobody has edited it."""
        self.render(self.source)
        self.save(update_fields=["body_html", "renderer_version", "word_count"])
        comment_changed.send(type(self), comment=self)

    @locked
    def edit(self, source: str) -> None:
        """By its author; how it read before is kept. Raises NoLongerEditable, EmptyComment."""
        if not self.is_editable:
            raise NoLongerEditable
        self.replace(source, by=self.author)

    def replace(self, source: str, *, by: User | None) -> None:
        """Of one that is locked."""
        before, last = self.source, self.edited_at or self.posted_at
        if markdown.normalise(source) == before:
            return
        self.edited_at = timezone.now()
        self.revisions.create(source=before, written_at=last, replaced_by=by)
        self.rewrite(source)
        if not self.has_visible_text:
            raise EmptyComment
