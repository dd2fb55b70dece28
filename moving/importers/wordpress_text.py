"""What WordPress keeps in its tables, made into the HTML that it shows from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpdblog.lib.text import normalise, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

_HOLDING_PARAGRAPHS = (
    "address article aside blockquote body details div fieldset footer form header main nav section"
)
_HOLDING_WORDS = (
    "caption col colgroup dd dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr legend li ol p pre"
    " summary table tbody td tfoot th thead tr ul"
)
_NAMES = "|".join(f"{_HOLDING_PARAGRAPHS} {_HOLDING_WORDS}".split())
_OPENED = re.compile(rf"<(?:{_NAMES})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_CLOSED = re.compile(rf"</(?:{_NAMES})[ \t\n]*+>", re.IGNORECASE)
_LEADING = re.compile(rf"\s*+</?({_NAMES})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:</?({_NAMES})(?=[\s/>])[^<>]*+>\s*+)++\Z", re.IGNORECASE)
_BLOCKS = re.compile(r"<!--\s*+/?wp:", re.IGNORECASE)
_MORE = re.compile(r"<!--\s*+more\b")
_FRAME = re.compile(
    r"<(?:iframe|embed|video|audio|source)\b[^<>]*?\bsrc=[\"'](https?://[^\"'<>\s]++)[\"'][^<>]*+>",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?m)^[ \t]*+(https?://[^\s<>\"']++)[ \t]*+$")
_CAPTION_WORDS = re.compile(r"\bcaption=(?:\"([^\"]*+)\"|'([^']*+)')")
_PICTURE = re.compile(r"\s*+((?:<a\b[^<>]*+>\s*+)?+<img\b[^<>]*+>(?:\s*+</a>)?+)", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*+(?<!<br>)(?<!<br/>)(?<!<br />)\n[ \t]*+")


def teaser(content: str) -> str:
    """The words before <!--more-->; empty where there is no such mark."""
    parts = _MORE.split(content, maxsplit=1)
    return plain_text(_without_comments(parts[0])) if len(parts) > 1 else ""


def post_html(content: str) -> str:
    text = normalise(content)
    is_classic = not _BLOCKS.search(text)
    text = _FRAME.sub(r'<p><a href="\1">\1</a></p>', _without_comments(text))
    text = _captions(text)
    text = _ALONE.sub(r'<a href="\1">\1</a>', text)
    return paragraphs(text) if is_classic else text.strip()


def paragraphs(content: str) -> str:
    """Blank lines part paragraphs and line ends break lines, where no tag says otherwise."""
    kept: list[str] = []
    held = _between(content, "<pre", "</pre>", lambda found: _hold(kept, found))
    parted = _CLOSED.sub(lambda tag: f"{tag[0]}\n\n", held)
    parted = _OPENED.sub(lambda tag: f"\n\n{tag[0]}", parted)
    chunks = (chunk for chunk in re.split(r"\n[ \t]*+\n", parted) if chunk.strip())
    page = "\n".join(_paragraph(chunk.strip()) for chunk in chunks)
    return re.sub(r"\x00(\d+)\x00", lambda number: kept[int(number[1])], page)


def _hold(kept: list[str], found: str) -> str:
    kept.append(found)
    return f"\n\n\x00{len(kept) - 1}\x00\n\n"


def _paragraph(chunk: str) -> str:
    start, holds_words = 0, chunk.startswith("\x00")
    while tag := _LEADING.match(chunk, start):
        start, holds_words = tag.end(), holds_words or tag[1].lower() in _HOLDING_WORDS.split()
    trailing = _TRAILING.search(chunk, start) if chunk.endswith(">") else None
    end = trailing.start() if trailing else len(chunk)
    if trailing:
        holds_words = holds_words or trailing[1].lower() in _HOLDING_WORDS.split()
    text = _BREAK.sub("<br>\n", chunk[start:end].strip())
    if text and not holds_words:
        text = f"<p>{text}</p>"
    return chunk[:start] + text + chunk[end:]


def _captions(text: str) -> str:
    opened = _between(text, "[wp_caption", "[/wp_caption]", _figure)
    return _between(opened, "[caption", "[/caption]", _figure)


def _figure(found: str) -> str:
    head, _bracket, rest = found.partition("]")
    inside = rest.rpartition("[/")[0]
    picture = _PICTURE.match(inside)
    if not picture:
        return found
    said = _CAPTION_WORDS.search(head)
    caption = inside[picture.end() :].strip()
    if said and not caption:
        caption = said[1] or said[2] or ""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{picture[1]}{below}</figure>\n\n"


def _without_comments(text: str) -> str:
    return _between(text, "<!--", "-->", lambda _comment: "")


def _between(text: str, start: str, end: str, change: Callable[[str], str]) -> str:
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
