"""What the block editor of WordPress says in comments and classes, said in plain HTML."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from transfer.importers.common.text_spans import each_between
from transfer.importers.wordpress.shortcodes import link

if TYPE_CHECKING:
    from collections.abc import Callable

    from transfer.importers.wordpress.attachments import Around

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
_PICTURE = re.compile(r"wp-image-\d{1,20}")
_KEPT_CLASSES = {"footnote", "footnote-ref", "footnote-backref"}
_FREE = ("freeform", "shortcode")  # blocks that hold text as the old editor wrote it
_DEEPEST = 3


def filled_in(text: str, around: Around) -> str:
    """With the blocks that are kept elsewhere in their places."""
    for _level in range(_DEEPEST):
        text = _SHARED.sub(lambda found: around.known.blocks.get(found[1], ""), text)
    text = _NOTE.sub('<sup><a class="footnote-ref"', text)
    notes = _notes(around.footnotes)
    return _FOOTNOTES.sub(lambda _found: notes, text)


def plain(text: str, *, paragraphs: Callable[[str], str]) -> str:
    for name in _FREE:
        start, end = f"<!-- wp:{name} -->", f"<!-- /wp:{name} -->"
        text = each_between(text, start, end, lambda found: paragraphs(without_comments(found)))
    text = _EMBEDDED.sub(_embedded, without_comments(text))
    text = _DOWNLOAD.sub("", text)
    text = _OLD_GALLERY.sub(r"\1", _OLD_ITEM.sub(r"\1", text))
    text = _TAG.sub(lambda found: _CLASS.sub(_plain_class, found[0]), text)
    return _BLANK_LINES.sub("\n\n", _EMPTY.sub("", _EMPTY.sub("", text)))


def without_comments(text: str) -> str:
    return each_between(text, "<!--", "-->", lambda _comment: "")


def _plain_class(found: re.Match[str]) -> str:
    """What a class says about the place of words or of a picture; the rest is for themes."""
    said = found[1] or found[2] or ""
    names = [name for name in said.split() if name in _KEPT_CLASSES or _PICTURE.fullmatch(name)]
    if side := _ALIGNED.search(said):
        names.append(f"align{side[1]}")
    return f' class="{" ".join(names)}"' if names else ""


def _embedded(found: re.Match[str]) -> str:
    address, caption = html.unescape(found[1]), found[2]
    return f"<figure>{link(address).strip()}{caption}</figure>" if caption else link(address)


def _notes(told: str) -> str:
    """The list below a post, which WordPress keeps beside it as JSON."""
    try:
        notes = json.loads(told) if told else []
        listed = [(str(note["id"]), str(note["content"])) for note in notes]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    lines = (
        f'<li id="{html.escape(name)}">{words} '
        f'<a class="footnote-backref" href="#{html.escape(name)}-link">↩</a></li>'
        for name, words in listed
    )
    return f'<div class="footnote"><hr><ol>{"".join(lines)}</ol></div>' if listed else ""
