"""What the makers of static sites write into Markdown, made into Markdown."""

from __future__ import annotations

import datetime as dt
import re

_TITLE = re.compile(r"\s*# +([^\n]+)\n")
_PUBLISHED = re.compile(r"\s*> Published on ([A-Z][a-z]{2,8} \d{1,2}, \d{4})[^\n]*\n")
_SITE = re.compile(r"\{\{\s*site\.(?:baseurl|url)\s*\}\}")
_RELATIVE = re.compile(r"\{\{\s*[\"']([^\"'{}\n]++)[\"']\s*\|\s*(?:relative|absolute)_url\s*\}\}")
_FIGURE = re.compile(r"\{\{[<%]\s*figure\s([^{}\n]*?)\s*/?[>%]\}\}")
_ATTRIBUTE = re.compile(r"\b(src|alt|title|caption)\s*=\s*\"([^\"\n]*+)\"")
_CODE = re.compile(r"\{%-?\s*highlight\s+([\w+-]{1,30})[^%{}\n]*%\}")
_CODE_END = re.compile(r"\{%-?\s*endhighlight\s*-?%\}")


def split_title(text: str, *, has_title: bool) -> tuple[str, str, dt.datetime | None]:
    """The text without the title and day that Mataroa writes above it, and those."""
    title, date = "", None
    if not has_title and (found := _TITLE.match(text)):
        title, text = found[1].strip(" #"), text[found.end() :]
    if title and (found := _PUBLISHED.match(text)):
        date = _parse_date(found[1])
        text = text[found.end() :] if date else text
    return text, title, date


def plain_markdown(text: str) -> str:
    text = _SITE.sub("", _RELATIVE.sub(r"\1", text))
    text = _FIGURE.sub(_figure, text)
    return _CODE_END.sub("```", _CODE.sub(r"```\1", text))


def _figure(found: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    if "src" not in attributes:
        return found[0]
    alt = attributes.get("alt") or attributes.get("caption") or attributes.get("title") or ""
    return f"![{alt}](<{attributes['src']}>)"


def _parse_date(text: str) -> dt.datetime | None:
    for pattern in ("%b %d, %Y", "%B %d, %Y"):
        try:
            return dt.datetime.strptime(text, pattern)  # noqa: DTZ007 - in the zone of the blog
        except ValueError:
            continue
    return None
