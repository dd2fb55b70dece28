"""What the block editor of WordPress writes in comments and classes, as plain HTML."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from transfer.importers.common.text_spans import replace_between
from transfer.importers.wordpress.shortcodes import link

if TYPE_CHECKING:
    from collections.abc import Callable

    from transfer.importers.wordpress.attachments import PostContext

BLOCK = re.compile(r"<!--\s*+/?wp:", re.IGNORECASE)
_SHARED = re.compile(r"<!--\s*+wp:block\s*+\{\"ref\":\s*+(\d{1,20})[^<>]*?-->")
_FOOTNOTES = re.compile(r"<!--\s*+wp:footnotes\b[^<>]*?-->")
_NOTE = re.compile(r"<sup\b(?=[^<>]*?\bdata-fn=)[^<>]*+><a(?=\s)")
_EMBEDDED = re.compile(
    r"<figure\b(?=[^<>]*?\bwp-block-embed\b)[^<>]*+>\s*+"
    r"<div\b[^<>]*+>\s*+(https?://[^\s<>\"']++)\s*+</div>\s*+"
    r"(<figcaption\b[^<>]*+>[^<]*+(?:<(?!/?fig)[^<]*+)*+</figcaption>)?+\s*+"
    r"</figure>"
)
_DOWNLOAD = re.compile(r"<a\b(?=[^<>]*?\bwp-block-file__button\b)[^<>]*+>[^<>]*+</a>")
_EMPTY = re.compile(r"<(div|p|span|figure)\b[^<>]*+>(?:\s|&nbsp;|\u00a0)*+</\1>\n?+")
_OLD_ITEM = re.compile(
    r"<li\b(?=[^<>]*?\bblocks-gallery-item\b)[^<>]*+>((?:[^<]|<(?!/?(?:li|ul)\b))*+)</li>"
)
_OLD_GALLERY = re.compile(
    r"<ul\b(?=[^<>]*?\bblocks-gallery-grid\b)[^<>]*+>((?:[^<]|<(?!/?(?:li|ul)\b))*+)</ul>"
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


def plain_html(text: str, *, paragraphs: Callable[[str], str]) -> str:
    for name in _CLASSIC_BLOCKS:
        start, end = f"<!-- wp:{name} -->", f"<!-- /wp:{name} -->"
        text = replace_between(text, start, end, lambda found: paragraphs(without_comments(found)))
    text = _EMBEDDED.sub(_embed, without_comments(text))
    text = _DOWNLOAD.sub("", text)
    text = _OLD_GALLERY.sub(r"\1", _OLD_ITEM.sub(r"\1", text))
    text = _TAG.sub(lambda found: _CLASS.sub(_plain_class, found[0]), text)
    return _BLANK_LINES.sub("\n\n", _EMPTY.sub("", _EMPTY.sub("", text)))


def without_comments(text: str) -> str:
    return replace_between(text, "<!--", "-->", lambda _comment: "")


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


def _embed(found: re.Match[str]) -> str:
    address, caption = html.unescape(found[1]), found[2]
    return f"<figure>{link(address).strip()}{caption}</figure>" if caption else link(address)


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
