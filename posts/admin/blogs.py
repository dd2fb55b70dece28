"""Blogs and categories in the admin, with how many posts each of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from blogs.admin import BlogAdmin, CategoryAdmin
from blogs.models import Blog, Category
from cpdblog.lib.admin import posts_counted
from posts.models import Post

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def count_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many ROWS there are for each thing of the outer list; only asked for those shown."""
    each = rows.filter(**{by: models.OuterRef("pk")}).order_by().values(by)
    return Coalesce(models.Subquery(each.annotate(n=models.Count("pk")).values("n")), 0)


@admin.register(Blog)
class CountedBlogAdmin(BlogAdmin):
    list_display = ["title", "handle", "owned_by", "post_count", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Blog]:
        posts = Post.objects.published().posts()
        blogs = Blog.objects.with_owner().annotate(posts_out=count_of(posts, "blog"))
        return blogs.order_by(*self.ordering)

    @admin.display(description=_("posts"), ordering="posts_out")
    def post_count(self, blog: Any) -> str:
        return posts_counted(blog.posts_out)


@admin.register(Category)
class CountedCategoryAdmin(CategoryAdmin):
    list_display = ["name", "blog", "post_count"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        filed = Post.categories.through.objects.filter(post__status=Post.Status.PUBLISHED)
        rows = super().get_queryset(request)
        with_count: QuerySet[Any] = rows.annotate(posts_out=count_of(filed, "category"))
        return with_count

    @admin.display(description=_("posts"), ordering="posts_out")
    def post_count(self, category: Any) -> str:
        return posts_counted(category.posts_out)
