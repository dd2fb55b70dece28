"""A comment: its place in the thread, its signature, its state."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Identity, User
from blogs.models import Blog
from comments import threads
from comments.models.decision import Decision
from comments.signals import comment_changed
from cpdblog.lib.database.locking import Conflict, lock, locked
from cpdblog.lib.markup import markdown
from cpdblog.lib.text.handles import initials
from cpdblog.lib.text.plain import isolated
from mail.addresses import MailboxField
from posts.models import Post
from posts.models.links import known_hashtag_url, looked_up_once, mention_url, own_hosts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

LONGEST_COMMENT = 10_000
EDITABLE_FOR = dt.timedelta(minutes=15)


class TakenBack(Conflict):
    message = _("Its author has removed this comment, and it stays removed.")


class ThreadTooDeep(Exception):
    """The parent stands at the deepest level a thread may have."""


class NoLongerEditable(Conflict):
    """A quarter of an hour is over, or somebody has decided about the comment."""


class NotToClaim(Conflict):
    """It is somebody's already, or it was removed."""

    message = _("This comment is a member’s already, or it was removed.")


class SaysNothing(Exception):
    """Nothing can be seen of what was typed once it stands on the page."""


class EditedSince(Conflict):
    """The comment reads differently from what was judged."""


def _is(condition: models.Q) -> models.ExpressionWrapper[models.Q]:
    return models.ExpressionWrapper(condition, output_field=models.BooleanField())


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status=Comment.Status.APPROVED)

    def numbered(self) -> Self:
        """What has a place and answers the post itself: the numbers of a discussion are theirs."""
        return self.filter(is_numbered=True)

    def made_by_older_rules(self) -> Self:
        return self.filter(renderer_version__lt=markdown.RENDERER_VERSION)

    def pending(self) -> Self:
        return self.filter(is_waiting=True)

    def placed(self) -> Self:
        """What has a place in the discussion: approved comments, and the gaps that removed ones
        leave.
        """
        return self.filter(is_placed=True)

    def in_thread_order(self) -> Self:
        return self.order_by("path", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-posted_at", "-pk")

    def for_queue(self) -> Self:
        """The longest waiting first, with what a judge wants to see."""
        related = self.select_related("post__blog").order_by("posted_at", "pk")
        return related.defer("source", "post__source", "post__body_html")

    def known_by(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=keys)

    def with_author(self) -> Self:
        related = self.select_related("author", "identity", "parent")
        return related.defer("source", "author__bio", "parent__source", "parent__body_html")

    def giving_address_of(self, emails: Iterable[str]) -> Self:
        """What waits because a guest typed an address that is a member's, the newest first."""
        return self.pending().filter(author=None, email__in=list(emails)).newest_first()

    def for_its_author(self) -> Self:
        return self.select_related("post__blog", "author", "identity")

    def proving(self, *, blog: Blog, name: str, email: str) -> Self:
        """What somebody who signs as NAME said on BLOG and its people let in."""
        signed = self.approved().filter(blog=blog, author=None, name=name)
        return signed.filter(email__iexact=email)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Approved comments under posts that this person may see."""
        return self.approved().filter(post__in=Post.objects.visible_to(user))

    def waiting_for(self, user: User) -> Self:
        """Held comments that this person may approve, as Post.can_be_moderated_by: on blogs one
        edits, and under one's own posts on blogs one still writes on.
        """
        own = models.Q(post__author=user, blog__in=Blog.objects.written_with(user))
        return self.pending().filter(own | models.Q(blog__in=Blog.objects.written_by(user)))


_CommentManager = models.Manager.from_queryset(CommentQuerySet)


class CommentManager(_CommentManager["Comment"]):
    @transaction.atomic
    def submit(
        self,
        *,
        post: Post,
        source: str,
        key: str,
        status: str,
        parent: Comment | None = None,
        at: dt.datetime | None = None,
        **signature: Any,
    ) -> Comment:
        """Writes the comment into its place. Raises ThreadTooDeep, and IntegrityError for a KEY
        the post has seen.
        """
        depth = parent.depth + 1 if parent else 1
        if depth > threads.DEEPEST:
            raise ThreadTooDeep
        comment = self.model(
            post=post,
            blog_id=post.blog_id,
            parent=parent,
            depth=depth,
            key=key,
            status=status,
            posted_at=at or timezone.now(),
            **signature,
        )
        comment.write(source)
        own_step = threads.step(comment.posted_at, comment.pk)
        comment.path = (parent.path if parent else "") + own_step
        comment.save(update_fields=["path"])
        if comment.is_approved:
            comment.count_in(1)
        comment_changed.send(Comment, comment=comment)
        return comment


class Comment(models.Model):
    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting")
        APPROVED = "approved", _("Approved")
        SPAM = "spam", _("Spam")
        REMOVED = "removed", _("Removed")

    WRITTEN = (
        "name",
        "email",
        "website",
        "source",
        "body_html",
        "renderer_version",
        "word_count",
        "updated_at",
        "edited_at",
    )
    PLACED = (Status.APPROVED, Status.REMOVED)

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        PINGBACK = "pingback", _("Pingback")

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="comments", editable=False)
    post = models.ForeignKey(
        "posts.Post", models.CASCADE, related_name="comments", verbose_name=_("post")
    )
    parent = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    path = models.CharField(max_length=threads.STEP * threads.DEEPEST, editable=False, default="")
    depth = models.PositiveSmallIntegerField(editable=False, default=1)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    # Said as columns because SQLite picks a partial index only for words that stand in the query.
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
    is_waiting = models.GeneratedField(
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

    source = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST_COMMENT)])
    source_format = models.CharField(
        max_length=8, choices=Post.Format, default=Post.Format.MARKDOWN, editable=False
    )
    body_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False, default=0)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    key = models.CharField(max_length=64, editable=False)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)

    objects = CommentManager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["post", "key"], name="one_comment_per_key"),
            models.CheckConstraint(
                condition=models.Q(depth__gte=1, depth__lte=threads.DEEPEST),
                name="thread_not_too_deep",
            ),
            models.CheckConstraint(
                condition=models.Q(path="")
                | models.Q(Exact(Length("path"), models.F("depth") * threads.STEP)),
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
                fields=["post", "path"], condition=models.Q(is_waiting=True), name="thread_waiting"
            ),
            models.Index(
                fields=["blog", "posted_at"],
                condition=models.Q(is_waiting=True),
                name="blog_waiting",
            ),
            models.Index(fields=["status", "posted_at"], name="comments_by_status"),
            models.Index(fields=["posted_at"], name="comments_by_time"),
        ]

    def __str__(self) -> str:
        words = str(_("%(name)s on “%(post)s”"))
        return words % {"name": isolated(self.name), "post": self.post}

    def get_absolute_url(self) -> str:
        """Opens the page of the discussion that this comment stands on."""
        return reverse("comments:permalink", args=[self.pk])

    @property
    def anchor(self) -> str:
        return f"comment-{self.pk}"

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def is_pending(self) -> bool:
        return self.status == self.Status.PENDING

    @property
    def is_removed(self) -> bool:
        return self.status == self.Status.REMOVED

    @property
    def is_by_a_guest(self) -> bool:
        return self.author_id is None and self.kind == self.Kind.COMMENT

    @property
    def plain_name(self) -> str:
        """Who it is by, for a line of plain text."""
        name = isolated(self.name)
        return str(_("%(name)s (guest)")) % {"name": name} if self.is_by_a_guest else name

    @property
    def takes_replies(self) -> bool:
        return self.is_approved and self.depth < threads.DEEPEST

    @property
    def avatar(self) -> Any:
        """The picture it was signed with: the identity's, else the member's own, else none."""
        if self.identity:
            return self.identity.avatar or (self.author.avatar if self.author else None)
        return self.author.avatar if self.author else None

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def link(self) -> str:
        """Where the name leads: the member's page, else the website given."""
        if self.author and self.author.is_active:
            return self.author.get_absolute_url()
        return self.website

    @property
    def local_posted_at(self) -> dt.datetime:
        return self.posted_at.astimezone(self.post.blog.zone)

    @property
    def says_something(self) -> bool:
        return markdown.shows_something(self.body_html)

    @property
    def imported_signature(self) -> str:
        """The account elsewhere that an import names, as "ORCID, Ada Kowalczyk"; else empty."""
        said = [self.imported_identity.get(part) for part in ("provider_name", "name")]
        return ", ".join(str(part) for part in said if part)

    def is_by(self, user: User | AnonymousUser) -> bool:
        return self.author_id is not None and self.author_id == user.pk

    @property
    def version(self) -> str:
        """Changes with every edit: what is judged is what was read."""
        return self.edited_at.isoformat() if self.edited_at else ""

    @property
    def seems_editable(self) -> bool:
        """For its author: a quarter of an hour long, and while it waits; `edit` asks more."""
        is_fresh = timezone.now() < self.posted_at + EDITABLE_FOR
        return self.is_pending or (self.is_approved and is_fresh)

    @property
    def is_editable(self) -> bool:
        return self.seems_editable and not self.decisions.exists()

    def can_be_decided_by(self, user: User | AnonymousUser) -> bool:
        return self.post.can_be_moderated_by(user)

    def can_be_removed_by(self, user: User | AnonymousUser) -> bool:
        is_own = self.is_by(user) and (self.is_approved or self.is_pending)
        return is_own or self.can_be_decided_by(user)

    def render(self, source: str) -> None:
        """Fills what is made from the source, and saves nothing."""
        self.source = markdown.normalise(source)
        self.body_html = self._html()
        self.renderer_version = markdown.RENDERER_VERSION
        self.word_count = markdown.word_count(self.body_html)

    def write(self, source: str) -> None:
        self.render(source)
        # Once it stands, its state and place are not this method's to write: somebody may be
        # deciding about it at this moment.
        self.save(update_fields=None if self._state.adding else self.WRITTEN)

    def _html(self) -> str:
        if self.source_format == Post.Format.HTML:
            return markdown.clean_comment_html(self.source, own_hosts=own_hosts())
        return markdown.render_comment(
            self.source,
            hashtag_url=looked_up_once(known_hashtag_url),
            mention_url=looked_up_once(mention_url),
            own_hosts=own_hosts(),
        )

    @locked
    def render_anew(self) -> None:
        """The same words by the rules of today: nobody has edited them."""
        self.render(self.source)
        self.save(update_fields=["body_html", "renderer_version", "word_count"])
        comment_changed.send(Comment, comment=self)

    def rewrite(self, source: str) -> None:
        self.write(source)
        comment_changed.send(Comment, comment=self)

    @locked
    def edit(self, source: str) -> None:
        """By its author; what it read like before is kept. Raises NoLongerEditable, SaysNothing."""
        if not self.is_editable:
            raise NoLongerEditable
        before, last = self.source, self.edited_at or self.posted_at
        if markdown.normalise(source) == before:
            return
        self.edited_at = timezone.now()
        self.revisions.create(source=before, written_at=last)
        self.rewrite(source)
        if not self.says_something:
            raise SaysNothing

    @transaction.atomic
    def approve(self, *, by: User, version: str | None = None) -> None:
        """What its author took back stays taken back: raises TakenBack. With the VERSION that was
        read, another one is not approved: raises EditedSince.
        """
        self.lock_with_post()
        if version not in {None, self.version}:
            raise EditedSince
        self._decide(Decision.Kind.APPROVED, by=by)

    def mark_as_spam(self, *, by: User) -> None:
        self._decide(Decision.Kind.SPAM, by=by)

    def remove(self, *, by: User) -> None:
        """What was said and who said it are shown no more."""
        self._decide(Decision.Kind.REMOVED, by=by, is_own=self.is_by(by))

    @transaction.atomic
    def claim(self, *, by: User) -> None:
        """What somebody said as a guest becomes theirs, and waits no longer than any member's.
        Raises NotToClaim.
        """
        self.lock_with_post()
        if not (self.is_by_a_guest and (self.is_pending or self.is_approved)):
            raise NotToClaim
        was_approved = self.is_approved
        self.author, self.name, self.email, self.website = by, str(by)[:80], "", ""
        if not self.decisions.exists():
            self.status = self.Status.APPROVED
        self.save(update_fields=["author", "name", "email", "website", "status", "updated_at"])
        self.count_in(self.is_approved - was_approved)
        comment_changed.send(Comment, comment=self)

    @transaction.atomic
    def disown(self, *, by: User) -> None:
        """Somebody else gave the address of BY: what was said with it goes. Raises NotToClaim."""
        self.lock_with_post()
        if not (self.is_by_a_guest and (self.is_pending or self.is_approved)):
            raise NotToClaim
        self._decide(Decision.Kind.REMOVED, by=by)

    def withdraw(self) -> None:
        """Taken back by its author, who need not be a member."""
        self._decide(Decision.Kind.REMOVED, by=self.author, is_own=True)

    @transaction.atomic
    def _decide(self, decision: str, *, by: User | None, is_own: bool = False) -> None:
        self.lock_with_post()
        status = self.status_after(decision)
        if self.status == status:
            return
        if self.removed_by_author:
            raise TakenBack
        was_approved = self.is_approved
        self.status = status
        self.removed_by_author = is_own
        self.save(update_fields=["status", "removed_by_author", "updated_at"])
        self.count_in(self.is_approved - was_approved)
        Decision.objects.create(comment=self, by=by, kind=decision)
        comment_changed.send(Comment, comment=self)

    def lock_with_post(self) -> None:
        """Both as they are now: an answer under it is written before or after, never meanwhile."""
        post = self.post
        lock(post)
        lock(self)
        self.post = post

    def status_after(self, decision: str) -> str:
        """A comment that was public or answered leaves its place; any other is simply out of
        sight, and so is spam that nobody answered.
        """
        if decision == Decision.Kind.APPROVED:
            return self.Status.APPROVED
        is_answered = self.replies.exclude(status=self.Status.SPAM).exists()
        was_public = self.status in self.PLACED and decision == Decision.Kind.REMOVED
        return self.Status.REMOVED if is_answered or was_public else self.Status.SPAM

    def count_in(self, step: int) -> None:
        if step:
            Post.objects.filter(pk=self.post_id).update(
                comment_count=models.F("comment_count") + step
            )
