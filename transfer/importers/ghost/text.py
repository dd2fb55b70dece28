"""The text of a Ghost post, which may be stored in four ways."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from posts.models import Post

if TYPE_CHECKING:
    from transfer.importers.ghost.rows import Row

_CARDS = {"codeblock": "code", "horizontalrule": "hr", "linebreak": "br"}
_ELEMENTS = {
    "paragraph": "p",
    "listitem": "li",
    "quote": "blockquote",
    "extended-quote": "blockquote",
}
_WITH_TAG = {"heading", "extended-heading", "list"}  # name their element themselves
_BOLD, _ITALIC, _CODE = 1, 2, 16


def post_text(row: Row) -> tuple[str, str]:
    """The text and its format: the HTML that Ghost showed; else what can be made of its source.

    Raises ValueError, TypeError or AttributeError for a source that is none.
    """
    if row.get("html"):
        return str(row["html"]), Post.Format.HTML
    if row.get("lexical"):
        root = json.loads(row["lexical"])["root"]
        return "\n".join(map(_node, root.get("children", []))), Post.Format.HTML
    if row.get("mobiledoc"):
        return _mobiledoc(json.loads(row["mobiledoc"]))
    return str(row.get("markdown") or row.get("plaintext") or ""), Post.Format.MARKDOWN


def _mobiledoc(document: dict[str, Any]) -> tuple[str, str]:
    cards = document.get("cards", [])
    if len(cards) == 1 and "markdown" in cards[0][0]:
        return str(cards[0][1].get("markdown", "")), Post.Format.MARKDOWN
    parts = []
    for section in document.get("sections", []):
        match section:
            case [1, str(tag), list(markers), *_rest]:
                parts.append(f"<{tag}>{_text_of_markers(markers)}</{tag}>")
            case [3, str(tag), list(items), *_rest]:
                entries = "".join(f"<li>{_text_of_markers(item)}</li>" for item in items)
                parts.append(f"<{tag}>{entries}</{tag}>")
            case [2, str(address), *_rest]:
                parts.append(_figure({"src": address}))
            case [10, int(index), *_rest] if 0 <= index < len(cards):
                parts.append(_card(*cards[index][:2]))
    return "\n".join(parts), Post.Format.HTML


def _text_of_markers(markers: list[Any]) -> str:
    return "".join(html.escape(str(marker[-1])) for marker in markers)


def _card(name: str, payload: dict[str, Any]) -> str:
    match name:
        case "image":
            return _figure(payload)
        case "html":
            return str(payload.get("html", ""))
        case "hr" | "br":
            return f"<{name}>"
        case "code":
            return f"<pre><code>{html.escape(str(payload.get('code', '')))}</code></pre>"
        case _:
            text = payload.get("html") or payload.get("caption") or payload.get("url") or ""
            return f"<p>{text}</p>" if text else ""


def _node(node: dict[str, Any]) -> str:
    """A node of Lexical, the newer editor."""
    kind = str(node.get("type", ""))
    content = "".join(map(_node, node.get("children") or []))
    match kind:
        case "text" | "extended-text":
            return _styled_text(node)
        case "link":
            return f'<a href="{html.escape(str(node.get("url", "")))}">{content}</a>'
        case "image" | "html" | "codeblock" | "horizontalrule" | "linebreak":
            return _card(_CARDS.get(kind, kind), node)
    name = _ELEMENTS.get(kind) or (kind in _WITH_TAG and node.get("tag"))
    return f"<{name}>{content}</{name}>" if name else content or _card(kind, node)


def _styled_text(node: dict[str, Any]) -> str:
    text = html.escape(str(node.get("text", "")))
    styles = node.get("format", 0)
    for bit, name in ((_BOLD, "strong"), (_ITALIC, "em"), (_CODE, "code")):
        if isinstance(styles, int) and styles & bit:
            text = f"<{name}>{text}</{name}>"
    return text


def _figure(payload: dict[str, Any]) -> str:
    url, alt = (str(payload.get(name) or "") for name in ("src", "alt"))
    return figure(url, alt, payload.get("caption"))


def figure(url: str, alt: str, caption: object) -> str:
    """CAPTION is HTML."""
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{html.escape(url)}" alt="{html.escape(alt)}">{figcaption}</figure>'
