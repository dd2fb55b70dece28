"""Which comments are asked for, and how a new one comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models.functions import Coalesce, RowNumber
from django.db.models.lookups import Exact
from django.utils import timezone

from accounts.models import User
from blogs.models import Blog
from comments import thread_paths
from comments.models.alike import AlikeQuerySet
from comments.models.choices import Status
from comments.models.decision import Decision
from comments.signals import comment_changed
from cpdblog.lib.database.words import each_word
from cpdblog.lib.markup import markdown
from posts.models import Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from comments.models.comment import Comment


# What a page shows of a comment, and of those who signed it and whom it answers.
SHOWN = (
    *("post", "parent", "path", "depth", "kind", "status", "is_pending", "is_numbered"),
    *("author", "identity", "imported_identity", "name", "website", "key"),
    *("body_html", "posted_at", "edited_at", "edited_by_moderator", "removed_by_author"),
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
REPLIES_TO_POST = ("post__status", "post__published_at", "post__comments_open", "post__author")


# How far back is looked where the index of what is public does not help.
UNSEEN_LOOKED_THROUGH = 20_000
SENDERS_LOOKED_THROUGH = 50_000
MOST_FOUND = 500


class ThreadTooDeep(Exception):
    """The parent stands at the deepest level a thread may have."""


def _judgement() -> models.Case:
    """The latest decision says why something is out of sight; else it is its state."""
    latest = Decision.objects.filter(comment=models.OuterRef("pk")).order_by("-pk")
    kind = Coalesce(models.Subquery(latest.values("kind")[:1]), models.F("status"))
    seen = models.When(status__in=[Status.PENDING, Status.APPROVED], then=models.F("status"))
    return models.Case(seen, default=kind)


class CommentQuerySet(AlikeQuerySet):
    def approved(self) -> Self:
        return self.filter(status=Status.APPROVED)

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
        """With what a moderator wants to see."""
        related = self.select_related("author", "identity", "parent", "post__blog")
        shown = (*SHOWN, "blog", "email", "signed_with", *BYLINE, "author__joined_at")
        return related.only(*shown, *LINK_TO_POST, *REPLIES_TO_POST)

    def longest_first(self) -> Self:
        return self.order_by("posted_at", "pk")

    def on_blog(self, handle: str) -> Self:
        return self.filter(blog__handle=handle)

    def with_pks(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__in=list(pks))

    def judged(self, status: str) -> Self:
        """What a moderator finds under STATUS; what its author took back is nobody's to read."""
        if status == Status.APPROVED:
            return self.approved()
        return self.hidden().filter(Exact(_judgement(), status))

    def hidden(self) -> Self:
        return self.filter(status__in=[Status.SPAM, Status.REMOVED], removed_by_author=False)

    def count_up_to(self, most: int) -> int:
        """One more than MOST stands for any more."""
        return self.order_by()[: most + 1].count()

    def count_hidden(self, most: int) -> dict[str, int]:
        """By what they were judged as: one more than MOST stands for any more, whichever these are,
        for putting them in order would mean reading all.
        """
        some = self.hidden().order_by().values("pk")[: most + 1]
        judged = self.model._default_manager.filter(pk__in=some).order_by()
        counts = judged.values_list(_judgement()).annotate(count=models.Count("pk"))
        return dict(counts)

    def count_by_blog(self) -> list[tuple[str, str, int]]:
        """(handle, title, how many), by title."""
        by_blog = self.order_by("blog__title", "blog").values_list("blog__handle", "blog__title")
        return list(by_blog.annotate(count=models.Count("pk")))

    def with_words(self) -> Self:
        """No more of each than who said what, and when."""
        return self.select_related("author").only(
            *("post", "kind", "status", "author", "name", "email", "body_html", "posted_at"),
            *("parent", "author__handle"),
        )

    def by_writers_of(self, comments: Iterable[Comment]) -> Self:
        """What those said who wrote COMMENTS: a member, or guests who gave the same e-mail
        address. What they took back is not among it.
        """
        members = {comment.author_id for comment in comments if comment.author_id}
        emails = {one.email for one in comments if one.email and not one.author_id}
        of_guests = models.Q(author=None, email__in=emails)
        theirs = self.filter(models.Q(author__in=members) | of_guests)
        return theirs.exclude(removed_by_author=True)

    def latest_of_each_writer(self, count: int) -> Self:
        guest = models.Case(
            models.When(author=None, then=models.F("email")), default=models.Value("")
        )
        place = models.Window(
            RowNumber(), partition_by=["author", guest], order_by=["-posted_at", "-pk"]
        )
        judged = self.annotate(place=place, judged_as=_judgement())
        return judged.filter(place__lte=count).newest_first()

    def count_by_writer(self) -> list[tuple[int | None, str, str, int]]:
        """(author, e-mail, judged as, how many)."""
        by_writer = self.order_by().values_list("author", "email", _judgement())
        return list(by_writer.annotate(count=models.Count("pk")))

    def approved_guests(self, *, blogs: Iterable[int], emails: Iterable[str]) -> set[Any]:
        """(blog, name, e-mail) of guests of whom something was approved."""
        guests = self.approved().filter(author=None, blog__in=list(blogs), email__in=list(emails))
        return set(guests.order_by().values_list("blog", "name", "email").distinct())

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

    def public(self) -> Self:
        """Approved comments under posts that everybody may read."""
        return self.approved().filter(post__status=Post.Status.PUBLISHED)

    def by(self, person: User) -> Self:
        return self.filter(author=person)

    def for_person(self) -> Self:
        """The newest first, each with its post and with whom it answers."""
        related = self.select_related("author", "identity", "parent", "post__blog")
        return related.only(*SHOWN, *BYLINE, *LINK_TO_POST).newest_first()

    def for_front_page(self) -> Self:
        return self.public().for_person().defer("body_html")

    def for_feed(self) -> Self:
        related = self.select_related("author", "post__blog").newest_first()
        shown = (*SHOWN, "updated_at", *BYLINE_OF_MEMBER, *LINK_TO_POST, "post__created_at")
        return related.only(*shown)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Approved comments under posts that this person may see."""
        return self.approved().filter(post__in=Post.objects.visible_to(user))

    def said_to(self, user: User, *, since: dt.datetime) -> Self:
        """What others said after SINCE under this person's posts and to their comments."""
        theirs = models.Q(post__author=user) | models.Q(parent__author=user)
        lately = self.approved().filter(theirs, posted_at__gt=since)
        public = lately.filter(post__status=Post.Status.PUBLISHED)
        related = public.exclude(author=user).select_related(
            "author", "identity", "parent", "post__blog"
        )
        return related.only(*SHOWN, *BYLINE, *LINK_TO_POST).defer("body_html").newest_first()

    def unseen_with(self, words: str) -> list[int]:
        """Keys of the newest unseen ones with each of these words in name, address or text."""
        not_approved = self.filter(status__in=[Status.PENDING, Status.SPAM, Status.REMOVED])
        not_out = self.filter(post__in=Post.objects.not_published())
        fields = ("name", "email", "source")
        return [
            pk
            for rows in (not_approved, not_out)
            for pk in rows._newest_with(words, fields, within=UNSEEN_LOOKED_THROUGH)
        ]

    def from_address(self, email: str) -> list[int]:
        """Keys of the newest whose sender has this address, or one that it is a part of."""
        senders = self._newest_with(email, ("email",), within=SENDERS_LOOKED_THROUGH)
        members = User.objects.with_handle_or_email(email=email)
        own = self.filter(author__in=members).order_by("-pk")
        return [*senders, *own.values_list("pk", flat=True)[:MOST_FOUND]]

    def _newest_with(self, words: str, fields: tuple[str, ...], *, within: int) -> Iterable[int]:
        newest = self.order_by("-posted_at").values("pk")[:within]
        found = self.model._default_manager.filter(each_word(words, fields), pk__in=newest)
        return found.order_by("-posted_at").values_list("pk", flat=True)[:MOST_FOUND]

    def moderated_by(self, user: User) -> Self:
        """Comments that this person may decide about, as Post.can_be_moderated_by: on blogs one
        edits, and under one's own posts on blogs one still writes on.
        """
        if user.is_host:
            return self.all()
        # The blogs by themselves first: an index finds the few comments of these among millions.
        on_own_blogs = self.filter(blog__in=Blog.objects.with_member(user))
        fully = models.Q(blog__in=Blog.objects.fully_visible_to(user))
        return on_own_blogs.filter(models.Q(post__author=user) | fully)

    def pending_for(self, user: User) -> Self:
        return self.pending().moderated_by(user)


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
