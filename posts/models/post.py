"""A post: drafted, published, read at an address that never moves."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blogs.models.member import BlogMember
from cpdblog.lib.database.locking import locked
from posts.models.conflicts import (
    AlreadyPublished,
    NotInTheBin,
    NotPublished,
)
from posts.models.editing import STATE_FIELDS
from posts.models.like import Like
from posts.models.preview_link import PreviewLinkMixin
from posts.signals import post_changed, post_liked, post_unliked

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


DAYS_IN_THE_BIN = 30

BIN_FIELDS = {"status", "binned_at", "binned_from"}

NOTHING_TO_READ = _(
    "Nothing of the text can be seen yet. Write a line or add an image, or keep it as a draft."
)


class Post(PreviewLinkMixin):
    class Meta(PreviewLinkMixin.Meta):
        pass

    def __str__(self) -> str:
        return self.headline

    def is_due(self, *, at: dt.datetime) -> bool:
        is_past = self.published_at is not None and self.published_at <= at
        return is_past and self.status == self.Status.SCHEDULED

    def can_be_edited_by(self, user: User | AnonymousUser) -> bool:
        """Its author may, and who runs the blog; a guest author until it is out."""
        return self.status != self.Status.BINNED and self.can_be_managed_by(user)

    def can_be_managed_by(self, user: User | AnonymousUser) -> bool:
        """May this person decide about the post, in the bin or out of it?"""
        return self.blog.closed_at is None and self.can_be_managed_as(self.blog.role_of(user), user)

    def can_be_managed_as(self, role: str, user: User | AnonymousUser) -> bool:
        """As can_be_managed_by, for a ROLE that was read already."""
        if role in BlogMember.SEES_ALL:
            return True
        is_out = {self.status, self.binned_from} & {self.Status.PUBLISHED, self.Status.SCHEDULED}
        is_own = bool(role) and self.author_id == user.pk
        return is_own and (role in BlogMember.PUBLISHES or not is_out)

    def takes_comments(self, *, at: dt.datetime) -> bool:
        if not (self.comments_open and self.is_published and self.published_at):
            return False
        if self.blog.is_closed:
            return False
        days = self.blog.close_after_days
        return days is None or at < self.published_at + dt.timedelta(days=days)

    def neighbours(self) -> tuple[Post | None, Post | None]:
        """The published posts of the blog just before and just after this one."""
        if self.kind == self.Kind.PAGE or not self.is_published:
            return None, None
        others = self.blog.posts.published().posts()
        here = (self.published_at, self.pk)
        before = models.Q(published_at__lt=here[0]) | models.Q(published_at=here[0], pk__lt=here[1])
        after = models.Q(published_at__gt=here[0]) | models.Q(published_at=here[0], pk__gt=here[1])
        nearest = models.Q(pk=others.filter(before).newest_first().values("pk")[:1]) | models.Q(
            pk=others.filter(after).oldest_first().values("pk")[:1]
        )
        found = list(others.filter(nearest).select_related("blog").defer("source", "body_html"))
        return (
            next((post for post in found if (post.published_at, post.pk) < here), None),
            next((post for post in found if (post.published_at, post.pk) > here), None),
        )

    def likers(self) -> models.QuerySet[User]:
        return User.objects.active().filter(likes__post=self).order_by("likes__pk")

    def is_liked_by(self, user: User | AnonymousUser) -> bool:
        return user.is_authenticated and self.likes.filter(user=user).exists()

    def can_be_moderated_by(self, user: User | AnonymousUser) -> bool:
        """May this person decide about the comments here? Who runs the blog, and the author as
        long as they write on it.
        """
        if not user.is_authenticated:
            return False
        if self.author_id == user.pk:
            return user.is_host or bool(self.blog.role_of(user))
        return self.blog.can_be_managed_by(user)

    def moderators(self) -> list[User]:
        """Those who decide about the comments here, the author first."""
        people = self.blog.writers().filter(
            models.Q(pk=self.author_id)
            | models.Q(memberships__blog=self.blog, memberships__role__in=BlogMember.SEES_ALL)
        )
        found = people.distinct().order_by("pk")
        return sorted(found, key=lambda person: person.pk != self.author_id)

    @locked
    def publish(self, *, at: dt.datetime | None = None) -> None:
        """Year and month of the address are decided at the first publication and stay."""
        self.refuse_binned()
        if self.is_published:
            return
        if self.published_at and self.published_at > (at or timezone.now()):
            self._clear_schedule()
        self.status = self.Status.PUBLISHED
        self.published_at = self.published_at or at or timezone.now()
        self.freeze_address()
        self.save(update_fields=["slug", "published_at", "updated_at", *STATE_FIELDS])
        self.revisions.of_version(self.version).mark_public()
        post_changed.send(Post, post=self)

    @locked
    def schedule(self, *, at: dt.datetime) -> None:
        """A worker publishes it once AT has come."""
        self.refuse_binned()
        if self.is_published:
            raise AlreadyPublished
        self.status = self.Status.SCHEDULED
        self.published_at = at
        self.save(update_fields=["status", "published_at", "updated_at"])
        post_changed.send(Post, post=self)

    def _clear_schedule(self) -> None:
        if self.status == self.Status.SCHEDULED:
            self.published_at = None

    def unpublish(self) -> None:
        self._withdraw(self.Status.DRAFT)

    def keep_private(self) -> None:
        self._withdraw(self.Status.PRIVATE)

    @locked
    def _withdraw(self, status: str) -> None:
        self.refuse_binned()
        if self.status == status:
            return
        self._clear_schedule()
        self.revoke_preview_link_if_published()
        self.status = status
        self.save(update_fields=["status", "published_at", "preview_key", "updated_at"])
        post_changed.send(Post, post=self)

    @locked
    def bin(self) -> None:
        """To be restored or deleted later; its address stays taken."""
        if self.status == self.Status.BINNED:
            return
        self.binned_from, self.binned_at = self.status, timezone.now()
        self.status = self.Status.BINNED
        self.save(update_fields=_bin_fields(self.binned_from))
        post_changed.send(Post, post=self)

    @locked
    def restore_from_bin(self) -> None:
        """With the status it had; a post whose scheduled date has passed becomes a draft."""
        if self.status != self.Status.BINNED:
            return
        is_late = self.binned_from == self.Status.SCHEDULED and (
            not self.published_at or self.published_at <= timezone.now()
        )
        self.status = self.Status.DRAFT if is_late else self.binned_from or self.Status.DRAFT
        fields = _bin_fields(self.binned_from)
        self.binned_from, self.binned_at = "", None
        self.save(update_fields=fields)
        post_changed.send(Post, post=self)

    @locked
    def delete_permanently(self) -> None:
        """For ever, with its comments. Raises NotInTheBin."""
        if self.status != self.Status.BINNED:
            raise NotInTheBin
        self.delete()

    @locked
    def pin(self, *, is_sticky: bool) -> None:
        self.refuse_binned()
        self.is_sticky = is_sticky
        self.save(update_fields=["is_sticky", "updated_at"])
        post_changed.send(Post, post=self)

    @locked
    def like(self, *, by: User) -> None:
        """Raises NotPublished."""
        if not self.is_published:
            raise NotPublished
        self._add_like(by=by, is_news=True)

    @transaction.atomic
    def import_like(self, *, by: User) -> None:
        """One that was given while the post was public, here or elsewhere."""
        self._add_like(by=by, is_news=False)

    def _add_like(self, *, by: User, is_news: bool) -> None:
        _like, is_new = Like.objects.get_or_create(post=self, user=by)
        if is_new:
            self._count_like(1)
            post_liked.send(Post, post=self, by=by, is_news=is_news)

    @locked
    def unlike(self, *, by: User) -> None:
        gone, _kinds = Like.objects.filter(post=self, user=by).delete()
        if gone:
            self._count_like(-1)
            post_unliked.send(Post, post=self, by=by)

    def _count_like(self, step: int) -> None:
        Post.objects.filter(pk=self.pk).update(like_count=models.F("like_count") + step)
        self.refresh_from_db(fields=["like_count"])


def _bin_fields(status: str) -> set[str]:
    """Of a post with this STATUS: what was public has changed, a draft was not written."""
    is_public = status == Post.Status.PUBLISHED
    return BIN_FIELDS | {"updated_at"} if is_public else BIN_FIELDS
