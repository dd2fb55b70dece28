"""Blocks without a text of their own, which WordPress or a plugin fills in on every reading."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from transfer.importers.wordpress.links import link
from transfer.importers.wordpress.places import whole_address

if TYPE_CHECKING:
    from transfer.importers.wordpress.attachments import PostContext

_BLOCK = re.compile(r"<!--\s*+wp:([a-z][\w/-]*+)(?=\s)([^<>]*+)>")
_TAB = re.compile(r"<!--\s*+wp:tab\s([^<>]*+)>")
_IN_LISTS = {"social-link", "playlist-track"}
_EMPTY = {"footnotes", "paragraph", "separator", "spacer"}
_ADDRESSES = ("url", "href", "src", "feedURL")
_LABELS = ("label", "title", "name", "service")


def replace_dynamic_blocks(text: str, context: PostContext) -> str:
    """With a link for each that names an address; the others are named in the report."""
    left_out: dict[str, None] = {}

    def replaced(found: re.Match[str]) -> str:
        name, written = found[1].removeprefix("core/"), found[2]
        if not written.endswith("/--") or name in _EMPTY:
            return found[0]
        shown = _shown(name, _fields(written[:-3]))
        if not shown:
            left_out[name[:40]] = None
        return shown

    text = _TAB.sub(_heading_of_tab, _BLOCK.sub(replaced, text))
    if left_out:
        names = ", ".join(list(left_out)[:12])
        context.notes.append(f"left out, as WordPress or a plugin fills it in: {names}")
    return text


def _shown(name: str, fields: dict[str, Any]) -> str:
    written = next((fields[key] for key in _ADDRESSES if isinstance(fields.get(key), str)), "")
    address = whole_address(written)
    if not address:
        return ""
    label = next((fields[key] for key in _LABELS if isinstance(fields.get(key), str)), "")
    label = html.escape(html.unescape(label), quote=False)
    if name in _IN_LISTS:
        shown = label.capitalize() if label == fields.get("service") else label
        href = html.escape(address)
        return f'<li><a href="{href}">{shown or href}</a></li>'
    return link(address, label)


def _heading_of_tab(found: re.Match[str]) -> str:
    label = _fields(found[1].removesuffix("--")).get("label")
    return f"<h3>{html.escape(label)}</h3>\n" if isinstance(label, str) and label else ""


def _fields(written: str) -> dict[str, Any]:
    try:
        fields = json.loads(written) if written.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}
