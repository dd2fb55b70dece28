"""What the posts of a WordPress export name by number and keep elsewhere: pictures, shared blocks.

Gathered in a first walk through the file, as a post may stand before what it shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from transfer.importers.common.text import words

if TYPE_CHECKING:
    from transfer.importers.wordpress.wxr import Item

# "shelf-300x200.jpg" and "shelf-scaled.jpg" are made from "shelf.jpg".
_MADE_FROM = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated)(?=\.[a-zA-Z]{3,4}$)")
_PROXY = re.compile(r"i\d\.wp\.com")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp")
_LONGEST_CAPTION = 500


@dataclass(slots=True, frozen=True)
class Attached:
    number: str
    url: str
    alt: str
    caption: str  # HTML
    title: str

    @property
    def is_picture(self) -> bool:
        return is_picture(self.url)


@dataclass(slots=True)
class Known:
    attached: dict[str, Attached] = field(default_factory=dict)
    under: dict[str, list[str]] = field(default_factory=dict)  # by the number of their post
    blocks: dict[str, str] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)

    def note(self, item: Item) -> None:
        number = item["post_id"]
        match item["post_type"]:
            case "attachment" if item["attachment_url"]:
                self.attached[number] = _attached(item)
                self.under.setdefault(item["post_parent"], []).append(number)
                for address in (item["attachment_url"], item.told("_wp_attached_file")):
                    if path := file_of(address):
                        self._files.setdefault(path, number)
            case "wp_block":
                self.blocks[number] = item["content"]

    def file(self, address: str) -> Attached | None:
        """The attachment that ADDRESS shows, in whichever of its sizes."""
        path = file_of(address)
        number = self._files.get(path) or self._files.get(_uploaded(path))
        return self.attached.get(number) if number else None

    def pictures_under(self, post: str) -> list[Attached]:
        found = (self.attached[number] for number in self.under.get(post, []))
        return [one for one in found if one.is_picture]


@dataclass(slots=True, frozen=True)
class Around:
    """What is known of a post beside its text."""

    known: Known = field(default_factory=Known)
    number: str = ""
    footnotes: str = ""
    thumbnail: str = ""


def is_picture(address: str) -> bool:
    return _path(address).lower().endswith(_PICTURES)


def _attached(item: Item) -> Attached:
    return Attached(
        item["post_id"],
        item["attachment_url"],
        words(item.told("_wp_attachment_image_alt")),
        item["excerpt"][:_LONGEST_CAPTION],
        words(item["title"]),
    )


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def file_of(address: str) -> str:
    """The path of the picture that ADDRESS is a size of."""
    path = _path(address)
    try:
        if _PROXY.fullmatch(urlsplit(address).netloc):
            path = path.lstrip("/").partition("/")[2]
    except ValueError:
        return ""
    return _MADE_FROM.sub("", path).lstrip("/")


def _uploaded(path: str) -> str:
    return path.partition("/uploads/")[2]
