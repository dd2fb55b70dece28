"""Choosing a year and a month beside a list, found by its first and last row."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin.views.main import ChangeList
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import Promise

_PERIOD = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?", re.ASCII)


def year_filter(field: str, title: str | Promise) -> type[YearFilter]:
    return type("YearFilter", (YearFilter,), {"field": field, "title": title})


class YearFilter(admin.SimpleListFilter):
    """ "2012" or "2012-07". Distinct years of a million rows would be slow; two ends are not."""

    field: str
    title = ""
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        ends = model_admin.model._default_manager.aggregate(
            first=models.Min(self.field), last=models.Max(self.field)
        )
        if not ends["first"]:
            return []
        first, last = (timezone.localtime(ends[end]).year for end in ("first", "last"))
        return [(str(year), str(year)) for year in range(last, first - 1, -1)]

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        period = _period(self.value() or "")
        if period is None:
            return queryset.none()
        begin, end = period
        return queryset.filter(**{f"{self.field}__gte": begin, f"{self.field}__lt": end})

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Under the year that is chosen its months."""
        year, _dash, month = (self.value() or "").partition("-")
        for choice, value in zip(super().choices(changelist), ["", *self._years()], strict=True):
            yield {**choice, "selected": value == year and not month}
            if value and value == year:
                yield from (self._month(changelist, year, number) for number in MONTHS)

    def _years(self) -> list[str]:
        return [str(value) for value, _label in self.lookup_choices]

    def _month(self, changelist: ChangeList, year: str, number: int) -> dict[str, Any]:
        value = f"{year}-{number:02}"
        return {
            "selected": self.value() == value,
            "query_string": changelist.get_query_string({self.parameter_name: value}),
            "display": f"{MONTHS[number]} {year}",
        }


def _period(value: str) -> tuple[dt.datetime, dt.datetime] | None:
    """The moments where it begins and where it is over, on the community's clock."""
    match = _PERIOD.fullmatch(value)
    if not match:
        return None
    zone = timezone.get_current_timezone()
    year, month = int(match[1]), int(match[2] or 0)
    after = (year, month + 1) if 0 < month < len(MONTHS) else (year + 1, 1)
    return dt.datetime(year, month or 1, 1, tzinfo=zone), dt.datetime(*after, 1, tzinfo=zone)
