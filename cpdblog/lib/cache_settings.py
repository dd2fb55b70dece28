"""Where things are cached: in Redis where there is one, otherwise in a table of the database."""

from typing import Any


def redis_cache(url: str) -> dict[str, Any]:
    return {
        "BACKEND": "cpdblog.lib.caching.ForgivingRedisCache",
        "LOCATION": url.replace("valkey://", "redis://", 1),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }


def database_cache() -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Above this a third of the rows is thrown away, whatever they count: never in daily life.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
