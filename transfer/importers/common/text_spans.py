"""Spans of a text between two marks, found in one walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def replace_between(text: str, start: str, end: str, replace: Callable[[str], str]) -> str:
    """TEXT with each span from START to END replaced, both included; an end that is missing is
    looked for once.
    """
    parts, position = [], 0
    while (begin := text.find(start, position)) >= 0:
        finish = text.find(end, begin)
        if finish < 0:
            break
        finish += len(end)
        parts += [text[position:begin], replace(text[begin:finish])]
        position = finish
    return "".join([*parts, text[position:]])
