"""What titles and names may hold that is not meant to be seen."""

from __future__ import annotations

import html
import re

from cpdblog.lib.text.plain import normalise

_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")


def strip_markup(text: str) -> str:
    """A title or a name in one line, without the tags and entities it may have been stored with."""
    return " ".join(html.unescape(_TAG.sub("", normalise(text))).split())
