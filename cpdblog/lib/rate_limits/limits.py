"""How often something may be done: counted in a table, within the transaction of what is done."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cpdblog.lib.rate_limits.models import RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterable


MINUTE, HOUR, DAY = 60, 3600, 86_400


class TooMany(Exception):
    """It was done too often; it may be done again in so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = max(1, ceil(seconds))

    @property
    def message(self) -> str:
        return please_wait(self.seconds)


@dataclass(frozen=True, slots=True)
class Limit:
    """One who is counted: no address and no name is kept, only what they hash to."""

    key: str
    amount: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rate:
    name: str
    amount: int
    seconds: float

    def per(self, who: object) -> Limit:
        return Limit(f"{self.name}:{_hashed(who)}", self.amount, self.seconds)


def take(*limits: Limit, at: float | None = None, dry_run: bool = False) -> None:
    """Counts once for each of LIMITS, or for none of them. Raises TooMany.

    Inside a transaction what was counted is forgotten with everything else when that is undone.
    """
    at = at or time.time()
    with transaction.atomic():
        rows = RateLimit.objects.hold(limit.key for limit in limits)
        waits = [rows[limit.key].wait(limit.amount, limit.seconds, at=at) for limit in limits]
        if wait := max(waits, default=0):
            raise TooMany(wait)
        if dry_run:
            return
        for limit in limits:
            rows[limit.key].count(at=at, seconds=limit.seconds)
        RateLimit.objects.bulk_update(rows.values(), ["times", "over_at"])


def give_back(limit: Limit, *, at: float) -> None:
    with transaction.atomic():
        row = RateLimit.objects.hold([limit.key])[limit.key]
        row.times = [moment for moment in row.times if moment != at]
        row.save(update_fields=["times"])


def forget(limits: Iterable[Limit]) -> None:
    RateLimit.objects.forget(limit.key for limit in limits)


def please_wait(seconds: int) -> str:
    if seconds < 2 * MINUTE:
        message = ngettext("Please wait %(n)s second.", "Please wait %(n)s seconds.", seconds)
        return message % {"n": seconds}
    if seconds < 2 * HOUR:
        return _("Please wait %(n)s minutes.") % {"n": ceil(seconds / MINUTE)}
    return _("Please wait %(n)s hours.") % {"n": ceil(seconds / HOUR)}


def _hashed(who: object) -> str:
    return salted_hmac("rate_limits", str(who), algorithm="sha256").hexdigest()
