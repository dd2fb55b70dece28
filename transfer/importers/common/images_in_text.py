"""Where a text shows a picture, and the text with another address there."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from posts.models import Post

if TYPE_CHECKING:
    from collections.abc import Callable

    # From an address and the words that stand for the picture to its new address; "" for none.
    NewAddress = Callable[[str, str], str]

_QUOTED = r"\"[^\"]{0,20000}+\"|'[^']{0,20000}+'"
_IMG = re.compile(rf"<img\b(?:[^<>\"']++|{_QUOTED})*+>", re.IGNORECASE)
_LINK = re.compile(rf"<a\b(?:[^<>\"']++|{_QUOTED})*+>", re.IGNORECASE)
_ATTRIBUTE = r"(?<![\w-])({})\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++))"
_SRC = re.compile(_ATTRIBUTE.format("src"), re.IGNORECASE)
_ALT = re.compile(_ATTRIBUTE.format("alt"), re.IGNORECASE)
_HREF = re.compile(_ATTRIBUTE.format("href"), re.IGNORECASE)
_SIZES = re.compile(r"\s(?:srcset|sizes)\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:\?|\Z)", re.IGNORECASE)
_MARKED = re.compile(
    r"!\[([^\[\]\n]{0,1000}+)\]\(\s{0,9}+(?:<([^<>\n]{1,2000}+)>|([^\s()<>]{1,2000}+))"
)


def with_new_addresses(text: str, source_format: str, new: NewAddress) -> str:
    if source_format == Post.Format.MARKDOWN:
        text = _MARKED.sub(lambda found: _marked(found, new), text)
    text = _IMG.sub(lambda tag: _shown(tag[0], new), text)
    return _LINK.sub(lambda tag: _linked(tag[0], new), text)


def with_links_home(text: str, home: str, here: str) -> str:
    """Links from one text of a blog to another of it lead to where it is now."""
    begins = re.compile(
        rf"((?:\bhref\s*+=\s*+[\"']|\]\()){re.escape(home)}(?=[/\"'#?)])", re.IGNORECASE
    )
    return begins.sub(lambda found: f"{found[1]}{here}", text)


def _shown(tag: str, new: NewAddress) -> str:
    found, words = _SRC.search(tag), _ALT.search(tag)
    if not found:
        return tag
    address = new(_value(found), _value(words) if words else "")
    return _SIZES.sub("", _with_value(tag, found, address)) if address else tag


def _linked(tag: str, new: NewAddress) -> str:
    """A link to the file of a picture leads to that file here."""
    found = _HREF.search(tag)
    if not found or not _PICTURE.search(_value(found)):
        return tag
    address = new(_value(found), "")
    return _with_value(tag, found, address) if address else tag


def _marked(found: re.Match[str], new: NewAddress) -> str:
    address = new(html.unescape(found[2] or found[3]), found[1])
    if not address:
        return found[0]
    return f"![{found[1]}]({address}"


def _value(found: re.Match[str]) -> str:
    return html.unescape(found[2] or found[3] or found[4] or "").strip()


def _with_value(tag: str, found: re.Match[str], value: str) -> str:
    written = f'{found[1]}="{html.escape(value)}"'
    return f"{tag[: found.start()]}{written}{tag[found.end() :]}"
