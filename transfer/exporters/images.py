"""The pictures that go along, and where each of them is found."""

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
_NAMED = re.compile(
    r"(?<![\w/.:-])(?P<site>https?://[\w.:-]+)?/media/(?P<name>[^\s\"'<>()\[\],?#]+)"
)


class Pictures:
    """What lies in the store, each looked up once."""

    def __init__(self) -> None:
        self._is_there: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        if name not in self._is_there:
            self._is_there[name] = _is_stored(name)
        return self._is_there[name]

    def note(self, text: str) -> None:
        """Take along what TEXT shows."""
        self.named_anew(text, address=lambda name: name)

    def note_library(self, blog: Blog) -> None:
        for image in blog.images.order_by("pk").iterator(chunk_size=200):
            for name in image.file_names():
                self.has(name)

    def names(self) -> list[str]:
        return sorted(name for name, is_there in self._is_there.items() if is_there)

    def named_anew(self, text: str, *, address: Callable[[str], str]) -> str:
        """TEXT with the ADDRESS of every picture of ours in place of the one it has here."""

        def anew(found: re.Match[str]) -> str:
            name, site = found["name"], found["site"]
            is_ours = site in {None, settings.SITE_URL} and self.has(name)
            return address(name) if is_ours else found[0]

        return _NAMED.sub(anew, text)


def _is_stored(name: str) -> bool:
    try:
        return default_storage.exists(name) and not name.endswith("/")
    except (SuspiciousFileOperation, OSError, ValueError):
        return False
