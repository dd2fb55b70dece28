"""A post: drafted, published, read at an address that never moves."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.models import User
from cpdblog.lib import markdown
from cpdblog.lib.locking import Conflict, lock, locked
from cpdblog.lib.opening import opening_paragraphs
from cpdblog.lib.slugs import slug_from
from cpdblog.lib.text import TURNING, normalise, one_line
from posts.models.blog import Blog
from posts.models.category import Category
from posts.models.image import Image
from posts.models.like import Like
from posts.models.links import hashtag_url, looked_up_once, mention_url, own_hosts
from posts.models.member import BlogMember
from posts.models.old_address import OldAddress
from posts.models.revision import Revision
from posts.models.rewriting import WrittenWords
from posts.models.showing import Showable
from posts.models.tag import Tag, TaggedPost
from posts.models.whereabouts import Whereabouts
from posts.models.working_copy import WorkingCopy
from posts.signals import post_changed, tags_left
from posts.slug_field import SlugField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import AnonymousUser

LONGEST_POST = 200_000
DAYS_IN_THE_BIN = 30
COUNTED = {"comment_count", "like_count"}
OF_A_STATE = {"status", "address_year", "address_month"}
OF_THE_BIN = {"status", "binned_at", "binned_from", "updated_at"}


class EditedMeanwhile(Conflict):
    """Somebody saved the post after the version that is being written over was read."""


class MovedMeanwhile(Conflict):
    message = _("It has moved to another blog meanwhile. Nothing was done.")


class InTheBin(Conflict):
    message = _("It is in the bin. Take it out first.")


class NotInTheBin(Conflict):
    message = _("It is not in the bin any more. Nothing was done.")


class AlreadyPublished(Conflict):
    message = _("It is published already. Nothing was done.")


class NotPublished(Conflict):
    message = _("It is not published any more. Nothing was done.")


class NothingToRead(Conflict):
    message = _("Nothing of that version can be seen. Take the post back to the drafts first.")


NOTHING_TO_READ = _(
    "Nothing of the text can be seen yet. Write a line or add a picture, or keep it as a draft."
)


def title_line(title: str) -> str:
    """TITLE on one line, its no-break spaces kept; "" where there is nothing to see."""
    return (
        " ".join(normalise(title).translate(TURNING).splitlines()).strip()
        if one_line(title)
        else ""
    )


def _in_the_hands_of(user: User) -> models.Q:
    return models.Q(author=user) | models.Q(blog__in=Blog.objects.written_by(user))


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> Self:
        return self.filter(status=Post.Status.PUBLISHED)

    def posts(self) -> Self:
        return self.filter(kind=Post.Kind.POST)

    def pages(self) -> Self:
        return self.filter(kind=Post.Kind.PAGE)

    def by(self, person: User) -> Self:
        return self.filter(author=person)

    def unanswered(self) -> Self:
        """Posts that take comments and have none."""
        return self.on_open_blogs().filter(comment_count=0, comments_open=True)

    def on_open_blogs(self) -> Self:
        return self.filter(blog__closed_at__isnull=True)

    def due(self, *, at: dt.datetime) -> Self:
        return self.filter(status=Post.Status.SCHEDULED, published_at__lte=at)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published posts, one's own, and everything on the blogs one edits."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(models.Q(status=Post.Status.PUBLISHED) | _in_the_hands_of(user)).kept()

    def in_the_hands_of(self, user: User) -> Self:
        """One's own posts, and every post of the blogs one edits; the bin included."""
        return self.filter(_in_the_hands_of(user))

    def kept(self) -> Self:
        return self.exclude(status=Post.Status.BINNED)

    def binned(self) -> Self:
        return self.filter(status=Post.Status.BINNED)

    def binned_before(self, moment: dt.datetime) -> Self:
        return self.binned().filter(binned_at__lt=moment)

    def last_binned_first(self) -> Self:
        return self.order_by("-binned_at", "-pk")

    def shown_with(self, key: str) -> Self:
        """What the private link with this KEY opens."""
        return self.kept().filter(preview_key=key) if key else self.none()

    def in_reach_of(self, user: User) -> Self:
        """What this person may change, put in the bin or take out: as Post.is_in_reach_of."""
        run = Blog.objects.open().run_by(user)
        own = models.Q(author=user, blog__in=Blog.objects.open().published_on_by(user))
        out = [Post.Status.PUBLISHED, Post.Status.SCHEDULED]
        kept_back = ~models.Q(status__in=out) & ~models.Q(binned_from__in=out)
        guest = models.Q(author=user, blog__in=Blog.objects.open().written_with(user)) & kept_back
        return self.filter(models.Q(blog__in=run) | own | guest)

    def in_state(self, status: str) -> Self:
        return self.filter(status=status)

    def saying(self, words: str) -> Self:
        """Those with all of these WORDS in their titles, or in their first words without one."""
        found = self
        for word in words.split()[:10]:
            untitled = models.Q(title="", opening__icontains=word)
            found = found.filter(models.Q(title__icontains=word) | untitled)
        return found

    def for_desk(self) -> Self:
        """What was touched last comes first."""
        whole = self.select_related("blog", "author").defer("source", "body_html")
        return whole.order_by("-updated_at", "-pk")

    def count_by_state(self) -> dict[str, int]:
        counted = self.order_by().values("status").annotate(count=models.Count("pk"))
        return {row["status"]: row["count"] for row in counted}

    def made_by_older_rules(self) -> Self:
        return self.filter(renderer_version__lt=markdown.RENDERER_VERSION)

    def showing(self, image: Image) -> Self:
        """Every post in whose text the picture stands, of whatever state."""
        return self.filter(source__contains=f"/{image.name}-")

    def needing(self, image: Image) -> Self:
        """Those, and the posts beside which somebody keeps words that show it."""
        kept = WorkingCopy.objects.filter(words__source__icontains=f"/{image.name}-")
        stands = models.Q(source__contains=f"/{image.name}-")
        return self.filter(stands | models.Q(pk__in=kept.values("post")))

    def imported_as(self, key: str) -> Self:
        return self.filter(imported_from=key)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("published_at", "pk")

    def in_month(self, year: int | None, month: int | None) -> Self:
        return self.filter(address_year=year, address_month=month)

    def tagged_with(self, tag: Tag) -> Self:
        return self.filter(tagged__tag=tag)

    def with_tags(self) -> Self:
        """Adds `listed_tags`: rows of the tags under the post, not those only said in its text."""
        listed = TaggedPost.objects.filter(is_in_text=False).select_related("tag").order_by("pk")
        return self.prefetch_related(models.Prefetch("tagged", listed, to_attr="listed_tags"))

    def with_byline(self) -> Self:
        categories = models.Prefetch(
            "categories", Category.objects.by_name().select_related("blog")
        )
        return self.select_related("blog", "author").prefetch_related(categories).with_tags()

    def for_list(self) -> Self:
        shown = self.select_related("blog", "author").defer("source", "body_html")
        return shown.newest_first()

    def for_reading(self) -> Self:
        """A blog's home: the texts too, and what stays on top first."""
        whole = self.select_related("blog", "author").with_tags().defer("source")
        return whole.order_by("-is_sticky", "-published_at", "-pk")

    def for_page(self) -> Self:
        return self.with_byline().defer("source")

    def tally(self, *, at: dt.datetime) -> dict[str, int]:
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
        post = self.model(blog=blog, author=author, source=source, **fields)
        post.write()
        return post


class Post(WrittenWords, Whereabouts, Showable, models.Model):
    class Format(models.TextChoices):
        MARKDOWN = "markdown", _("Markdown")
        HTML = "html", _("HTML")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        PRIVATE = "private", _("Private")
        BINNED = "binned", _("In the bin")

    class Kind(models.TextChoices):
        POST = "post", _("Post")
        PAGE = "page", _("Page, such as About")

    blog = models.ForeignKey(Blog, models.CASCADE, related_name="posts", verbose_name=_("blog"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="posts",
        verbose_name=_("author"),
    )
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.POST)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("title"), max_length=250, blank=True)
    slug = SlugField(
        _("address"),
        max_length=100,
        blank=True,
        help_text=_("Made from the title when left empty."),
    )
    source = models.TextField(_("text"), blank=True, validators=[MaxLengthValidator(LONGEST_POST)])
    source_format = models.CharField(
        max_length=8, choices=Format, default=Format.MARKDOWN, editable=False
    )
    body_html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveSmallIntegerField(editable=False, default=0)
    excerpt = models.TextField(
        _("excerpt"),
        max_length=500,
        blank=True,
        help_text=_("For lists. The first words of the text when left empty."),
    )
    opening = models.TextField(editable=False, blank=True)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    is_sticky = models.BooleanField(_("stays on top"), default=False)
    categories = models.ManyToManyField(
        Category, related_name="posts", blank=True, verbose_name=_("categories")
    )
    tags = TaggableManager(_("tags"), through=TaggedPost, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    address_year = models.PositiveSmallIntegerField(null=True, editable=False)
    address_month = models.PositiveSmallIntegerField(null=True, editable=False)
    comments_open = models.BooleanField(_("takes comments"), default=True)
    canonical_url = models.URLField(_("first published at"), max_length=500, blank=True)
    # Which text of which other place this is, so that bringing it in again finds it.
    imported_from = models.CharField(max_length=255, blank=True, editable=False, default="")
    version = models.PositiveIntegerField(editable=False, default=1)  # counts the savings
    preview_key = models.CharField(max_length=32, blank=True, editable=False, default="")
    card = models.CharField(max_length=200, blank=True, editable=False, default="")  # to share it
    # The form it was begun with: one that is sent twice is one post.
    begun_with = models.CharField(max_length=32, blank=True, editable=False, default="")
    # When its guest author asked for it to be published.
    asked_at = models.DateTimeField(null=True, editable=False)
    binned_at = models.DateTimeField(null=True, editable=False)
    binned_from = models.CharField(max_length=10, blank=True, editable=False, default="")
    comment_count = models.PositiveIntegerField(editable=False, default=0)
    like_count = models.PositiveIntegerField(editable=False, default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    listed_tags: list[TaggedPost]  # read along by with_tags()

    objects = PostManager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["blog", "address_year", "address_month", "slug"],
                condition=models.Q(kind="post"),
                name="one_post_per_address",
            ),
            models.UniqueConstraint(
                fields=["blog", "slug"],
                condition=models.Q(kind="page"),
                name="one_page_per_address",
            ),
            models.UniqueConstraint(
                fields=["blog", "imported_from"],
                condition=~models.Q(imported_from=""),
                name="one_post_per_import",
            ),
            models.UniqueConstraint(
                fields=["author", "begun_with"],
                condition=~models.Q(begun_with=""),
                name="one_post_per_beginning",
            ),
            models.UniqueConstraint(
                fields=["preview_key"],
                condition=~models.Q(preview_key=""),
                name="one_post_per_preview",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | models.Q(
                    ~models.Q(slug=""),
                    published_at__isnull=False,
                    address_year__isnull=False,
                    address_month__isnull=False,
                ),
                name="published_post_has_an_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="scheduled") | models.Q(published_at__isnull=False),
                name="scheduled_post_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(status="binned", binned_at__isnull=False)
                | (~models.Q(status="binned") & models.Q(binned_at__isnull=True, binned_from="")),
                name="only_what_is_binned_says_so",
            ),
            models.CheckConstraint(
                condition=models.Q(like_count__gte=0, comment_count__gte=0),
                name="post_counts_are_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["blog", "kind", "status", "published_at"], name="post_of_blog"),
            models.Index(fields=["kind", "status", "published_at"], name="post_of_community"),
            models.Index(fields=["author", "status", "published_at"], name="post_of_author"),
            models.Index(
                fields=["binned_at"],
                condition=models.Q(binned_at__isnull=False),
                name="post_in_the_bin",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.PAGE:
            return reverse("posts:page", args=[self.blog.handle, self.slug])
        year, month = self.address_year, self.address_month
        if year is None or month is None:
            return reverse("posts:draft", args=[self.blog.handle, self.pk])
        return reverse("posts:detail", args=[self.blog.handle, year, f"{month:02}", self.slug])

    # What readers see

    @property
    def headline(self) -> str:
        """The title; for a post without one its first words."""
        if self.title:
            return self.title
        words = self.opening.split()
        return " ".join(words[:8]).rstrip(".,;:!?…") + "…" if words else str(_("Untitled"))

    @property
    def summary(self) -> str:
        return self.excerpt or self.opening

    @property
    def lead_html(self) -> str:
        """The first paragraphs; empty where the text opens with something else."""
        return opening_paragraphs(self.body_html)

    @property
    def is_told_by_lead(self) -> bool:
        return not self.excerpt and self.lead_html == self.body_html.strip()

    @property
    def local_day(self) -> dt.date | None:
        local = self.local_published_at
        return local and local.date()

    @property
    def shelf_year(self) -> str:
        return f"’{self.address_year % 100:02}" if self.address_year else "–"

    @property
    def thing_number(self) -> str:
        """The number of the Thing a title names, as "7" in "Thing 7 – Real rooms"; else empty."""
        found = re.match(r"things?\s+(\d{1,2})\b", self.title, re.IGNORECASE)
        return found[1] if found else ""

    @property
    def local_published_at(self) -> dt.datetime | None:
        return self.published_at and self.published_at.astimezone(self.blog.zone)

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    def is_due(self, *, at: dt.datetime) -> bool:
        is_past = self.published_at is not None and self.published_at <= at
        return is_past and self.status == self.Status.SCHEDULED

    def can_be_edited_by(self, user: User | AnonymousUser) -> bool:
        """Its author may, and who runs the blog; a guest author until it is out."""
        return self.status != self.Status.BINNED and self.is_in_reach_of(user)

    def is_in_reach_of(self, user: User | AnonymousUser) -> bool:
        """May this person decide about the post, in the bin or out of it?"""
        return self.blog.closed_at is None and self.is_in_reach_as(self.blog.role_of(user), user)

    def is_in_reach_as(self, role: str, user: User | AnonymousUser) -> bool:
        """As is_in_reach_of, for a ROLE that was read already."""
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

    @property
    def shows_something(self) -> bool:
        return markdown.shows_something(self.body_html)

    @property
    def stands_empty(self) -> bool:
        """As only what was brought in from elsewhere does: it stays, it is somebody's archive."""
        return self.is_published and not self.shows_something

    @property
    def is_promised(self) -> bool:
        """Readers see what is saved here, or will without anybody looking again."""
        return self.status in {self.Status.PUBLISHED, self.Status.SCHEDULED}

    def likers(self) -> models.QuerySet[User]:
        return User.objects.active().filter(likes__post=self).order_by("likes__pk")

    def is_liked_by(self, user: User | AnonymousUser) -> bool:
        return user.is_authenticated and self.likes.filter(user=user).exists()

    def is_looked_after_by(self, user: User | AnonymousUser) -> bool:
        """May this person decide about the comments here? Who runs the blog, and the author as
        long as they write on it.
        """
        if not user.is_authenticated:
            return False
        if self.author_id == user.pk:
            return user.is_host or bool(self.blog.role_of(user))
        return self.blog.can_be_run_by(user)

    def caretakers(self) -> list[User]:
        """Those who decide about the comments here, the author first."""
        people = self.blog.writers().filter(
            models.Q(pk=self.author_id)
            | models.Q(memberships__blog=self.blog, memberships__role__in=BlogMember.SEES_ALL)
        )
        found = people.distinct().order_by("pk")
        return sorted(found, key=lambda person: person.pk != self.author_id)

    # What authors do

    @transaction.atomic
    def write(self) -> None:
        """Save with the text rendered, as reading never renders; and with a slug.

        What others may have decided or counted meanwhile is left alone: the state, the numbers.
        """
        self.title = title_line(self.title)
        was_at = self.stored_place() if self.pk else None
        if self.pk is None:
            self._fill_slug()
            self.save()  # the number of the post goes into the ids of its headings
        hashtags = self._render()
        self._fill_slug()
        left_alone = COUNTED | OF_A_STATE | {"id", "card"}
        names = {field.name for field in self._meta.concrete_fields}
        self.save(update_fields=names - left_alone)
        if was_at and was_at != self.place:
            OldAddress.objects.keep(self, blog_id=was_at.blog_id, path=was_at.path)
        self._note_hashtags(hashtags)
        post_changed.send(Post, post=self)

    def lock_with_blog(self) -> None:
        """Both as they are now, until the transaction is over. Raises Conflict."""
        blog = Blog.objects.locked(self.blog_id)
        lock(self)
        if self.blog_id != blog.pk:
            raise MovedMeanwhile
        self.blog = blog

    @locked
    def render_anew(self) -> None:
        """The same text, where what it shows has changed: no saving of the author's."""
        hashtags = self._render()
        self.save(update_fields=["body_html", "renderer_version", "word_count", "opening"])
        self._note_hashtags(hashtags)
        post_changed.send(Post, post=self, is_news=False)

    @locked
    def rewrite(
        self,
        /,
        *,
        by: User,
        version: int | None = None,
        how: str = Revision.Kind.SAVED,
        **fields: Any,
    ) -> None:
        """Write FIELDS over the post as it is now, and keep how it read.

        Raises EditedMeanwhile, with nothing written, where it is not at VERSION any more.
        """
        self.refuse_in_the_bin()
        if version is not None and version != self.version:
            raise EditedMeanwhile
        self._write_over(fields)
        Revision.objects.note(self, by=by, kind=how)

    @locked
    def put_back(self, revision: Revision, *, by: User) -> None:
        """As it read at REVISION, as a new version: what it replaces is kept too."""
        self.refuse_in_the_bin()
        stood_empty = self.stands_empty
        self._write_over(revision.as_it_reads())
        if self.is_promised and not (stood_empty or self.shows_something):
            raise NothingToRead
        Revision.objects.note(self, by=by, restored_from=revision.number)

    def _write_over(self, fields: dict[str, Any]) -> None:
        Revision.objects.note_as_found(self)
        for name, value in fields.items():
            setattr(self, name, value)
        self.version += 1
        self.write()

    @locked
    def publish(self, *, at: dt.datetime | None = None) -> None:
        """Year and month of the address are decided at the first publication and stay."""
        self.refuse_in_the_bin()
        if self.is_published:
            return
        if self.published_at and self.published_at > (at or timezone.now()):
            self._drop_the_plan()
        self.status = self.Status.PUBLISHED
        self.published_at = self.published_at or at or timezone.now()
        self.freeze_address()
        self.save(update_fields=["slug", "published_at", "updated_at", *OF_A_STATE])
        self.revisions.of_version(self.version).mark_public()
        post_changed.send(Post, post=self)

    @locked
    def schedule(self, *, at: dt.datetime) -> None:
        """A worker publishes it once AT has come."""
        self.refuse_in_the_bin()
        if self.is_published:
            raise AlreadyPublished
        self.status = self.Status.SCHEDULED
        self.published_at = at
        self.save(update_fields=["status", "published_at", "updated_at"])
        post_changed.send(Post, post=self)

    def refuse_in_the_bin(self) -> None:
        if self.status == self.Status.BINNED:
            raise InTheBin

    def refuse_what_needs_no_link(self) -> None:
        self.refuse_in_the_bin()
        if self.is_published:
            raise AlreadyPublished

    def _drop_the_plan(self) -> None:
        if self.status == self.Status.SCHEDULED:
            self.published_at = None

    def freeze_address(self) -> None:
        if self.address_year is None and self.local_published_at:
            local = self.local_published_at
            self.address_year, self.address_month = local.year, local.month
            self._fill_slug()

    def unpublish(self) -> None:
        self._hold_back(self.Status.DRAFT)

    def keep_private(self) -> None:
        self._hold_back(self.Status.PRIVATE)

    @locked
    def _hold_back(self, status: str) -> None:
        self.refuse_in_the_bin()
        if self.status == status:
            return
        self._drop_the_plan()
        self.stop_showing_what_was_public()
        self.status = status
        self.save(update_fields=["status", "published_at", "preview_key", "updated_at"])
        post_changed.send(Post, post=self)

    @locked
    def bin(self) -> None:
        """Out of sight, to be taken out again or thrown away; the address stays taken."""
        if self.status == self.Status.BINNED:
            return
        self.binned_from, self.binned_at = self.status, timezone.now()
        self.status = self.Status.BINNED
        self.save(update_fields=OF_THE_BIN)
        post_changed.send(Post, post=self)

    @locked
    def take_out_of_bin(self) -> None:
        """Back to what it was; a post that was to come out meanwhile is a draft."""
        if self.status != self.Status.BINNED:
            return
        is_late = self.binned_from == self.Status.SCHEDULED and (
            not self.published_at or self.published_at <= timezone.now()
        )
        self.status = self.Status.DRAFT if is_late else self.binned_from or self.Status.DRAFT
        self.binned_from, self.binned_at = "", None
        self.save(update_fields=OF_THE_BIN)
        post_changed.send(Post, post=self)

    @locked
    def throw_away(self) -> None:
        """For ever, with its comments; only what lies in the bin. Raises NotInTheBin."""
        if self.status != self.Status.BINNED:
            raise NotInTheBin
        self.delete()

    @locked
    def keep_on_top(self, *, is_sticky: bool) -> None:
        self.refuse_in_the_bin()
        self.is_sticky = is_sticky
        self.save(update_fields=["is_sticky", "updated_at"])
        post_changed.send(Post, post=self)

    def preview(self) -> None:
        """The text as write() renders it, and nothing stored: no tag is made of a #hashtag."""
        self.source = markdown.normalise(self.source)
        self.body_html = self._html(hashtag_url)

    @transaction.atomic
    def set_tags(self, names: Iterable[str]) -> None:
        tags = Tag.objects.called(names)
        listed = self.tagged.filter(is_in_text=False)
        self._take_off(listed.exclude(tag__in=tags))
        have = set(self.tagged.values_list("tag_id", flat=True))
        self.tagged.filter(tag__in=tags, is_in_text=True).update(is_in_text=False)
        TaggedPost.objects.bulk_create(
            [TaggedPost(content_object=self, tag=tag) for tag in tags if tag.pk not in have]
        )
        post_changed.send(Post, post=self)

    # What readers do

    @locked
    def like(self, *, by: User) -> None:
        """Raises NotPublished."""
        if not self.is_published:
            raise NotPublished
        self.bring_like(by=by)

    def bring_like(self, *, by: User) -> None:
        """One that was given while the post was public, here or elsewhere. In a transaction."""
        _like, is_new = Like.objects.get_or_create(post=self, user=by)
        if is_new:
            self._count_like(1)

    @locked
    def unlike(self, *, by: User) -> None:
        gone, _kinds = Like.objects.filter(post=self, user=by).delete()
        if gone:
            self._count_like(-1)

    def _count_like(self, step: int) -> None:
        Post.objects.filter(pk=self.pk).update(like_count=models.F("like_count") + step)
        self.refresh_from_db(fields=["like_count"])

    def _render(self) -> list[str]:
        """Fills what is made from the source; returns the #hashtags said in it."""
        hashtags: list[str] = []

        def link_hashtag(name: str) -> str:
            hashtags.append(name)
            return hashtag_url(name)

        self.source = markdown.normalise(self.source)
        self.body_html = self._html(link_hashtag)
        self.renderer_version = markdown.RENDERER_VERSION
        self.word_count = markdown.word_count(self.body_html)
        self.opening = markdown.excerpt(self.body_html)
        return hashtags

    def _html(self, hashtag_url: Callable[[str], str]) -> str:
        prefix = f"p{self.pk}-"
        if self.source_format == self.Format.HTML:
            return markdown.clean_html(
                self.source,
                prefix=prefix,
                own_hosts=own_hosts(),
                pictures=Image.objects.for_text,
            )
        return markdown.render_post(
            self.source,
            prefix=prefix,
            hashtag_url=looked_up_once(hashtag_url),
            mention_url=looked_up_once(mention_url),
            own_hosts=own_hosts(),
            pictures=Image.objects.for_text,
        )

    def _fill_slug(self) -> None:
        if not self.slug or self.is_taken(self.slug):
            self.slug = slug_from(self.slug or self.title, taken=self.is_taken, otherwise="post")

    def _note_hashtags(self, hashtags: list[str]) -> None:
        said = Tag.objects.called(hashtags)
        self._take_off(self.tagged.filter(is_in_text=True).exclude(tag__in=said))
        have = set(self.tagged.values_list("tag_id", flat=True))
        TaggedPost.objects.bulk_create(
            [
                TaggedPost(content_object=self, tag=tag, is_in_text=True)
                for tag in said
                if tag.pk not in have
            ]
        )

    def _take_off(self, tagged: models.QuerySet[TaggedPost]) -> None:
        gone = set(tagged.values_list("tag_id", flat=True))
        if gone:
            self.tagged.filter(tag__in=gone).delete()
            tags_left.send(Tag, tag_ids=gone)
