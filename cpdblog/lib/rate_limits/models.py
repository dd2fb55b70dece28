from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


class RateLimitQuerySet(models.QuerySet["RateLimit"]):
    def over(self, *, at: dt.datetime) -> Self:
        return self.filter(over_at__lt=at)


_RateLimitManager = models.Manager.from_queryset(RateLimitQuerySet)


class RateLimitManager(_RateLimitManager["RateLimit"]):
    def hold(self, keys: Iterable[str]) -> dict[str, RateLimit]:
        """The rows called KEYS, made where there are none; nobody else counts in them until the
        transaction ends.
        """
        names = sorted(set(keys))  # always in one order: nobody waits for who waits for them
        rows = [self.model(key=name, over_at=timezone.now()) for name in names]
        # Writing comes first: it is what makes others wait, on SQLite as on PostgreSQL.
        self.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=["key"])
        return self.in_bulk(names, field_name="key")

    def forget(self, keys: Iterable[str]) -> None:
        self.filter(key__in=list(keys)).delete()


class RateLimit(models.Model):
    """When something was done lately by one who is counted; see cpdblog.lib.rate_limits.limits."""

    key = models.CharField(max_length=200, unique=True)
    times = models.JSONField(default=list)  # seconds since 1970, the oldest first
    over_at = models.DateTimeField(db_index=True)

    objects = RateLimitManager()

    class Meta:
        verbose_name = _("rate limit")
        verbose_name_plural = _("rate limits")

    def __str__(self) -> str:
        return self.key

    def wait(self, amount: int, seconds: float, *, at: float) -> float:
        """How many seconds until it may be done again; nothing when it may be done now."""
        lately = [moment for moment in self.times if moment > at - seconds]
        return lately[-amount] + seconds - at if len(lately) >= amount else 0

    def count(self, *, at: float, seconds: float) -> None:
        self.times = [*(moment for moment in self.times if moment > at - seconds), at]
        self.over_at = datetime.fromtimestamp(at + seconds, UTC)
