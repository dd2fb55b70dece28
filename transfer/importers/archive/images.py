"""The pictures of an export of a community like this one: decoded and written anew, as all are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from cpdblog.lib.images.renditions import NotAPicture
from images.models import Image
from transfer.exporters.images import FOLDER
from transfer.importers.common.attachments import STANDS_STILL
from transfer.importers.common.folders import NotThere
from transfer.importers.common.json_fields import Told

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from transfer.importers.archive.reader import CpdblogReader
    from transfer.importers.common.report import Report

_LARGEST = 20_000_000
_SHOWN = re.compile(
    r"(?<![\w/.:-])(?P<site>https?://[\w.:-]+)?/media/(?P<name>[\w./-]+?)(?P<width>-\d+)?"
    r"(?P<still>\.still)?\.(?:webp|avif)(?![\w.])"
)


class Library:
    def __init__(self, reader: CpdblogReader, by: User, report: Report, *, is_trial: bool) -> None:
        self.reader = reader
        self.by = by
        self.report = report
        self.is_trial = is_trial
        self.listed: set[str] = set()
        self.here: dict[str, str] = {}  # from the name there to the address here

    def bring_home(self, blog: Blog) -> None:
        for told in self.reader.whole.rows("pictures"):
            name = told.words("name", 200)
            self.listed.add(name)
            widths = told.facts.get("widths")
            listed = widths if isinstance(widths, list) else []
            widest = max((width for width in listed if isinstance(width, int)), default=0)
            path = f"{FOLDER}/{name}-{widest}.webp"
            image = self._image(blog, told, name, path)
            if image:
                self.here[name] = image.url
        for path in self.reader.files.names if self.reader.files else []:
            self._bring_beside(blog, path)

    def _bring_beside(self, blog: Blog, path: str) -> None:
        """What a post shows and no library lists, unless it stands here at the same address."""
        name = path.removeprefix(f"{FOLDER}/")
        shown = _SHOWN.fullmatch(f"/media/{name}")
        if name == path or not shown or shown["still"] or shown["name"] in self.listed:
            return
        if self._is_here(name):
            return
        told = Told({"original_name": name.rpartition("/")[2]})
        if image := self._image(blog, told, name, path):
            self.here[shown["name"]] = image.url

    def _is_here(self, name: str) -> bool:
        try:
            return default_storage.exists(name)
        except SuspiciousFileOperation:
            return False

    def in_text(self, source: str) -> str:
        """SOURCE with the pictures that came along where they are now."""

        def anew(found: re.Match[str]) -> str:
            is_theirs = found["site"] in {None, self.reader.community_url}
            return self.here.get(found["name"], found[0]) if is_theirs else found[0]

        return _SHOWN.sub(anew, source) if self.here else source

    def _image(self, blog: Blog, told: Told, name: str, path: str) -> Image | None:
        known = blog.images.filter(name=name, digest=told.words("digest", 64)).first()
        if known:
            return known
        try:
            content = self._content(path)
            before = blog.images.count()
            image = Image.objects.keep(
                blog=blog,
                by=self.by,
                picture=content,
                original_name=told.words("original_name", 200),
                imported_from=told.words("imported_from", 500),
                alt=told.words("alt", 500),
                caption=told.words("caption", 500),
                credit=told.words("credit", 200),
                credit_url=told.words("credit_url", 500),
                licence=told.words("licence", 12),
            )
        except (NotThere, NotAPicture) as error:
            self.report.leave_out(f"picture {name[:60]}", str(error), place="blog.json")
            return None
        if image.stands_still:
            self.report.note(f"the picture {name[:60]} {STANDS_STILL}", place="blog.json")
        is_new = blog.images.count() > before
        (self.report.brought_in if is_new else self.report.already_there)["pictures"] += 1
        return image

    def _content(self, path: str) -> bytes:
        files = self.reader.files
        if files is None or path not in files.names:
            message = "it is not in the zip"
            raise NotThere(message)
        return files.read(path, limit=_LARGEST)
