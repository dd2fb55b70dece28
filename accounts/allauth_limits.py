"""allauth counts tries in the cache, where they race and which may be away: here they are counted
in the table of cpdblog.lib.rate_limits. Its settings and its pages stay as they are.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import RateLimited

from accounts.allauth_internals import ratelimit
from cpdblog.lib.rate_limits import limits

if TYPE_CHECKING:
    from django.http import HttpRequest

RETRY_AFTER = "cpdblog.retry_after"  # in the META of a request: for the page that refuses it


@dataclass(frozen=True, slots=True)
class Use:
    """What allauth gives back when a try turns out to be none: the right password, say."""

    limit: limits.Limit
    at: float

    def rollback(self) -> None:
        limits.give_back(self.limit, at=self.at)


def _limit(request: HttpRequest, *, rate: Any, **which: Any) -> limits.Limit:
    key = ratelimit.get_cache_key(request, rate=rate, **which)
    return limits.Rate("allauth", rate.amount, rate.duration).per(key)


def consume_one(
    request: HttpRequest,
    *,
    rate: Any,
    dry_run: bool = False,
    raise_exception: bool = False,
    **which: Any,
) -> Use | None:
    limit, at = _limit(request, rate=rate, **which), time.time()
    try:
        limits.take(limit, at=at, dry_run=dry_run)
    except limits.TooMany as limit_error:
        request.META[RETRY_AFTER] = limit_error.seconds
        if raise_exception:
            raise RateLimited from limit_error
        return None
    return Use(limit, at)


def clear(
    request: HttpRequest,
    *,
    app: str,
    action: str,
    config: dict[str, str] | None = None,
    **whom: Any,
) -> None:
    rates = ratelimit.get_rates(app=app, action=action, config=config)
    limits.forget(_limit(request, rate=rate, app=app, action=action, **whom) for rate in rates)


def count_in_our_table() -> None:
    ratelimit._consume_single_rate = consume_one
    ratelimit.clear = clear
