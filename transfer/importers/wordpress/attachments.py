"""What posts of a WordPress export name by id and do not hold: attachments and shared blocks.

Gathered in a first pass through the file, as a post may come before what it shows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from images.models import MAX_LENGTHS
from transfer.importers.common.text import strip_markup
from transfer.importers.wordpress.typography import ENGLISH

if TYPE_CHECKING:
    from transfer.importers.wordpress.typography import Quotes
    from transfer.importers.wordpress.wxr import Item

# "shelf-300x200.jpg" and "shelf-scaled.jpg" are made from "shelf.jpg".
_SIZE_SUFFIX = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated)(?=\.[a-zA-Z]{3,4}$)")
_PROXY = re.compile(r"i\d\.wp\.com")
_IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp")


@dataclass(slots=True, frozen=True)
class Attachment:
    source_id: str
    url: str
    alt: str
    caption: str  # HTML
    title: str

    @property
    def is_image(self) -> bool:
        return is_image(self.url)


@dataclass(slots=True)
class References:
    attachments: dict[str, Attachment] = field(default_factory=dict)
    ids_by_post: dict[str, list[str]] = field(default_factory=dict)  # of attachments
    blocks: dict[str, str] = field(default_factory=dict)
    _ids_by_path: dict[str, str] = field(default_factory=dict)

    def add(self, item: Item) -> None:
        source_id = item["post_id"]
        match item["post_type"]:
            case "attachment" if item["attachment_url"]:
                self.attachments[source_id] = _attachment(item)
                self.ids_by_post.setdefault(item["post_parent"], []).append(source_id)
                for address in (item["attachment_url"], item.meta_value("_wp_attached_file")):
                    if path := original_path(address):
                        self._ids_by_path.setdefault(path, source_id)
            case "wp_block":
                self.blocks[source_id] = item["content"]

    def attachment_at(self, address: str) -> Attachment | None:
        """The attachment that ADDRESS shows, in whichever of its sizes."""
        path = original_path(address)
        source_id = self._ids_by_path.get(path) or self._ids_by_path.get(_path_below_uploads(path))
        return self.attachments.get(source_id) if source_id else None

    def images_of_post(self, post_id: str) -> list[Attachment]:
        found = (self.attachments[source_id] for source_id in self.ids_by_post.get(post_id, []))
        return [attachment for attachment in found if attachment.is_image]


@dataclass(slots=True, frozen=True)
class PostContext:
    """What the text of a post is completed from."""

    references: References = field(default_factory=References)
    post_id: str = ""
    footnotes: str = ""
    thumbnail: str = ""
    address: str = ""  # of the post there
    home: str = ""  # of its blog there
    quotes: Quotes | None = ENGLISH  # None where all signs stand as they are shown
    notes: list[str] = field(default_factory=list)  # for the report
    kept_as_text: Counter[str] = field(default_factory=Counter)  # shortcodes nobody knows, by name


def is_image(address: str) -> bool:
    return _path(address).lower().endswith(_IMAGE_ENDINGS)


def _attachment(item: Item) -> Attachment:
    return Attachment(
        item["post_id"],
        item["attachment_url"],
        strip_markup(item.meta_value("_wp_attachment_image_alt")),
        item["excerpt"][: MAX_LENGTHS["caption"]],
        strip_markup(item["title"]),
    )


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def original_path(address: str) -> str:
    """The path of the image that ADDRESS is a size of."""
    path = _path(address)
    try:
        if _PROXY.fullmatch(urlsplit(address).netloc):
            path = path.lstrip("/").partition("/")[2]
    except ValueError:
        return ""
    return _SIZE_SUFFIX.sub("", path).lstrip("/")


def _path_below_uploads(path: str) -> str:
    return path.partition("/uploads/")[2]
