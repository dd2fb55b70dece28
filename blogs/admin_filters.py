"""Choosing a blog beside a list: links while there are few, a field to type in beyond that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from blogs.models import Blog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin.views.main import ChangeList
    from django.db.models import QuerySet
    from django.http import HttpRequest

MAX_LINKS = 20


class BlogFilter(admin.SimpleListFilter):
    title = _("blog")
    parameter_name = "blog"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        some = Blog.objects.by_title().values_list("handle", "title")[: MAX_LINKS + 1]
        found = list(some)
        if len(found) > MAX_LINKS:
            self.template = "admin/blog_filter.html"
        return found

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        handle = self.value()
        return queryset.filter(blog__handle=handle.strip()) if handle else queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            others = {name: value for name, value in changelist.params.items() if name != "blog"}
            yield {**choice, "other_params": others, "handle": self.value() or ""}
