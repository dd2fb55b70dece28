"""The image files that go into an export, and their addresses in texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogs.models import Blog

FOLDER = "pictures"
# In a text an address of ours begins after a bracket, a quotation mark, a comma or a space.
_URL = re.compile(r"(?<![\w/.:-])(?P<site>https?://[\w.:-]+)?/media/(?P<name>[^\s\"'<>()\[\],?#]+)")


class ImageFiles:
    """Names in the store, each looked up once."""

    def __init__(self) -> None:
        self._stored: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        if name not in self._stored:
            self._stored[name] = _is_stored(name)
        return self._stored[name]

    def add_from_text(self, text: str) -> None:
        """The images that TEXT shows."""
        self.replace_urls(text, new_url=lambda name: name)

    def add_library(self, blog: Blog) -> None:
        for image in blog.images.order_by("pk").iterator(chunk_size=200):
            for name in image.file_names():
                self.has(name)

    def names(self) -> list[str]:
        return sorted(name for name, exists in self._stored.items() if exists)

    def replace_urls(self, text: str, *, new_url: Callable[[str], str]) -> str:
        """TEXT with the address of each image of ours replaced; NEW_URL takes its name."""

        def replacement(found: re.Match[str]) -> str:
            name, site = found["name"], found["site"]
            is_ours = site in {None, settings.SITE_URL} and self.has(name)
            return new_url(name) if is_ours else found[0]

        return _URL.sub(replacement, text)


def _is_stored(name: str) -> bool:
    try:
        return default_storage.exists(name) and not name.endswith("/")
    except (SuspiciousFileOperation, OSError, ValueError):
        return False
