"""The pictures of an export: taken from the files beside it, or fetched; each address once."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from django.conf import settings

from cpdblog.lib.fetching.fetch import FetchFailed, FetchRefused, safe_fetch
from cpdblog.lib.images.renditions import NotAPicture
from images.models import Image
from transfer.importers.common.folders import NotThere
from transfer.importers.common.images_in_text import with_new_addresses

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from images.models import Words
    from transfer.importers.common.folders import Files
    from transfer.importers.common.items import ImportedPost
    from transfer.importers.common.report import Report

FILES = "file:///"  # what an address in a file relative to its folder begins with
_MOST_FETCHED = 5_000
_MOST_FAILURES = 10  # in a row, of one host
_SECONDS = 20
STANDS_STILL = "stands still here: it is too long or too large to go on moving"
_LONGEST_ADDRESS = 500  # of what Image.imported_from keeps


@dataclass(slots=True)
class Attachments:
    by: User
    files: Files | None = None
    may_fetch: bool = True
    is_trial: bool = False
    known: dict[str, Image | None] = field(default_factory=dict)
    fetched: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    def bring_home(self, item: ImportedPost, *, blog: Blog | None, report: Report) -> None:
        """Changes the text of ITEM to show what is kept here; what is not becomes a link."""

        def new_address(address: str, alt: str) -> str:
            image = self.image(_joined(item.base, address), item, alt, blog=blog, report=report)
            return image.url if image else ""

        item.source = with_new_addresses(item.source, item.source_format, new_address)

    def image(
        self, address: str, item: ImportedPost, alt: str, *, blog: Blog | None, report: Report
    ) -> Image | None:
        """The picture of that ADDRESS as it is kept here; None where it cannot be had."""
        if not address or address.startswith("/media/"):
            return None
        if address not in self.known:
            self.known[address] = self._brought(address, item, alt, blog=blog, report=report)
        return self.known[address]

    def _brought(
        self, address: str, item: ImportedPost, alt: str, *, blog: Blog | None, report: Report
    ) -> Image | None:
        origin = "" if len(address) > _LONGEST_ADDRESS else address
        kept = blog.images.filter(imported_from=origin).first() if blog and origin else None
        if kept:
            report.already_there["pictures"] += 1
            return kept
        if self.is_trial or not blog:
            report.left_out["a picture (a trial fetches none)"] += 1
            return None
        try:
            picture = self._content(address)
            words: Words = {"alt": alt}
            image = Image.objects.keep(
                blog=blog,
                by=self.by,
                picture=picture,
                original_name=_last_part(address),
                imported_from=origin,
                **(words | item.picture_words.get(address, {})),
            )
        except (FetchFailed, FetchRefused, NotAPicture, NotThere) as error:
            report.left_out["a picture, which stays a link"] += 1
            report.note(f"the picture {address[:200]} stays a link: {error}", place=item.place)
            return None
        report.brought_in["pictures"] += 1
        if image.stands_still:
            report.note(f"the picture {address[:200]} {STANDS_STILL}", place=item.place)
        return image

    def _content(self, address: str) -> bytes:
        """Raises FetchFailed, FetchRefused and NotThere."""
        if address.startswith("data:"):
            return _inside(address)
        path = unquote(urlsplit(address).path)
        if self.files and (name := self.files.find(path)):
            return self.files.read(name, limit=settings.LARGEST_PICTURE)
        if address.startswith(FILES):
            message = "it is not among the files"
            raise NotThere(message)
        return self._fetch(address)

    def _fetch(self, address: str) -> bytes:
        host = urlsplit(address).netloc
        if not self.may_fetch:
            message = "nothing is fetched"
        elif self.fetched >= _MOST_FETCHED:
            message = "too many for one time: bring the file in again for the others"
        elif self.failures[host] >= _MOST_FAILURES:
            message = f"{host} does not answer"
        else:
            return self._answer(address, host)
        raise NotThere(message)

    def _answer(self, address: str, host: str) -> bytes:
        self.fetched += 1
        try:
            fetched = safe_fetch(
                address,
                max_bytes=settings.LARGEST_PICTURE,
                timeout=_SECONDS,
                allowed_hosts=settings.HOSTS_INSIDE_OUR_WALLS,
            )
        except FetchFailed:
            self.failures[host] += 1
            raise
        self.failures[host] = 0
        return fetched.content


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _inside(address: str) -> bytes:
    """What a data: address holds."""
    head, _comma, content = address.partition(",")
    try:
        raw = unquote_to_bytes(content)
        return base64.b64decode(raw) if head.endswith(";base64") else raw
    except binascii.Error as error:
        message = "it is damaged"
        raise NotThere(message) from error


def _last_part(address: str) -> str:
    if address.startswith("data:"):
        return ""
    return unquote(urlsplit(address).path).rpartition("/")[2][:200]
