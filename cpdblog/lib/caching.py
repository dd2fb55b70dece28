"""A cache that may be away: it then remembers nothing, and nobody's page fails for it."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _ForgivingClient


class _ForgivingClient:
    def __init__(self, servers: list[str], **options: Any) -> None:
        self._client = RedisCacheClient(servers, **options)
        # The library is there only where a CACHE_URL is.
        self._errors = (import_string("redis.exceptions.RedisError"), OSError)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._ask, name)

    def _ask(self, name: str, *arguments: Any) -> Any:
        try:
            return getattr(self._client, name)(*arguments)
        except self._errors as error:
            log.warning("The cache is away: %s", error)
            return _as_if_empty(name, arguments)


def _as_if_empty(name: str, arguments: tuple[Any, ...]) -> Any:
    match name:
        case "add":
            return True
        case "get" | "incr":
            return arguments[-1]  # the default; of incr the step, for it begins there
        case "get_many":
            return {}
    return None
