"""Lists as word processors copy them: paragraphs that say their level, with the sign as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

LIST_LEVEL, MARKER = "data-list-level", "data-list-marker"
_NUMBER = re.compile(r"\s*[\w]{1,4}[.)]\s*$")


def gather_word_lists(soup: BeautifulSoup) -> None:
    """Paragraphs with a LIST_LEVEL that follow each other become one list, with lists in it."""
    open_lists: list[Tag] = []
    last: Tag | None = None
    for paragraph in soup.find_all(None, {LIST_LEVEL: True}):
        if last is None or paragraph.find_previous_sibling() is not last:
            open_lists = []
        level = max(1, int(str(paragraph[LIST_LEVEL])))
        name = "ol" if _is_numbered(paragraph) else "ul"
        del open_lists[level:]
        if not open_lists:
            outermost = soup.new_tag(name)
            paragraph.insert_before(outermost)
            open_lists = [outermost]
        elif len(open_lists) < level:
            inner = soup.new_tag(name)
            _last_entry(open_lists[-1]).append(inner)
            open_lists.append(inner)
        paragraph.name = "li"
        open_lists[-1].append(paragraph.extract())
        last = open_lists[0]


def _is_numbered(paragraph: Tag) -> bool:
    """Takes the sign out, which the list draws itself."""
    signs = [marker.extract().get_text() for marker in paragraph.find_all(None, {MARKER: True})]
    return any(_NUMBER.match(sign) for sign in signs)


def _last_entry(entries: Tag) -> Tag:
    return entries.find_all("li", recursive=False)[-1]
