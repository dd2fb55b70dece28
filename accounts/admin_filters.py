"""Choosing, beside a list, what one person did: by a link from their page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from accounts.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import Promise


def person_filter(
    path: str, title: str | Promise, parameter_name: str = "person"
) -> type[PersonFilter]:
    """PATH leads from a row of the list to the person."""
    named = {"path": path, "title": title, "parameter_name": parameter_name}
    return type("PersonFilter", (PersonFilter,), named)


class PersonFilter(admin.SimpleListFilter):
    """Absent until somebody is chosen: a menu of everybody would be too long to choose from."""

    path: str
    title = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        handle = self.value()
        if not handle:
            return []
        person = User.objects.filter(handle=handle).first()
        return [(handle, str(person) if person else f"@{handle}")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        handle = self.value()
        return queryset.filter(**{f"{self.path}__handle": handle}) if handle else queryset
