"""Spans of a text between two marks, found in one walk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_REST = 200  # characters


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


def replace_elements(text: str, name: str, replace: Callable[[str, str, str], str]) -> str:
    """TEXT with each element NAME replaced, from its first tag, what stands in it, and what follows
    it at once. One that is never closed stays.
    """
    tag = re.compile(rf"<(/?){name}(?=[\s/>])(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.IGNORECASE)
    tags = list(tag.finditer(text))
    ends = [found for found in tags if found[1]]
    parts, position, ended = [], 0, 0
    for start in tags:
        if start[1] or start.start() < position:
            continue
        while ended < len(ends) and ends[ended].start() < start.end():
            ended += 1
        if ended == len(ends):
            break
        end = ends[ended]
        inside, rest = text[start.end() : end.start()], text[end.end() : end.end() + _REST]
        parts += [text[position : start.start()], replace(start[0], inside, rest)]
        position = end.end()
    return "".join([*parts, text[position:]])
