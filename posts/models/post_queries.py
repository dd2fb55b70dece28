"""Queries of posts."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Lower

from accounts.models import User
from blogs.models.blog import Blog
from blogs.models.category import Category
from cpdblog.lib.database.words import each_word
from cpdblog.lib.markup import markdown
from posts.models.choices import FOR_REVIEW, Kind, Status
from posts.models.tag import Tag, TaggedPost
from posts.models.thumbnail import first_image
from posts.models.working_copy import WorkingCopy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from accounts.models.user_queries import UserQuerySet
    from images.models import Image
    from posts.models.post import Post


_DATED = (Status.PUBLISHED, Status.SCHEDULED)
_DESK_DATE = models.Case(
    models.When(status__in=_DATED, then=models.F("published_at")),
    default=models.F("updated_at"),
    output_field=models.DateTimeField(),
)
DESK_ORDERS: dict[str, tuple[str | models.F | Lower, ...]] = {
    "": ("-desk_date", "-pk"),
    "changed": ("-updated_at", "-pk"),
    "title": (Lower("title"), "pk"),
    "comments": ("-comment_count", "-desk_date", "-pk"),
}

UNSEEN_LOOKED_THROUGH = 20_000
MOST_FOUND = 500


def _managed_by(user: User) -> models.Q:
    return models.Q(author=user) | models.Q(blog__in=Blog.objects.fully_visible_to(user))


def _shows(image: Image) -> models.Q:
    address = f"/{image.name}-"
    return models.Q(source__contains=address) | models.Q(featured_image__contains=address)


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def not_published(self) -> Self:
        return self.exclude(status=Status.PUBLISHED)

    def unseen_with(self, words: str) -> list[int]:
        """Keys of the newest unpublished ones with each of these words in title or text."""
        newest = self.not_published().order_by("-pk").values("pk")[:UNSEEN_LOOKED_THROUGH]
        found = self.filter(each_word(words, ("title", "source")), pk__in=newest)
        return list(found.order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])

    def posts(self) -> Self:
        return self.filter(kind=Kind.POST)

    def pages(self) -> Self:
        return self.filter(kind=Kind.PAGE)

    def by(self, person: User) -> Self:
        return self.filter(author=person)

    def unanswered(self) -> Self:
        """Posts that take comments and have none."""
        return self.on_open_blogs().filter(comment_count=0, comments_open=True)

    def on_open_blogs(self) -> Self:
        return self.filter(blog__closed_at__isnull=True)

    def due(self, *, at: dt.datetime) -> Self:
        return self.filter(status=Status.SCHEDULED, published_at__lte=at)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published posts, one's own, and everything on the blogs one edits."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(models.Q(status=Status.PUBLISHED) | _managed_by(user)).not_binned()

    def managed_by(self, user: User) -> Self:
        """One's own posts, and every post of the blogs one edits; the bin included."""
        return self.filter(_managed_by(user))

    def not_binned(self) -> Self:
        return self.exclude(status=Status.BINNED)

    def binned(self) -> Self:
        return self.filter(status=Status.BINNED)

    def binned_before(self, moment: dt.datetime) -> Self:
        return self.binned().filter(binned_at__lt=moment)

    def last_binned_first(self) -> Self:
        return self.order_by("-binned_at", "-pk")

    def with_preview_key(self, key: str) -> Self:
        """What the private link with this KEY opens."""
        return self.not_binned().filter(preview_key=key) if key else self.none()

    def that_can_be_managed_by(self, user: User) -> Self:
        """What this person may change, put in the bin or take out: as Post.can_be_managed_by."""
        run = Blog.objects.open().managed_by(user)
        own = models.Q(author=user, blog__in=Blog.objects.open().published_on_by(user))
        out = [Status.PUBLISHED, Status.SCHEDULED]
        not_out = ~models.Q(status__in=out) & ~models.Q(binned_from__in=out)
        guest = models.Q(author=user, blog__in=Blog.objects.open().with_member(user)) & not_out
        return self.filter(models.Q(blog__in=run) | own | guest)

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def submitted(self) -> Self:
        """Drafts that wait for an editor."""
        return self.drafts().filter(submitted_at__isnull=False)

    def scheduled(self) -> Self:
        return self.filter(status=Status.SCHEDULED)

    def authors(self) -> UserQuerySet:
        return User.objects.filter(pk__in=self.order_by().values("author")).by_name()

    def not_by(self, person: User) -> Self:
        return self.exclude(author=person)

    def by_handle(self, handle: str) -> Self:
        return self.filter(author__handle=handle)

    def in_category(self, slug: str) -> Self:
        return self.filter(categories__slug=slug)

    def with_pks(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__in=list(pks))

    def on_blogs_edited_by(self, user: User) -> Self:
        """On open blogs whose every post this person manages."""
        return self.filter(blog__in=Blog.objects.open().managed_by(user))

    def published_beside(self, user: User, *, since: dt.datetime) -> Self:
        """What others published after SINCE on the blogs this person writes on."""
        blogs = Blog.objects.with_member(user)
        lately = self.published().filter(published_at__gt=since, blog__in=blogs.values("pk"))
        return lately.not_by(user).for_list()

    def in_state(self, state: str) -> Self:
        """A status, or FOR_REVIEW, which is none of the other drafts."""
        if state == FOR_REVIEW:
            return self.submitted()
        found = self.filter(status=state)
        return found.filter(submitted_at=None) if state == Status.DRAFT else found

    def with_title(self, text: str) -> Self:
        """Those with every word of TEXT in their titles, or in their first words without one."""
        found = self
        for word in text.split()[:10]:
            untitled = models.Q(title="", opening__icontains=word)
            found = found.filter(models.Q(title__icontains=word) | untitled)
        return found

    def for_desk(self, order: str = "") -> Self:
        """One of DESK_ORDERS; by day it is that of publication, or when a draft was saved."""
        whole = self.select_related("blog", "author").defer("source", "body_html")
        return whole.annotate(desk_date=_DESK_DATE).order_by(*DESK_ORDERS[order])

    def count_by_state(self) -> dict[str, int]:
        """By what in_state() takes."""
        is_submitted = models.Q(status=Status.DRAFT, submitted_at__isnull=False)
        state = models.Case(
            models.When(is_submitted, then=models.Value(FOR_REVIEW)), default=models.F("status")
        )
        counted = self.order_by().annotate(state=state).values("state")
        return dict(counted.values_list("state", models.Count("pk")))

    def count_by_blog(self) -> dict[int, int]:
        return dict(self.order_by().values("blog").values_list("blog", models.Count("pk")))

    def needing_rerender(self) -> Self:
        return self.filter(renderer_version__lt=markdown.RENDERER_VERSION)

    def showing(self, image: Image) -> Self:
        """Posts of any status that show the image: in their text, or at its head."""
        return self.filter(_shows(image))

    def needing(self, image: Image) -> Self:
        """Those, and the posts with a working copy that shows it."""
        copies = WorkingCopy.objects.filter(
            models.Q(fields__source__icontains=f"/{image.name}-")
            | models.Q(fields__featured_image__icontains=f"/{image.name}-")
        )
        return self.filter(_shows(image) | models.Q(pk__in=copies.values("post")))

    def created_with(self, key: str, *, by: User) -> Self:
        """What the form with this creation key has made already, however often it is sent."""
        return self.by(by).filter(creation_key=key) if key else self.none()

    def imported_as(self, key: str) -> Self:
        return self.filter(imported_from=key)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("published_at", "pk")

    def in_month(self, year: int | None, month: int | None) -> Self:
        return self.filter(address_year=year, address_month=month)

    def at_address(
        self, blog: Blog, kind: str, slug: str, *, months: Iterable[tuple[int | None, int | None]]
    ) -> Self:
        """Posts of these months; (None, None) is that of posts which never were public. A page
        has no month in its address.
        """
        found = self.filter(blog=blog, kind=kind, slug=slug)
        if kind == Kind.PAGE:
            return found
        in_months = [models.Q(address_year=year, address_month=month) for year, month in months]
        return found.filter(functools.reduce(operator.or_, in_months))

    def tagged_at(self, slug: str) -> Self:
        """Those under the tag at this address."""
        return self.filter(tagged__tag__slug=slug)

    def tagged_with(self, tag: Tag) -> Self:
        return self.filter(tagged__tag=tag)

    def with_tags(self) -> Self:
        """Adds `listed_tags`: rows of the tags under the post, not of #hashtags in the text."""
        listed = TaggedPost.objects.filter(is_in_text=False).select_related("tag").order_by("pk")
        return self.prefetch_related(models.Prefetch("tagged", listed, to_attr="listed_tags"))

    def with_byline(self) -> Self:
        categories = models.Prefetch(
            "categories", Category.objects.by_name().select_related("blog")
        )
        return self.select_related("blog", "author").prefetch_related(categories).with_tags()

    def for_list(self) -> Self:
        """Without the texts, but with their first images."""
        shown = self.select_related("blog", "author").defer("source", "body_html")
        return shown.annotate(first_image=first_image()).newest_first()

    def for_reading(self) -> Self:
        """A blog's home: the texts too, and what stays on top first."""
        whole = self.select_related("blog", "author").with_tags().defer("source")
        return whole.order_by("-is_sticky", "-published_at", "-pk")

    def for_page(self) -> Self:
        return self.with_byline().defer("source")

    def totals(self, *, at: dt.datetime) -> dict[str, int]:
        """`posts`, and the `writers` of the seven days before AT."""
        week = models.Q(published_at__gt=at - dt.timedelta(days=7))
        writers = models.Count("author", distinct=True, filter=week)
        return self.aggregate(posts=models.Count("pk"), writers=writers)

    def authorship(self) -> dict[str, int]:
        """How many `posts`, by how many `people`."""
        people = models.Count("author", distinct=True)
        return self.aggregate(posts=models.Count("pk"), people=people)

    def months(self) -> list[dict[str, Any]]:
        """`address_year`, `address_month` and `post_count`, newest month first."""
        months = self.order_by().values("address_year", "address_month")
        counted = months.annotate(post_count=models.Count("pk"))
        return [dict(month) for month in counted.order_by("-address_year", "-address_month")]


_PostManager = models.Manager.from_queryset(PostQuerySet)


class PostManager(_PostManager["Post"]):
    def draft(self, *, blog: Blog, author: User, source: str, **fields: Any) -> Post:
        post: Post = self.model(blog=blog, author=author, source=source, **fields)
        post.write()
        return post
