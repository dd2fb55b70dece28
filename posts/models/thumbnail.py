"""The first image of a post in its smallest width, read from the stored HTML: a list of posts asks
for nothing more.
"""

from __future__ import annotations

import re

from django.db.models import F, Value
from django.db.models.functions import StrIndex, Substr

from cpdblog.lib.markup.images import IMAGE_ROOT

_MARK = f'srcset="{IMAGE_ROOT}'
_LENGTH = 200  # of the mark, a name and a width
_FIRST = re.compile(rf'srcset="({IMAGE_ROOT}[\w/]+-\d+(?:\.still)?)\.(?:avif|webp) ')


def first_image() -> Substr:
    """Where the HTML shows its first image; what stands there is for `thumbnail_in`."""
    return Substr(F("body_html"), StrIndex(F("body_html"), Value(_MARK)), Value(_LENGTH))


def thumbnail_in(html: str) -> str:
    """The address of the first image that HTML shows; of an animated one, of its still."""
    found = _FIRST.search(html)
    return f"{found[1]}.webp" if found else ""
