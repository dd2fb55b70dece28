"""What titles and names may hold that is not meant to be seen."""

from __future__ import annotations

import html
import re

from cpdblog.lib.text.plain import normalise

_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")


def words(text: str) -> str:
    """A title or a name, which may have been stored with marks and entities in it."""
    return " ".join(html.unescape(_TAG.sub("", normalise(text))).split())
