"""The columns of a post, and what the database promises of them."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from blogs.models.blog import Blog
from blogs.models.category import Category
from cpdblog.lib.database.reverse import Reverse
from cpdblog.lib.text.slug_field import SlugField
from posts.models.choices import Format, Kind, Status
from posts.models.limits import (
    MAX_ALT_LENGTH,
    MAX_EXCERPT_LENGTH,
    MAX_IMAGE_URL_LENGTH,
    MAX_SLUG_LENGTH,
    MAX_SOURCE_LENGTH,
    MAX_TITLE_LENGTH,
    MAX_URL_LENGTH,
)
from posts.models.post_queries import PostManager
from posts.models.revision import RevisionManager
from posts.models.tag import TaggedPost


class PostFields(models.Model):
    Format, Status, Kind = Format, Status, Kind

    blog = models.ForeignKey(Blog, models.CASCADE, related_name="posts", verbose_name=_("blog"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="posts",
        verbose_name=_("author"),
    )
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.POST)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH, blank=True)
    slug = SlugField(
        _("address"),
        max_length=MAX_SLUG_LENGTH,
        blank=True,
        help_text=_("Made from the title when left empty."),
    )
    source = models.TextField(
        _("text"), blank=True, validators=[MaxLengthValidator(MAX_SOURCE_LENGTH)]
    )
    source_format = models.CharField(
        max_length=8, choices=Format, default=Format.MARKDOWN, editable=False
    )
    body_html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveSmallIntegerField(editable=False, default=0)
    excerpt = models.TextField(
        _("excerpt"),
        max_length=MAX_EXCERPT_LENGTH,
        blank=True,
        help_text=_("For lists. The first words of the text when left empty."),
    )
    # The address of a picture of the library, as a text would show it; and the figure made of it.
    featured_image = models.CharField(
        _("featured image"), max_length=MAX_IMAGE_URL_LENGTH, blank=True, editable=False
    )
    featured_alt = models.CharField(max_length=MAX_ALT_LENGTH, blank=True, editable=False)
    featured_html = models.TextField(editable=False, blank=True)
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
    canonical_url = models.URLField(_("first published at"), max_length=MAX_URL_LENGTH, blank=True)
    # Which text of which other place this is, so that bringing it in again finds it.
    imported_from = models.CharField(max_length=255, blank=True, editable=False, default="")
    version = models.PositiveIntegerField(editable=False, default=1)  # counts the savings
    preview_key = models.CharField(max_length=32, blank=True, editable=False, default="")
    card = models.CharField(max_length=200, blank=True, editable=False, default="")  # to share it
    # Of the form that created it: a form that is sent twice creates one post.
    creation_key = models.CharField(max_length=32, blank=True, editable=False, default="")
    # When its guest author submitted it for review.
    submitted_at = models.DateTimeField(null=True, editable=False)
    binned_at = models.DateTimeField(null=True, editable=False)
    binned_from = models.CharField(max_length=10, blank=True, editable=False, default="")
    comment_count = models.PositiveIntegerField(editable=False, default=0)
    like_count = models.PositiveIntegerField(editable=False, default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    listed_tags: list[TaggedPost]  # read along by with_tags()

    tagged: Reverse[models.Manager[TaggedPost]]
    revisions: Reverse[RevisionManager]

    objects = PostManager()

    class Meta:
        abstract = True
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
                fields=["author", "creation_key"],
                condition=~models.Q(creation_key=""),
                name="one_post_per_creation_key",
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

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED
