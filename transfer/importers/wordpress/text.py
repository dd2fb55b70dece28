"""The HTML that WordPress shows, made from the text that it stores."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from cpdblog.lib.text.plain import normalise, plain_text
from transfer.importers.common.text_spans import replace_between
from transfer.importers.wordpress import blocks, code, shortcodes
from transfer.importers.wordpress.attachments import PostContext
from transfer.importers.wordpress.images import with_full_size_images

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
_MORE = re.compile(r"<!--\s*+more\b")
_NEXT_PAGE = re.compile(r"<!--\s*+nextpage\s*+-->")
_FRAME = re.compile(
    r"<(?:iframe|embed|video|audio|source)\b(?>[^<>]*?\bsrc=[\"']((?:https?:)?//[^\"'<>\s]++)[\"'])"
    r"[^<>]*+>",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"https?://(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/|player\.(vimeo)\.com/video/)([\w-]{6,20}).*"
)
_ALONE = re.compile(r"(?m)^[ \t]*+(https?://[^\s<>\"'\[\]]++)[ \t]*+$")
_OLD_TAG = re.compile(r"<(/?)(strike|tt|acronym|center)(?=[\s>])([^<>]*+)>", re.IGNORECASE)
_NEW_TAGS = {"strike": "s", "tt": "code", "acronym": "abbr", "center": "div"}
_BREAK = re.compile(r"[ \t]*+(?<!<br>)(?<!<br/>)(?<!<br />)\n[ \t]*+")


def teaser(content: str) -> str:
    """The plain text before <!--more-->; empty where there is no such mark."""
    parts = _MORE.split(content, maxsplit=1)
    return plain_text(blocks.without_comments(parts[0])) if len(parts) > 1 else ""


def post_html(content: str, context: PostContext | None = None) -> str:
    context = context or PostContext()
    stash: list[str] = []
    text = code.replace_code(normalise(content), stash)
    is_classic = not blocks.BLOCK.search(text)
    text = _NEXT_PAGE.sub("\n\n", blocks.fill_in(text, context))
    text = blocks.plain_html(_without_pre(text, stash), paragraphs=_in_paragraphs)
    text = with_full_size_images(_FRAME.sub(_link_to_frame, text), context)
    text = shortcodes.replace_shortcodes(text, context)
    text = _ALONE.sub(r'<a href="\1">\1</a>', text)
    text = _OLD_TAG.sub(_modern_tag, text)
    text = _in_paragraphs(text) if is_classic else text.strip()
    return _with_pre(text, stash)


def paragraphs(content: str) -> str:
    """Blank lines part paragraphs and line ends break lines, where no tag says otherwise."""
    stash: list[str] = []
    return _with_pre(_in_paragraphs(_without_pre(content, stash)), stash)


def _without_pre(text: str, stash: list[str]) -> str:
    """TEXT with a mark for each <pre>, which is moved to STASH as nothing may change it."""
    return replace_between(text, "<pre", "</pre>", lambda found: _stash(stash, found))


def _with_pre(text: str, stash: list[str]) -> str:
    return re.sub(r"\x00(\d+)\x00", lambda mark: stash[int(mark[1])], text)


def _in_paragraphs(text: str) -> str:
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


def _stash(stash: list[str], found: str) -> str:
    stash.append(found)
    return f"\n\n\x00{len(stash) - 1}\x00\n\n"


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


def _link_to_frame(found: re.Match[str]) -> str:
    address = html.unescape(found[1])
    address = f"https:{address}" if address.startswith("//") else address
    if film := _FILM.fullmatch(address):
        home = "https://vimeo.com/" if film[1] else "https://www.youtube.com/watch?v="
        address = f"{home}{film[2]}"
    return shortcodes.link(address)


def _modern_tag(found: re.Match[str]) -> str:
    name = found[2].lower()
    side = ' style="text-align:center"' if name == "center" and not found[1] else ""
    return f"<{found[1]}{_NEW_TAGS[name]}{found[3]}{side}>"
