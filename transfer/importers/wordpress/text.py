"""The HTML that WordPress shows, made from the text that it stores."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cpdblog.lib.text.plain import excerpt, normalise
from transfer.importers.common.text_spans import replace_between
from transfer.importers.wordpress import blocks, code, players, scripts, shortcodes
from transfer.importers.wordpress.attachments import PostContext
from transfer.importers.wordpress.images import with_full_size_images
from transfer.importers.wordpress.links import place_links
from transfer.importers.wordpress.paragraphs import in_paragraphs
from transfer.importers.wordpress.typesetting import typeset_page

if TYPE_CHECKING:
    from transfer.importers.wordpress.typography import Quotes

_MORE = re.compile(r"<!--\s*+more\b")
_NEXT_PAGE = re.compile(r"<!--\s*+nextpage\s*+-->")
_ALONE = re.compile(r"(?m)^[ \t]*+(https?://[^\s<>\"'\[\]]++)[ \t]*+$")
_OLD_TAG = re.compile(r"<(/?)(strike|tt|acronym|center)(?=[\s>])([^<>]*+)>", re.IGNORECASE)
_NEW_TAGS = {"strike": "s", "tt": "code", "acronym": "abbr", "center": "div"}


def teaser(content: str, context: PostContext) -> str:
    """The plain text before <!--more-->; empty where there is no such mark."""
    parts = _MORE.split(content, maxsplit=1)
    if len(parts) == 1:
        return ""
    unreported = replace(context, notes=[], kept_as_text=Counter())
    return excerpt(post_html(parts[0], unreported), words=len(parts[0]))


def post_html(content: str, context: PostContext | None = None) -> str:
    context = context or PostContext()
    stash: list[str] = []
    text = code.replace_code(normalise(content), stash)
    is_classic = not blocks.BLOCK.search(text)
    text = _NEXT_PAGE.sub("\n\n", blocks.fill_in(text, context))
    text = _without_pre(blocks.with_verses(text), stash)
    text = scripts.without_scripts(blocks.with_plain_headings(text), context)
    text = blocks.plain_html(
        text, context, classic=lambda part: _stash(stash, _classic_html(part, context))
    )
    shown = _classic_html(text, context) if is_classic else _blocks_html(text, context)
    return _with_stash(shown, stash)


def comment_html(content: str, quotes: Quotes | None) -> str:
    stash: list[str] = []
    shown = typeset_page(in_paragraphs(_without_pre(content, stash)), quotes)
    return _with_stash(shown, stash)


def _classic_html(text: str, context: PostContext) -> str:
    return typeset_page(in_paragraphs(_filled(text, context, gap="\n\n")), context.quotes)


def _blocks_html(text: str, context: PostContext) -> str:
    return typeset_page(_filled(text, context, gap="").strip(), context.quotes)


def _filled(text: str, context: PostContext, *, gap: str) -> str:
    text = players.replace_players(text, context.address)
    text = shortcodes.replace_shortcodes(with_full_size_images(text, context), context)
    text = place_links(_ALONE.sub(r'<a href="\1">\1</a>', text), gap=gap)
    return _OLD_TAG.sub(_modern_tag, text)


def _without_pre(text: str, stash: list[str]) -> str:
    """TEXT with a mark for each <pre>, which is moved to STASH as nothing may change it."""
    return replace_between(
        text, "<pre", "</pre>", lambda found: _stash(stash, code.plain_pre(found))
    )


def _with_stash(text: str, stash: list[str]) -> str:
    """What is in the stash may hold marks for what came there before."""
    return re.sub(r"\x00(\d+)\x00", lambda mark: _with_stash(stash[int(mark[1])], stash), text)


def _stash(stash: list[str], found: str) -> str:
    stash.append(found)
    return f"\n\n\x00{len(stash) - 1}\x00\n\n"


def _modern_tag(found: re.Match[str]) -> str:
    name = found[2].lower()
    side = ' style="text-align:center"' if name == "center" and not found[1] else ""
    return f"<{found[1]}{_NEW_TAGS[name]}{found[3]}{side}>"
