"""The few categories of a blog."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blogs.models.blog import Blog
from cpdblog.lib.text.plain import one_line
from cpdblog.lib.text.slug_field import SlugField
from cpdblog.lib.text.slugs import slug_from


class CategoryQuerySet(models.QuerySet["Category"]):
    def by_name(self) -> Self:
        return self.order_by(Lower("name"), "pk")


class Category(models.Model):
    blog = models.ForeignKey(
        Blog, models.CASCADE, related_name="categories", verbose_name=_("blog")
    )
    name = models.CharField(_("name"), max_length=80)
    slug = SlugField(_("address"), max_length=80, blank=True)

    objects = models.Manager.from_queryset(CategoryQuerySet)()

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
                length=80,
            )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("blogs:category", args=[self.blog.handle, self.slug])
