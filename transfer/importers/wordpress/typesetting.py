"""Sets the text of a page, and never code, addresses or shortcodes in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transfer.importers.wordpress.tags import INSIDE
from transfer.importers.wordpress.typography import HIDDEN, edits, may_change

if TYPE_CHECKING:
    from transfer.importers.wordpress.typography import Edit, Quotes

_IN_LINES = (
    "a abbr b bdi bdo big cite del dfn em font i img ins mark q s small span strike strong sub sup"
    " time u var wbr"
)
_NEVER = "code|kbd|pre|samp|script|style|textarea|tt"
_PART = re.compile(
    rf"<(?P<never>{_NEVER})(?=[\s/>]){INSIDE}>(?:[^<]++|<(?!/?(?P=never)\b))*+</(?P=never)\s*+>"
    rf"|</?(?P<name>[a-zA-Z][\w-]*+){INSIDE}>"
    r"|\x00\d+\x00"
    r"|(?:https?://|www\.)[^\s<>\"'\x00]++"
    r"|\[/?[a-z][\w-]*+(?:\s[^\[\]<>]*?=[^\[\]<>]*+)?+/?\]"
    r"|<",
    re.IGNORECASE,
)
# What stands in the text for a tag: it parts nothing, or no more than a space does.
_READ_AS = dict.fromkeys(_IN_LINES.split(), "") | {"br": "\n"}


def typeset_page(page: str, quotes: Quotes | None) -> str:
    """A quote may begin in one tag and end in another, but no further than its paragraph."""
    if quotes is None or not may_change(page):
        return page
    parts: list[str] = []
    run, position = _Run(), 0
    for part in _PART.finditer(page):
        run.add_text(page[position : part.start()])
        position = part.end()
        name = part["name"]
        if not name:
            run.add(part[0], "" if part[0] == "<" else HIDDEN)
        elif (read_as := _READ_AS.get(name.lower())) is not None:
            run.add(part[0], read_as)
        else:
            parts += [run.typeset(quotes), part[0]]
            run = _Run()
    run.add_text(page[position:])
    return "".join([*parts, run.typeset(quotes)])


class _Run:
    """Text with the tags in it, of one paragraph."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str, bool]] = []  # as it is written, as it is read, is it text?

    def add_text(self, text: str) -> None:
        if text:
            self.parts.append((text, text, True))

    def add(self, written: str, read: str) -> None:
        self.parts.append((written, read, False))

    def typeset(self, quotes: Quotes) -> str:
        whole = "".join(read for _written, read, _is_text in self.parts)
        waiting = edits(whole, quotes)[::-1]
        if not waiting:
            return "".join(written for written, _read, _is_text in self.parts)
        shown, start = [], 0
        for written, read, is_text in self.parts:
            shown.append(_edited(written, start, waiting) if is_text else written)
            start += len(read)
            while waiting and waiting[-1].start < start:  # it goes over a tag
                waiting.pop()
        return "".join(shown)


def _edited(text: str, start: int, waiting: list[Edit]) -> str:
    """TEXT, which begins at START, with those of the edits WAITING that lie within it."""
    parts, position = [], 0
    while waiting and waiting[-1].end <= start + len(text):
        edit = waiting.pop()
        parts += [text[position : edit.start - start], edit.shown]
        position = edit.end - start
    return "".join([*parts, text[position:]])
