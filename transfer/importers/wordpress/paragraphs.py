"""Blank lines part paragraphs and line ends break lines, where no tag says otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTAINER_ELEMENTS = (
    "address article aside blockquote body details div fieldset footer form header main nav section"
)
_TEXT_ELEMENTS = (
    "caption col colgroup dd dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr legend li ol p pre"
    " summary table tbody td tfoot th thead tr ul"
)
_NAMES = "|".join(f"{_CONTAINER_ELEMENTS} {_TEXT_ELEMENTS}".split())
_OPENED = re.compile(rf"<(?:{_NAMES})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_CLOSED = re.compile(rf"</(?:{_NAMES})[ \t\n]*+>", re.IGNORECASE)
_LEADING = re.compile(rf"\s*+</?({_NAMES})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:</?({_NAMES})(?=[\s/>])[^<>]*+>\s*+)++\Z", re.IGNORECASE)
_CELL = re.compile(r"<(/?)(?:li|td|th|dd|dt)(?=[\s/>])", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*+(?<!<br>)(?<!<br/>)(?<!<br />)\n[ \t]*+")


def in_paragraphs(text: str) -> str:
    separated = _CLOSED.sub(lambda tag: f"{tag[0]}\n\n", text)
    separated = _OPENED.sub(lambda tag: f"\n\n{tag[0]}", separated)
    chunks = [chunk.strip() for chunk in re.split(r"\n[ \t]*+\n", separated) if chunk.strip()]
    parts: list[str] = []
    for paragraph, is_text in _in_cells(chunks):
        gap = "<br>\n<br>\n" if is_text else "\n" if parts else ""
        parts += [gap, paragraph]
    return "".join(parts)


def _in_cells(chunks: list[str]) -> Iterator[tuple[str, bool]]:
    """Each as a paragraph, and whether it goes on with a cell or an item of a list instead."""
    depth, goes_on = 0, False
    for chunk in chunks:
        is_text = goes_on and depth > 0 and not _LEADING.match(chunk) and chunk[0] != "\x00"
        yield _paragraph(chunk, is_text=is_text), is_text
        depth += sum(-1 if tag[1] else 1 for tag in _CELL.finditer(chunk))
        goes_on = not (chunk.endswith(">") and _TRAILING.search(chunk)) and chunk[-1] != "\x00"


def _paragraph(chunk: str, *, is_text: bool) -> str:
    start, has_text_element = 0, is_text or chunk.startswith("\x00")
    while tag := _LEADING.match(chunk, start):
        start = tag.end()
        has_text_element = has_text_element or tag[1].lower() in _TEXT_ELEMENTS.split()
    trailing = _TRAILING.search(chunk, start) if chunk.endswith(">") else None
    end = trailing.start() if trailing else len(chunk)
    if trailing:
        has_text_element = has_text_element or trailing[1].lower() in _TEXT_ELEMENTS.split()
    text = _BREAK.sub("<br>\n", chunk[start:end].strip())
    if text and not has_text_element:
        text = f"<p>{text}</p>"
    return chunk[:start] + text + chunk[end:]
