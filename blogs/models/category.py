"""The few categories of a blog."""

from __future__ import annotations

from typing import Any, Self

from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blogs.models.blog import Blog
from blogs.signals import category_changed, category_created, category_deleted
from cpdblog.lib.database.locking import locked
from cpdblog.lib.text.plain import one_line
from cpdblog.lib.text.slug_field import SlugField
from cpdblog.lib.text.slugs import slug_from

MAX_CATEGORY_LENGTH = 80  # and of the slug that is made from it


class CategoryQuerySet(models.QuerySet["Category"]):
    def by_name(self) -> Self:
        return self.order_by(Lower("name"), "pk")


_CategoryManager = models.Manager.from_queryset(CategoryQuerySet)


class CategoryManager(_CategoryManager["Category"]):
    @transaction.atomic
    def create_category(self, category: Category) -> Category:
        """Raises IntegrityError where the blog has one of this name."""
        category.save(force_insert=True)
        category_created.send(Category, category=category)
        return category


class Category(models.Model):
    blog = models.ForeignKey(
        Blog, models.CASCADE, related_name="categories", verbose_name=_("blog")
    )
    name = models.CharField(_("name"), max_length=MAX_CATEGORY_LENGTH)
    slug = SlugField(_("address"), max_length=MAX_CATEGORY_LENGTH, blank=True)

    objects = CategoryManager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint("blog", Lower("name"), name="one_category_per_name"),
            models.UniqueConstraint(fields=["blog", "slug"], name="one_category_per_address"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        if not self.slug:
            others = self.blog.categories.exclude(pk=self.pk)
            self.slug = slug_from(
                self.name,
                taken=lambda slug: others.filter(slug=slug).exists(),
                otherwise="category",
                length=MAX_CATEGORY_LENGTH,
            )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("blogs:category", args=[self.blog.handle, self.slug])

    @locked
    def rename(self, name: str) -> None:
        """Its address stays."""
        self.name = name
        self.save(update_fields=["name"])
        category_changed.send(Category, category=self)

    @transaction.atomic
    def delete_permanently(self) -> None:
        """The posts in it stay."""
        category_id = self.pk
        self.delete()
        category_deleted.send(Category, blog=self.blog, category_id=category_id)
