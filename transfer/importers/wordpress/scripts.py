"""What runs or is filled in on a page and is no text of it: scripts, styles, forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from transfer.importers.common.text_spans import replace_elements
from transfer.importers.wordpress.links import link
from transfer.importers.wordpress.places import is_helper, page_of
from transfer.importers.wordpress.tags import INSIDE, attributes

if TYPE_CHECKING:
    from transfer.importers.wordpress.attachments import PostContext

_NO_SCRIPT = re.compile(r"\s*+<noscript\b", re.IGNORECASE)
_IMG = re.compile(rf"<img\b{INSIDE}>", re.IGNORECASE)
_FIELDS = ("button", "select", "textarea")
_FORM = re.compile(rf"</?form\b{INSIDE}>|<input\b{INSIDE}>", re.IGNORECASE)
_TEX = re.compile(r"<annotation\b[^<>]*\bx-tex\b[^<>]*>([^<>]*)</annotation>")
_ANY_TAG = re.compile(rf"<[a-zA-Z/]{INSIDE}>")


def without_scripts(text: str, context: PostContext) -> str:
    """With a link for each script that shows something from elsewhere."""

    def replaced(start: str, _inside: str, rest: str) -> str:
        return _script(attributes(start).get("src", ""), rest, context)

    text = replace_elements(text, "script", replaced)
    text = replace_elements(text, "noscript", lambda _start, inside, _rest: _IMG.sub("", inside))
    for name in ("style", "svg"):
        text = replace_elements(text, name, lambda _start, _inside, _rest: "")
    text = replace_elements(text, "math", lambda _start, inside, _rest: _formula(inside))
    return _without_forms(text, context)


def _script(source: str, rest: str, context: PostContext) -> str:
    address = page_of(source, context.address) if source else ""
    if not address:
        context.notes.append("a script was left out")
        return ""
    is_said_below = bool(_NO_SCRIPT.match(rest[:200]))
    if is_helper(address) or is_said_below:
        context.notes.append(f"a script of {urlsplit(address).netloc[:80]} was left out")
        return ""
    context.notes.append(f"a script became a link: {address[:200]}")
    return link(address)


def _without_forms(text: str, context: PostContext) -> str:
    shown = _FORM.sub("", text)
    if shown == text:
        return text
    context.notes.append("the fields of a form were left out")
    for name in _FIELDS:
        shown = replace_elements(shown, name, lambda _start, _inside, _rest: "")
    return shown


def _formula(inside: str) -> str:
    """As TeX where it is told."""
    tex = _TEX.search(inside)
    return f"<code>{tex[1].strip() if tex else _ANY_TAG.sub('', inside)}</code>"
