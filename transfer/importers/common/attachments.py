"""The images of an export: taken from the files beside it, or fetched; each address once."""

from __future__ import annotations

import base64
import binascii
import html
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from django.conf import settings

from cpdblog.lib.fetching.fetch import FetchFailed, FetchRefused, safe_fetch
from cpdblog.lib.images.renditions import InvalidImage
from images.models import MAX_LENGTHS, Image
from posts.models import Post
from transfer.importers.common.folders import FileUnavailable
from transfer.importers.common.images_in_text import file_name, replace_image_urls
from transfer.importers.common.text import strip_markup

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from images.models import ImageDetails
    from transfer.importers.common.folders import Files
    from transfer.importers.common.items import ImportedPost
    from transfer.importers.common.report import Report

FILES_URL = "file:///"  # what an address in a file relative to its folder begins with
_MAX_FETCHED = 5_000
_MAX_FAILURES = 10  # in a row, of one host
_TIMEOUT = 20  # seconds
STILL_IMAGE_NOTE = "stands still here: it is too long or too large to go on moving"
_MAX_ADDRESS_LENGTH = 500  # of what Image.imported_from keeps


@dataclass(slots=True)
class Attachments:
    by: User
    files: Files | None = None
    may_fetch: bool = True
    is_trial: bool = False
    images: dict[str, Image | None] = field(default_factory=dict)
    fetched: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    def import_images(self, item: ImportedPost, *, blog: Blog | None, report: Report) -> None:
        """Changes the text of ITEM to show the images that are stored here; others become links."""

        def new_address(address: str, alt: str) -> str:
            image = self.image(_join(item.base_url, address), item, alt, blog=blog, report=report)
            return image.url if image else ""

        item.source = replace_image_urls(item.source, item.source_format, new_address)
        self._import_featured(item, blog=blog, report=report)

    def _import_featured(self, item: ImportedPost, *, blog: Blog | None, report: Report) -> None:
        """What cannot be had and is shown from elsewhere stands above the text instead."""
        if not item.featured_image:
            return
        address = _join(item.base_url, item.featured_image)
        caption = strip_markup(item.featured_caption)[: MAX_LENGTHS["caption"]]
        item.image_texts.setdefault(address, {"alt": item.featured_alt, "caption": caption})
        image = self.image(address, item, item.featured_alt, blog=blog, report=report)
        item.featured_image = image.url if image else ""
        if image and image.alt == item.featured_alt:
            item.featured_alt = ""  # the library says it
        if not image and address.startswith(("http://", "https://")):
            shown = f'<img src="{html.escape(address)}" alt="{html.escape(item.featured_alt)}">'
            text = f"<figcaption>{item.featured_caption}</figcaption>"
            below = text if item.featured_caption else ""
            gap = "\n\n" if item.source_format == Post.Format.MARKDOWN else "\n"
            item.source = f"<figure>{shown}{below}</figure>{gap}{item.source}"

    def image(
        self, address: str, item: ImportedPost, alt: str, *, blog: Blog | None, report: Report
    ) -> Image | None:
        """The stored image of that ADDRESS; None where it cannot be had."""
        if not address or address.startswith("/media/"):
            return None
        if address not in self.images:
            self.images[address] = self._import(address, item, alt, blog=blog, report=report)
        return self.images[address]

    def _import(
        self, address: str, item: ImportedPost, alt: str, *, blog: Blog | None, report: Report
    ) -> Image | None:
        imported_from = "" if len(address) > _MAX_ADDRESS_LENGTH else address
        if blog and imported_from:
            existing = blog.images.filter(imported_from=imported_from).first()
            if existing:
                report.existing["pictures"] += 1
                return existing
        if self.is_trial or not blog:
            report.skipped["a picture (a trial fetches none)"] += 1
            return None
        try:
            content = self._read(address)
            texts: ImageDetails = {"alt": alt}
            image = Image.objects.store(
                blog=blog,
                by=self.by,
                content=content,
                original_name=file_name(address),
                imported_from=imported_from,
                **(texts | item.image_texts.get(address, {})),
            )
        except (FetchFailed, FetchRefused, InvalidImage, FileUnavailable) as error:
            report.skipped["a picture, which stays a link"] += 1
            name = file_name(address)[:80] or "within the text"
            note = f"the picture {name} stays a link: {error} ({address[:200]})"
            report.note(note, place=item.place)
            return None
        report.imported["pictures"] += 1
        if image.stands_still:
            report.note(f"the picture {address[:200]} {STILL_IMAGE_NOTE}", place=item.place)
        return image

    def _read(self, address: str) -> bytes:
        """Raises FetchFailed, FetchRefused and FileUnavailable."""
        if address.startswith("data:"):
            return _decode(address)
        path = unquote(urlsplit(address).path)
        if self.files and (name := self.files.find(path)):
            return self.files.read(name, limit=settings.MAX_IMAGE_BYTES)
        if address.startswith(FILES_URL):
            message = "it is not among the files"
            raise FileUnavailable(message)
        return self._fetch(address)

    def _fetch(self, address: str) -> bytes:
        host = urlsplit(address).netloc
        if not self.may_fetch:
            reason = "nothing is fetched"
        elif self.fetched >= _MAX_FETCHED:
            reason = "too many for one time: bring the file in again for the others"
        elif self.failures[host] >= _MAX_FAILURES:
            reason = f"{host} does not answer"
        else:
            return self._fetch_from(address, host)
        raise FileUnavailable(reason)

    def _fetch_from(self, address: str, host: str) -> bytes:
        self.fetched += 1
        try:
            fetched = safe_fetch(
                address,
                max_bytes=settings.MAX_IMAGE_BYTES,
                timeout=_TIMEOUT,
                allowed_hosts=settings.HOSTS_INSIDE_OUR_WALLS,
            )
        except FetchFailed:
            self.failures[host] += 1
            raise
        self.failures[host] = 0
        return fetched.content


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _decode(address: str) -> bytes:
    """The bytes in a data: address. Raises FileUnavailable."""
    head, _comma, content = address.partition(",")
    try:
        raw = unquote_to_bytes(content)
        return base64.b64decode(raw) if head.endswith(";base64") else raw
    except binascii.Error as error:
        message = "it is damaged"
        raise FileUnavailable(message) from error
