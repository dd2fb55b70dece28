"""Which comments are asked for, and how a new one comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.utils import timezone

from blogs.models import Blog
from comments import thread_paths
from comments.models.choices import Status
from comments.signals import comment_changed
from cpdblog.lib.markup import markdown
from posts.models import Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from comments.models.comment import Comment


# What a page shows of a comment, and of those who signed it and whom it answers.
SHOWN = (
    *("post", "parent", "path", "depth", "kind", "status", "is_pending", "is_numbered"),
    *("author", "identity", "imported_identity", "name", "website", "key"),
    *("body_html", "posted_at", "edited_at", "removed_by_author"),
)
BYLINE_OF_MEMBER = ("author__handle", "author__name", "author__avatar", "author__is_active")
BYLINE = (
    *BYLINE_OF_MEMBER,
    *("identity__avatar", "parent__author", "parent__kind", "parent__name", "parent__status"),
)
UNSEEN = ("author__password", "author__bio", "post__source", "post__body_html")
LINK_TO_POST = (
    *("post__blog", "post__kind", "post__slug", "post__address_year", "post__address_month"),
    *("post__title", "post__opening"),
)


class ThreadTooDeep(Exception):
    """The parent stands at the deepest level a thread may have."""


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status=Status.APPROVED)

    def numbered(self) -> Self:
        """What has a place and answers the post itself: the numbers of a discussion are theirs."""
        return self.filter(is_numbered=True)

    def needing_rerender(self) -> Self:
        return self.filter(renderer_version__lt=markdown.RENDERER_VERSION)

    def pending(self) -> Self:
        return self.filter(is_pending=True)

    def placed(self) -> Self:
        """What has a place in the discussion: approved comments, and the gaps that removed ones
        leave.
        """
        return self.filter(is_placed=True)

    def in_thread_order(self) -> Self:
        return self.order_by("path", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-posted_at", "-pk")

    def for_page(self) -> Self:
        """All that a discussion shows of each comment, and no more of other rows than a byline."""
        return self.select_related("author", "identity", "parent").only(*SHOWN, *BYLINE)

    def for_queue(self) -> Self:
        """The longest pending first, with what a moderator wants to see."""
        related = self.select_related("author", "identity", "parent", "post__blog")
        shown = related.only(*SHOWN, "email", *BYLINE, *LINK_TO_POST)
        return shown.order_by("posted_at", "pk")

    def with_keys(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=keys)

    def pending_from(self, emails: Iterable[str]) -> Self:
        """Pending because a guest typed an address that is a member's, the newest first."""
        return self.pending().filter(author=None, email__in=list(emails)).newest_first()

    def for_its_author(self) -> Self:
        """The whole of each, with a byline and what its post is called."""
        related = self.select_related("post__blog", "author", "identity")
        return related.defer(*UNSEEN)

    def approved_of_guest(self, *, blog: Blog, name: str, email: str) -> Self:
        """What a guest who signs as NAME wrote on BLOG and a moderator approved."""
        of_guest = self.approved().filter(blog=blog, author=None, name=name)
        return of_guest.filter(email__iexact=email)

    def for_front_page(self) -> Self:
        """The newest, under posts that everybody may read."""
        public = self.approved().filter(post__status=Post.Status.PUBLISHED)
        related = public.select_related("author", "identity", "parent", "post__blog")
        return related.only(*SHOWN, *BYLINE, *LINK_TO_POST).defer("body_html").newest_first()

    def for_feed(self) -> Self:
        related = self.select_related("author", "post__blog").newest_first()
        shown = (*SHOWN, "updated_at", *BYLINE_OF_MEMBER, *LINK_TO_POST, "post__created_at")
        return related.only(*shown)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Approved comments under posts that this person may see."""
        return self.approved().filter(post__in=Post.objects.visible_to(user))

    def pending_for(self, user: User) -> Self:
        """Pending comments that this person may approve, as Post.can_be_moderated_by: on blogs one
        edits, and under one's own posts on blogs one still writes on.
        """
        own = models.Q(post__author=user, blog__in=Blog.objects.with_member(user))
        return self.pending().filter(own | models.Q(blog__in=Blog.objects.fully_visible_to(user)))


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
        if depth > thread_paths.MAX_DEPTH:
            raise ThreadTooDeep
        comment: Comment = self.model(
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
        own_step = thread_paths.step(comment.posted_at, comment.pk)
        comment.path = (parent.path if parent else "") + own_step
        comment.save(update_fields=["path"])
        if comment.is_approved:
            comment.count_in(1)
        comment_changed.send(self.model, comment=comment)
        return comment
