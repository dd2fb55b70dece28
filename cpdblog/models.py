"""What the programs of the community must know of each other. A cache may forget; this may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    import datetime as dt


class LastTimeQuerySet(models.QuerySet["LastTime"]):
    def note(self, what: str, *, at: dt.datetime) -> None:
        self.update_or_create(what=what, defaults={"at": at})

    def is_within(self, span: dt.timedelta, what: str, *, at: dt.datetime) -> bool:
        return self.filter(what=what, at__gt=at - span).exists()

    def claim(self, what: str, *, at: dt.datetime, every: dt.timedelta) -> bool:
        """Whether it is time again, and time for whoever asks: of many who ask, one is told so."""
        self.get_or_create(what=what, defaults={"at": at - every})
        return bool(self.filter(what=what, at__lte=at - every).update(at=at))


class LastTime(models.Model):
    """When something was done last: the daily chores, or a sign of life of a worker."""

    what = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()

    objects = models.Manager.from_queryset(LastTimeQuerySet)()

    def __str__(self) -> str:
        return self.what
