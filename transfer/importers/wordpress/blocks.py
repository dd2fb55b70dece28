"""What the block editor of WordPress writes in comments and classes, as plain HTML."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from transfer.importers.common.text_spans import replace_between
from transfer.importers.wordpress.dynamic_blocks import replace_dynamic_blocks
from transfer.importers.wordpress.links import link
from transfer.importers.wordpress.tags import attributes, tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from transfer.importers.wordpress.attachments import PostContext

BLOCK = re.compile(r"<!--\s*+/?wp:", re.IGNORECASE)
_SHARED = re.compile(r"<!--\s*+wp:block\s*+\{\"ref\":\s*+(\d{1,20})[^<>]*?-->")
_FOOTNOTES = re.compile(r"<!--\s*+wp:footnotes\b[^<>]*?-->")
_NOTE = re.compile(r"<sup\b(?=[^<>]*?\bdata-fn=)[^<>]*+><a(?=\s)")
_EMBEDDED = re.compile(
    r"<figure\b(?=[^<>]*?\bwp-block-embed\b)[^<>]*+>\s*+"
    r"(?:<div\b[^<>]*+>\s*+)?+(https?://[^\s<>\"]++)\s*+(?:</div>\s*+)?+"
    r"(<figcaption\b[^<>]*+>[^<]*+(?:<(?!/?fig)[^<]*+)*+</figcaption>)?+\s*+"
    r"</figure>"
)
_DOWNLOAD = re.compile(
    r"<(a|object)\b(?=[^<>]*?\bwp-block-file__(?:button|embed)\b)[^<>]*+>[^<>]*+</\1>"
)
_VERSE = re.compile(
    r"<pre\b(?=[^<>]*?\bwp-block-verse\b)([^<>]*+)>((?:[^<]++|<(?!/?pre\b))*+)</pre>"
)
_INDENT = re.compile(r"(?:^ ++|  ++)")
_TOGGLE = re.compile(
    r"<button\b(?=[^<>]*?\baccordion-heading__toggle\b)[^<>]*+>"
    r"((?:[^<]++|<(?!/?(?:button|h[1-6])\b))*+)</button>"
)
_SIGN = re.compile(r"<span\b(?=[^<>]*?\baria-hidden\b)[^<>]*+>[^<>]*+</span>")
_SPAN = re.compile(r"</?span\b[^<>]*+>")
_BACKGROUND = re.compile(
    r"<(div|section|figure)\b(?=[^<>]*?\bbackground(?:-image)?:\s*+url\()([^<>]*+)>"
    r"(?!\s*+<img\b)(</\1>)?+"
)
_ADDRESS_IN_STYLE = re.compile(r"\burl\(\s*+(\"[^\"]++\"|'[^']++'|[^()\s]++)\s*+\)")
_COVER = re.compile(r"(<img\b(?=[^<>]*?\bwp-block-cover__image-background\b)[^<>]*+>)")
_FILE_ID = re.compile(r"\s++id=\"wp-block-file--[^\"<>]*+\"")
_STYLE = re.compile(r"\s++style=(?:\"[^\"<>]*+\"|'[^'<>]*+')")
_EMPTY = re.compile(r"<(div|p|span|figure)\b[^<>]*+>(?:\s|&nbsp;|\u00a0)*+</\1>\n?+")
_OLD_ITEM = re.compile(
    r"<li\b(?=[^<>]*?\bblocks-gallery-item\b)[^<>]*+>((?:[^<]|<(?!/?(?:li|ul)\b))*+)</li>"
)
_OLD_GALLERY = re.compile(
    r"<ul\b(?=[^<>]*?\bblocks-gallery-grid\b)[^<>]*+>((?:[^<]|<(?!/?(?:li|ul)\b))*+)</ul>"
)
_OLDEST_GALLERY = re.compile(
    r"<ul\b(?=[^<>]*?\bwp-block-gallery\b)[^<>]*+>((?:[^<]|<(?!/?(?:li|ul)\b))*+)</ul>"
)
_TAG = re.compile(r"<[a-zA-Z][^<>]*+>")
_CLASS = re.compile(r"\s*+\bclass=(?:\"([^\"<>]*+)\"|'([^'<>]*+)')")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*+\n){2,}+")
_ALIGNED = re.compile(r"(?:has-text-|\b)align-?(left|right|center)\b")
_IMAGE_CLASS = re.compile(r"wp-image-\d{1,20}")
_FOOTNOTE_CLASSES = {"footnote", "footnote-ref", "footnote-backref"}
_CLASSIC_BLOCKS = ("freeform", "shortcode")  # blocks that hold text as the old editor wrote it
_MAX_DEPTH = 3


def fill_in(text: str, context: PostContext) -> str:
    """With shared blocks and footnotes, which are stored apart, in their places."""
    for _level in range(_MAX_DEPTH):
        text = _SHARED.sub(lambda found: context.references.blocks.get(found[1], ""), text)
    text = _NOTE.sub('<sup><a class="footnote-ref"', text)
    footnote_list = _footnote_list(context.footnotes)
    return _FOOTNOTES.sub(lambda _found: footnote_list, text)


def with_verses(text: str) -> str:
    """The lines of a verse break where they do, in the letters of the text."""
    return _VERSE.sub(_verse, text)


def with_plain_headings(text: str) -> str:
    """What opens a part of an accordion is the heading of that part."""
    return _TOGGLE.sub(lambda found: _SPAN.sub("", _SIGN.sub("", found[1])), text)


def plain_html(text: str, context: PostContext, *, classic: Callable[[str], str]) -> str:
    """TEXT without what the editor and themes need; CLASSIC is what the old editor wrote."""
    for name in _CLASSIC_BLOCKS:
        start, end = f"<!-- wp:{name} -->", f"<!-- /wp:{name} -->"
        text = replace_between(text, start, end, lambda found: classic(without_comments(found)))
    text = without_comments(replace_dynamic_blocks(text, context))
    text = _EMBEDDED.sub(_embed, _DOWNLOAD.sub("", text))
    text = _COVER.sub(r"<figure>\1</figure>", _BACKGROUND.sub(_background, text))
    text = _OLD_GALLERY.sub(r"\1", _OLD_ITEM.sub(r"\1", text))
    text = _OLDEST_GALLERY.sub(r"<figure>\1</figure>", text)
    text = _TAG.sub(_plain_tag, text)
    return _BLANK_LINES.sub("\n\n", _EMPTY.sub("", _EMPTY.sub("", text)))


def without_comments(text: str) -> str:
    return replace_between(text, "<!--", "-->", lambda _comment: "")


def _plain_tag(found: re.Match[str]) -> str:
    written = _FILE_ID.sub("", _CLASS.sub(_plain_class, found[0]))
    return written if "text-align" in written else _STYLE.sub("", written)


def _plain_class(found: re.Match[str]) -> str:
    """The classes that say how text or an image is aligned; the rest is for themes."""
    classes = found[1] or found[2] or ""
    kept = [
        name
        for name in classes.split()
        if name in _FOOTNOTE_CLASSES or _IMAGE_CLASS.fullmatch(name)
    ]
    if side := _ALIGNED.search(classes):
        kept.append(f"align{side[1]}")
    return f' class="{" ".join(kept)}"' if kept else ""


def _background(found: re.Match[str]) -> str:
    """A picture behind words as one above them."""
    name, values = found[1], attributes(found[2])
    address = _ADDRESS_IN_STYLE.search(values.get("style", ""))
    if not address:
        return found[0]
    shown = {"src": address[1].strip(" \"'"), "alt": values.get("aria-label", "")}
    if number := _IMAGE_CLASS.search(values.get("class", "")):
        shown["class"] = number[0]
    img = tag("img", shown)
    if name == "figure":
        return f"<figure>{img}"
    return f"<figure>{img}</figure>" if found[3] else f"<{name}{found[2]}><figure>{img}</figure>"


def _verse(found: re.Match[str]) -> str:
    lines = re.split(r"\n|<br ?/?>", found[2].strip("\n"))
    shown = "<br>\n".join(_INDENT.sub(lambda gap: "&nbsp;" * len(gap[0]), line) for line in lines)
    return f"<p{found[1]}>{shown}</p>"


def _embed(found: re.Match[str]) -> str:
    address, caption = html.unescape(found[1]), found[2]
    return f"<figure>{link(address)}{caption}</figure>" if caption else link(address)


def _footnote_list(data: str) -> str:
    """The list below a post, which WordPress stores in its meta as JSON."""
    try:
        notes = json.loads(data) if data else []
        footnotes = [(str(note["id"]), str(note["content"])) for note in notes]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    lines = (
        f'<li id="{html.escape(name)}">{content} '
        f'<a class="footnote-backref" href="#{html.escape(name)}-link">↩</a></li>'
        for name, content in footnotes
    )
    return f'<div class="footnote"><hr><ol>{"".join(lines)}</ol></div>' if footnotes else ""
