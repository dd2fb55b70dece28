"""The text of a Ghost post, which may be kept in four ways."""

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
_NAMED = {"heading", "extended-heading", "list"}  # say themselves which they are
_BOLD, _ITALIC, _CODE = 1, 2, 16


def text_of(row: Row) -> tuple[str, str]:
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
    said = []
    for section in document.get("sections", []):
        match section:
            case [1, str(tag), list(markers), *_rest]:
                said.append(f"<{tag}>{_marked(markers)}</{tag}>")
            case [3, str(tag), list(items), *_rest]:
                entries = "".join(f"<li>{_marked(item)}</li>" for item in items)
                said.append(f"<{tag}>{entries}</{tag}>")
            case [2, str(address), *_rest]:
                said.append(_picture({"src": address}))
            case [10, int(number), *_rest] if 0 <= number < len(cards):
                said.append(_card(*cards[number][:2]))
    return "\n".join(said), Post.Format.HTML


def _marked(markers: list[Any]) -> str:
    return "".join(html.escape(str(marker[-1])) for marker in markers)


def _card(name: str, told: dict[str, Any]) -> str:
    match name:
        case "image":
            return _picture(told)
        case "html":
            return str(told.get("html", ""))
        case "hr" | "br":
            return f"<{name}>"
        case "code":
            return f"<pre><code>{html.escape(str(told.get('code', '')))}</code></pre>"
        case _:
            words = told.get("html") or told.get("caption") or told.get("url") or ""
            return f"<p>{words}</p>" if words else ""


def _node(node: dict[str, Any]) -> str:
    """A node of Lexical, the newer editor."""
    kind = str(node.get("type", ""))
    inside = "".join(map(_node, node.get("children") or []))
    match kind:
        case "text" | "extended-text":
            return _words(node)
        case "link":
            return f'<a href="{html.escape(str(node.get("url", "")))}">{inside}</a>'
        case "image" | "html" | "codeblock" | "horizontalrule" | "linebreak":
            return _card(_CARDS.get(kind, kind), node)
    name = _ELEMENTS.get(kind) or (kind in _NAMED and node.get("tag"))
    return f"<{name}>{inside}</{name}>" if name else inside or _card(kind, node)


def _words(node: dict[str, Any]) -> str:
    said = html.escape(str(node.get("text", "")))
    marks = node.get("format", 0)
    for bit, name in ((_BOLD, "strong"), (_ITALIC, "em"), (_CODE, "code")):
        if isinstance(marks, int) and marks & bit:
            said = f"<{name}>{said}</{name}>"
    return said


def _picture(told: dict[str, Any]) -> str:
    address, words = (html.escape(str(told.get(name) or "")) for name in ("src", "alt"))
    caption = told.get("caption")
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{address}" alt="{words}">{below}</figure>'
