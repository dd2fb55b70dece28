"""Replaces the addresses of images in a text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from posts.models import Post

if TYPE_CHECKING:
    from collections.abc import Callable

    # From the address and the alt text of an image to its new address; "" for none.
    NewURL = Callable[[str, str], str]

_QUOTED = r"\"[^\"]{0,20000}+\"|'[^']{0,20000}+'"
_IMG = re.compile(rf"<img\b(?:[^<>\"']++|{_QUOTED})*+>", re.IGNORECASE)
_LINK = re.compile(rf"<a\b(?:[^<>\"']++|{_QUOTED})*+>", re.IGNORECASE)
_ATTRIBUTE = r"(?<![\w-])({})\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++))"
_SRC = re.compile(_ATTRIBUTE.format("src"), re.IGNORECASE)
_ALT = re.compile(_ATTRIBUTE.format("alt"), re.IGNORECASE)
_HREF = re.compile(_ATTRIBUTE.format("href"), re.IGNORECASE)
_SIZES = re.compile(r"\s(?:srcset|sizes)\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')", re.IGNORECASE)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:\?|\Z)", re.IGNORECASE)
_MARKDOWN_IMAGE = re.compile(
    r"!\[([^\[\]\n]{0,1000}+)\]\(\s{0,9}+(?:<([^<>\n]{1,2000}+)>|([^\s()<>]{1,2000}+))"
)


def replace_image_urls(text: str, source_format: str, new_url: NewURL) -> str:
    if source_format == Post.Format.MARKDOWN:
        text = _MARKDOWN_IMAGE.sub(lambda found: _markdown_image(found, new_url), text)
    text = _IMG.sub(lambda tag: _html_image(tag[0], new_url), text)
    return _LINK.sub(lambda tag: _html_link(tag[0], new_url), text)


def replace_home_links(text: str, home_url: str, new_url: str) -> str:
    """Links from one text of a blog to another of it lead to where it is now."""
    link_start = re.compile(
        rf"((?:\bhref\s*+=\s*+[\"']|\]\()){re.escape(home_url)}(?=[/\"'#?)])", re.IGNORECASE
    )
    return link_start.sub(lambda found: f"{found[1]}{new_url}", text)


def _html_image(tag: str, new_url: NewURL) -> str:
    found, alt = _SRC.search(tag), _ALT.search(tag)
    if not found:
        return tag
    address, description = _attribute_value(found), _attribute_value(alt) if alt else ""
    if url := new_url(address, description):
        return _SIZES.sub("", _with_attribute(tag, found, url))
    return tag if description else _named_by_its_file(tag, address, alt)


def _named_by_its_file(tag: str, address: str, alt: re.Match[str] | None) -> str:
    """What cannot be had is shown as a link, which says where it leads."""
    name = file_name(address)
    if not name or not address.startswith(("http://", "https://")):
        return tag
    if alt:
        return _with_attribute(tag, alt, name)
    return f'{tag[:4]} alt="{html.escape(name)}"{tag[4:]}'


def file_name(address: str) -> str:
    """The name of the file at ADDRESS; "" for one that tells none."""
    if address.startswith("data:"):
        return ""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return unquote(path).rpartition("/")[2][:200]


def _html_link(tag: str, new_url: NewURL) -> str:
    """A link to the file of a picture leads to that file here."""
    found = _HREF.search(tag)
    if not found or not _IMAGE_FILE.search(_attribute_value(found)):
        return tag
    url = new_url(_attribute_value(found), "")
    return _with_attribute(tag, found, url) if url else tag


def _markdown_image(found: re.Match[str], new_url: NewURL) -> str:
    url = new_url(html.unescape(found[2] or found[3]), found[1])
    if not url:
        return found[0]
    return f"![{found[1]}]({url}"


def _attribute_value(found: re.Match[str]) -> str:
    return html.unescape(found[2] or found[3] or found[4] or "").strip()


def _with_attribute(tag: str, found: re.Match[str], value: str) -> str:
    written = f'{found[1]}="{html.escape(value)}"'
    return f"{tag[: found.start()]}{written}{tag[found.end() :]}"
