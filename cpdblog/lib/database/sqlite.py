"""How the embedded database is opened: an answered write is on disk, readers never wait."""

from typing import Any

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # with NORMAL a power cut loses the last answered writes
    "mmap_size=134217728",
    "cache_size=-20000",
    "temp_store=MEMORY",
)


def sqlite_options() -> dict[str, Any]:
    return {
        # DEFERRED fails at once, whatever the timeout, when a reader turns writer too late.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": ";".join(f"PRAGMA {pragma}" for pragma in _PRAGMAS),
    }
