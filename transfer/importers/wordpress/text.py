"""What WordPress keeps in its tables, made into the HTML that it shows from it."""

from __future__ import annotations

import html
import re

from cpdblog.lib.text.plain import normalise, plain_text
from transfer.importers.common.text_spans import each_between
from transfer.importers.wordpress import blocks, shortcodes
from transfer.importers.wordpress.attachments import Around
from transfer.importers.wordpress.images import with_thumbnail, with_whole_pictures

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
    """The words before <!--more-->; empty where there is no such mark."""
    parts = _MORE.split(content, maxsplit=1)
    return plain_text(blocks.without_comments(parts[0])) if len(parts) > 1 else ""


def post_html(content: str, around: Around | None = None) -> str:
    around = around or Around()
    kept: list[str] = []
    text = normalise(content)
    is_classic = not blocks.BLOCK.search(text)
    text = _NEXT_PAGE.sub("\n\n", blocks.filled_in(text, around))
    text = blocks.plain(_held(text, kept), paragraphs=_parted)
    text = with_whole_pictures(_FRAME.sub(_link_to_frame, text), around)
    text = shortcodes.opened(text, around)
    text = _ALONE.sub(r'<a href="\1">\1</a>', text)
    text = _OLD_TAG.sub(_renewed, text)
    text = _parted(text) if is_classic else text.strip()
    return with_thumbnail(_restored(text, kept), around)


def paragraphs(content: str) -> str:
    """Blank lines part paragraphs and line ends break lines, where no tag says otherwise."""
    kept: list[str] = []
    return _restored(_parted(_held(content, kept)), kept)


def _held(text: str, kept: list[str]) -> str:
    """TEXT without what stands in <pre>, which nothing may touch."""
    return each_between(text, "<pre", "</pre>", lambda found: _hold(kept, found))


def _restored(text: str, kept: list[str]) -> str:
    return re.sub(r"\x00(\d+)\x00", lambda number: kept[int(number[1])], text)


def _parted(text: str) -> str:
    parted = _CLOSED.sub(lambda tag: f"{tag[0]}\n\n", text)
    parted = _OPENED.sub(lambda tag: f"\n\n{tag[0]}", parted)
    chunks = (chunk for chunk in re.split(r"\n[ \t]*+\n", parted) if chunk.strip())
    return "\n".join(_paragraph(chunk.strip()) for chunk in chunks)


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


def _link_to_frame(found: re.Match[str]) -> str:
    address = html.unescape(found[1])
    address = f"https:{address}" if address.startswith("//") else address
    if film := _FILM.fullmatch(address):
        home = "https://vimeo.com/" if film[1] else "https://www.youtube.com/watch?v="
        address = f"{home}{film[2]}"
    return shortcodes.link(address)


def _renewed(found: re.Match[str]) -> str:
    name = found[2].lower()
    side = ' style="text-align:center"' if name == "center" and not found[1] else ""
    return f"<{found[1]}{_NEW_TAGS[name]}{found[3]}{side}>"
