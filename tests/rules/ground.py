"""What the rules look at: our own rooms, files and addresses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
# The lowest first; see docs/architecture.md.
ROOMS = (
    "cpdblog",
    "mail",
    "community",
    "accounts",
    "blogs",
    "images",
    "posts",
    "comments",
    "transfer",
    "desk",
    "search",
)


def python_files() -> list[Path]:
    """Our own code, without tests and migrations."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    return sorted(file for file in files if "migrations" not in file.parts)


def templates() -> list[Path]:
    homes = [ROOT / "templates", *(ROOT / room for room in ROOMS)]
    return sorted({file for home in homes for file in home.rglob("*.html")})


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in ROOMS


def views() -> dict[str, Any]:
    """Every view of ours that an address leads to, by its dotted name; the admin's are Django's."""
    found = (pattern.callback for pattern in _patterns(get_resolver().url_patterns))
    return {
        f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}": view
        for view in found
        if is_ours(view.__module__) and not view.__module__.endswith(".admin")
    }


def _patterns(entries: list[Any]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns)
        else:
            yield entry
