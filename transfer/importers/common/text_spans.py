"""Stretches of a text between two marks, found in one walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def each_between(text: str, start: str, end: str, change: Callable[[str], str]) -> str:
    """The text with each stretch from START to END changed, in one walk: an end that is missing is
    looked for once.
    """
    done, here = [], 0
    while (begin := text.find(start, here)) >= 0:
        finish = text.find(end, begin)
        if finish < 0:
            break
        finish += len(end)
        done += [text[here:begin], change(text[begin:finish])]
        here = finish
    return "".join([*done, text[here:]])
