"""Names of files that every system can keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posts.models import Post

_MAX_STEM_BYTES = 150  # a date and an ending follow, and many systems end at 255
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_RESERVED = {"aux", "con", "nul", "prn", *_PORTS}  # by Windows


def stem(slug: str, pk: int) -> str:
    """SLUG as the name of a file; with its primary key where the slug alone would not do."""
    cut = slug.encode()[:_MAX_STEM_BYTES].decode(errors="ignore")
    return slug if slug and cut == slug and slug not in _RESERVED else f"{cut}--{pk}"


def draft_stem(post: Post) -> str:
    """A draft may have the slug of another post."""
    return f"{stem(post.slug, post.pk).partition('--')[0]}-{post.pk}".lstrip("-")
