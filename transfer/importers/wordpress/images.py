"""The pictures of a WordPress post: the whole one instead of a size of it, with its words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from transfer.importers.wordpress.attachments import file_of, is_picture

if TYPE_CHECKING:
    from transfer.importers.wordpress.attachments import Around, Attached

_INSIDE = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_IMG = re.compile(rf"<img\b({_INSIDE})>", re.IGNORECASE)
_LINKED = re.compile(rf"<a\b({_INSIDE})>(\s*+(?:<img\b{_INSIDE}>\s*+)++)</a>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-zA-Z][\w-]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>\[\]]++))"
)
_NUMBER = re.compile(r"\bwp-image-(\d{1,20})\b")
_PAGE = re.compile(r"[?&;]attachment_id=|\brel=[\"']?attachment\b")
_KEPT = ("src", "alt", "title", "width", "height", "class")
_NEAR_A_PARAGRAPH = ("alignleft", "alignright", "aligncenter")


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag or of a shortcode, with their entities read."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def tag(name: str, told: dict[str, str]) -> str:
    said = "".join(f' {key}="{html.escape(value)}"' for key, value in told.items())
    return f"<{name}{said}>"


def figure(picture: Attached, caption: str = "") -> str:
    shown = tag("img", {"src": picture.url, "alt": picture.alt})
    words = caption or picture.caption
    return f"<figure>{shown}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"


def with_whole_pictures(text: str, around: Around) -> str:
    text = _LINKED.sub(lambda found: _linked(found, around), text)
    return _IMG.sub(lambda found: _whole(found[1], around), text)


def with_thumbnail(text: str, around: Around) -> str:
    """The picture above the post, unless the post shows it itself."""
    picture = around.known.attached.get(around.thumbnail)
    if not picture or not picture.is_picture or html.escape(picture.url) in text:
        return text
    return f"{figure(picture)}\n{text}"


def _picture(told: dict[str, str], around: Around) -> Attached | None:
    number = _NUMBER.search(told.get("class", ""))
    by_number = around.known.attached.get(number[1] if number else told.get("data-id", ""))
    return around.known.file(told.get("src", "")) or by_number


def _whole(inside: str, around: Around) -> str:
    told = attributes(inside)
    picture = _picture(told, around)
    kept = {name: told[name] for name in _KEPT if name in told}
    if "class" in kept:
        kept["class"] = " ".join(name for name in _NEAR_A_PARAGRAPH if name in kept["class"])
    if not kept.get("class"):
        kept.pop("class", None)
    if picture:
        kept["src"] = picture.url
        kept["alt"] = kept.get("alt") or picture.alt
    return tag("img", kept)


def _linked(found: re.Match[str], around: Around) -> str:
    """A link from a picture to a larger size of itself says nothing where whole ones are shown."""
    href = attributes(found[1]).get("href", "")
    shown = [attributes(inside) for inside in _IMG.findall(found[2])]
    whole = {picture.number for told in shown if (picture := _picture(told, around))}
    leads_to = around.known.file(href)
    is_size = is_picture(href) and file_of(href) in {file_of(told.get("src", "")) for told in shown}
    is_page = bool(whole) and bool(_PAGE.search(found[1]))
    if not href or is_size or is_page or (leads_to and leads_to.number in whole):
        return found[2].strip()
    return found[0]
