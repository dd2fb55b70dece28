"""Names of files that every system can keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posts.models import Post

_LONGEST = 150  # bytes; a date and an ending follow, and many systems end at 255
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_TAKEN = {"aux", "con", "nul", "prn", *_PORTS}  # by Windows


def stem(slug: str, number: int) -> str:
    """SLUG as the name of a file; with the NUMBER of the thing where it alone would not do."""
    cut = slug.encode()[:_LONGEST].decode(errors="ignore")
    return slug if slug and cut == slug and slug not in _TAKEN else f"{cut}--{number}"


def draft_stem(post: Post) -> str:
    """What was never out may share its address with another."""
    return f"{stem(post.slug, post.pk).partition('--')[0]}-{post.pk}".lstrip("-")
