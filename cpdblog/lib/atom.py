"""Atom feeds that hold the whole text and mean the same wherever they are read."""

import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from cpdblog.lib.xml import legal

# In our own stored markup every attribute is in double quotes, with < and > escaped.
_TAG = re.compile(r"<[a-z][^<>]*>")
_LOCAL = re.compile(r' (href|src)="([/#][^"]*)"')


class FullTextAtom(Atom1Feed):
    """The description of an item is its content; `feed_language` says what it is written in."""

    def write(self, outfile: Any, encoding: str) -> None:
        """Whatever a row holds, the feed is XML: one stray control would break it for everybody."""
        self.feed = _legal(self.feed)
        self.items = _legal(self.items)
        super().write(outfile, encoding)

    def root_attributes(self) -> dict[str, Any]:
        language = self.feed.get("feed_language") or self.feed["language"]
        return {**super().root_attributes(), "xml:lang": language}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["description"], {"type": "html"})


def _legal(told: Any) -> Any:
    """TOLD without the characters that XML 1.0 does not know."""
    if isinstance(told, str):
        return legal(told)
    if isinstance(told, dict):
        return {key: _legal(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_legal(value) for value in told]
    return told


def with_absolute_links(page: str, *, site: str, here: str) -> str:
    """PAGE as it can be read elsewhere. SITE is our own address, HERE the path of the page."""

    def absolute(link: re.Match[str]) -> str:
        name, target = link.groups()
        path = target if target.startswith("/") else f"{here}{target}"
        return f' {name}="{path if path.startswith("//") else site + path}"'

    return _TAG.sub(lambda tag: _LOCAL.sub(absolute, tag[0]), page)
