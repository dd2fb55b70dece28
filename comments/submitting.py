"""From a valid form to a comment: sent twice it is one comment, sent too fast it is refused, and
guests may have to be approved.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.connections.email_linking import member_with_email
from comments import guests
from comments.limits import comment_limits
from comments.models import Comment
from community.context import community_context
from cpdblog.lib.database.locking import Conflict, lock
from cpdblog.lib.rate_limits import limits
from mail.addresses import normalise_email
from mail.outbox import send_email

if TYPE_CHECKING:
    from accounts.models import User
    from posts.models import Post

REPEAT_WITHIN = dt.timedelta(minutes=10)


class ReplyRefused(Exception):
    """The reply is not taken; `message` says why and `status` is the HTTP code that says so too."""

    def __init__(self, message: str, status: int, *, seconds: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.seconds = seconds  # until it may be tried again, where that is known


@dataclass(slots=True)
class Reply:
    post: Post
    source: str
    parent: Comment | None = None
    author: User | None = None
    address: str = ""  # where it comes from on the network; looked at, never stored
    key: str = ""
    signature: dict[str, Any] = field(default_factory=dict)
    is_known: bool = False  # a guest who proved to have been let in here before

    @property
    def email(self) -> str:
        return str(self.signature.get("email", ""))

    def submit(self) -> Comment:
        """The comment: a double click leads to the first one. Raises ReplyRefused."""
        key = self._digest()
        if first := self._first_with_key(key):
            return first
        try:
            self._refuse_repeated()
            return self._write(key)
        except (IntegrityError, ReplyRefused):
            # The same form may have arrived twice at once, and the other one was quicker.
            if first := self._first_with_key(key):
                return first
            raise

    @transaction.atomic
    def _write(self, key: str) -> Comment:
        self._refuse_too_fast()
        self._refuse_if_closed_since()
        comment = Comment.objects.submit(
            post=self.post,
            source=self.source,
            key=key,
            status=self._initial_status(),
            parent=self.parent,
            author=self.author,
            **self.signature,
        )
        if not comment.has_visible_text:
            raise ReplyRefused(_("Please enter a comment"), 422)
        if self._member_with_typed_email():
            self._email_member(comment)
        return comment

    def _member_with_typed_email(self) -> User | None:
        """The member whose address a guest has typed."""
        if self.author or not self.email:
            return None
        return member_with_email(self.email)

    def _email_member(self, comment: Comment) -> None:
        """By e-mail only: the page says of no address whether it is a member's."""
        address = guests.claim_address(comment)
        context = {**community_context(), "post": self.post, "url": f"{settings.SITE_URL}{address}"}
        send_email(
            "comments/email/your_address", to=self.email, context=context, is_unsolicited=True
        )

    def _refuse_if_closed_since(self) -> None:
        """Closed, binned or removed since the form was judged: what was promised then is kept."""
        try:
            self.post.lock_with_blog()
            if self.parent:
                lock(self.parent)
        except Conflict as conflict:
            raise ReplyRefused(str(conflict), conflict.status) from conflict
        if not self.post.takes_comments(at=timezone.now()):
            raise ReplyRefused(_("Sorry, comments are closed for this item."), 403)
        if not (self.author or self.post.blog.allows_guests):
            raise ReplyRefused(_("You must be logged in to post a comment."), 403)
        if self.parent and not self.parent.takes_replies:
            raise ReplyRefused(_("The comment you were answering has been removed."), 410)

    def _digest(self) -> str:
        """What makes two presses one: the same text in the same place by the same writer. A
        member's form adds a key of its own; a guest's page is the same for all and has none.
        """
        parent = self.parent.pk if self.parent else 0
        writer = f"{self.author.pk} {self.key}" if self.author else normalise_email(self.email)
        parts = [str(self.post.pk), str(parent), writer, self.source]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    def _first_with_key(self, key: str) -> Comment | None:
        first = self.post.comments.filter(key=key).first()
        if first is None:
            return None
        is_shown = first.is_approved or first.is_pending
        is_old = not self.author and first.posted_at < timezone.now() - REPEAT_WITHIN
        if is_old or not is_shown:
            raise ReplyRefused(_duplicate_message(), 409)
        return first

    def _refuse_repeated(self) -> None:
        if self.author is None:
            return  # a guest's text is the key, which was looked up already
        before = self.post.comments.filter(author=self.author)
        same = before.filter(parent=self.parent, source=self.source)
        if same.exclude(status=Comment.Status.REMOVED).exists():
            raise ReplyRefused(_duplicate_message(), 409)

    def _refuse_too_fast(self) -> None:
        if self.author and self.post.can_be_moderated_by(self.author):
            return
        counted = comment_limits(author=self.author, email=self.email, address=self.address)
        try:
            limits.take(*counted)
        except limits.TooMany as too_fast:
            message = _("You are posting comments too quickly. Slow down.")
            raise ReplyRefused(
                f"{message} {too_fast.message}", 429, seconds=too_fast.seconds
            ) from too_fast

    def _initial_status(self) -> str:
        if self._member_with_typed_email():
            return Comment.Status.PENDING
        if self.author or not self.post.blog.guests_need_approval(are_known=self.is_known):
            return Comment.Status.APPROVED
        return Comment.Status.PENDING


def _duplicate_message() -> str:
    return _("Duplicate comment detected; it looks as though you’ve already said that!")
