"""Tags and their attributes, as texts of WordPress write them."""

from __future__ import annotations

import html
import re

INSIDE = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"  # a tag, up to its end
_ATTRIBUTE = re.compile(
    r"([a-zA-Z][\w-]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>\[\]]++))"
)


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag or of a shortcode, with their entities read."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def tag(name: str, values: dict[str, str]) -> str:
    text = "".join(f' {key}="{html.escape(value)}"' for key, value in values.items())
    return f"<{name}{text}>"
