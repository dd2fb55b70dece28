"""Atom feeds that hold the whole text and mean the same wherever they are read."""

import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed

# In our own stored markup every attribute is in double quotes, with < and > escaped.
_TAG = re.compile(r"<[a-z][^<>]*>")
_LOCAL = re.compile(r' (href|src)="([/#][^"]*)"')


class FullTextAtom(Atom1Feed):
    """The description of an item is its content; `feed_language` says what it is written in."""

    def root_attributes(self) -> dict[str, Any]:
        language = self.feed.get("feed_language") or self.feed["language"]
        return {**super().root_attributes(), "xml:lang": language}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["description"], {"type": "html"})


def with_absolute_links(page: str, *, site: str, here: str) -> str:
    """PAGE as it can be read elsewhere. SITE is our own address, HERE the path of the page."""

    def absolute(link: re.Match[str]) -> str:
        name, target = link.groups()
        path = target if target.startswith("/") else f"{here}{target}"
        return f' {name}="{path if path.startswith("//") else site + path}"'

    return _TAG.sub(lambda tag: _LOCAL.sub(absolute, tag[0]), page)
