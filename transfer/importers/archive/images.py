"""The pictures of an export of a community like this one: decoded and written anew, as all are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from cpdblog.lib.images.renditions import InvalidImage
from images.models import MAX_LENGTHS, Image
from transfer.exporters.images import FOLDER
from transfer.importers.common.attachments import STILL_IMAGE_NOTE
from transfer.importers.common.folders import FileUnavailable
from transfer.importers.common.json_fields import JSONFields

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from transfer.importers.archive.reader import CpdblogReader
    from transfer.importers.common.report import Report

_MAX_IMAGE_BYTES = 20_000_000
_SHOWN = re.compile(
    r"(?<![\w/.:-])(?P<site>https?://[\w.:-]+)?/media/(?P<name>[\w./-]+?)(?P<width>-\d+)?"
    r"(?P<still>\.still)?\.(?:webp|avif)(?![\w.])"
)


class ImageLibrary:
    def __init__(self, reader: CpdblogReader, by: User, report: Report, *, is_trial: bool) -> None:
        self.reader = reader
        self.by = by
        self.report = report
        self.is_trial = is_trial
        self.library_names: set[str] = set()
        self.new_urls: dict[str, str] = {}  # from the name there to the address here

    def import_all(self, blog: Blog) -> None:
        for fields in self.reader.blog_json.objects("pictures"):
            name = fields.text("name", 200)
            self.library_names.add(name)
            widths = fields.data.get("widths")
            widths = widths if isinstance(widths, list) else []
            widest = max((width for width in widths if isinstance(width, int)), default=0)
            path = f"{FOLDER}/{name}-{widest}.webp"
            image = self._import_image(blog, fields, name, path)
            if image:
                self.new_urls[name] = image.url
        for path in self.reader.files.names if self.reader.files else []:
            self._import_unlisted(blog, path)

    def _import_unlisted(self, blog: Blog, path: str) -> None:
        """What a post shows and no library lists, unless it stands here at the same address."""
        name = path.removeprefix(f"{FOLDER}/")
        shown = _SHOWN.fullmatch(f"/media/{name}")
        if name == path or not shown or shown["still"] or shown["name"] in self.library_names:
            return
        if self._is_here(name):
            return
        fields = JSONFields({"original_name": name.rpartition("/")[2]})
        if image := self._import_image(blog, fields, name, path):
            self.new_urls[shown["name"]] = image.url

    def _is_here(self, name: str) -> bool:
        try:
            return default_storage.exists(name)
        except SuspiciousFileOperation:
            return False

    def with_new_urls(self, source: str) -> str:
        """SOURCE with the new addresses of the images that were imported."""

        def new_url(found: re.Match[str]) -> str:
            is_from_there = found["site"] in {None, self.reader.community_url}
            return self.new_urls.get(found["name"], found[0]) if is_from_there else found[0]

        return _SHOWN.sub(new_url, source) if self.new_urls else source

    def _import_image(self, blog: Blog, fields: JSONFields, name: str, path: str) -> Image | None:
        known = blog.images.filter(name=name, digest=fields.text("digest", 64)).first()
        if known:
            return known
        try:
            content = self._read(path)
            before = blog.images.count()
            image = Image.objects.store(
                blog=blog,
                by=self.by,
                content=content,
                original_name=fields.text("original_name", 200),
                imported_from=fields.text("imported_from", 500),
                alt=fields.text("alt", MAX_LENGTHS["alt"]),
                caption=fields.text("caption", MAX_LENGTHS["caption"]),
                credit=fields.text("credit", MAX_LENGTHS["credit"]),
                credit_url=fields.text("credit_url", MAX_LENGTHS["credit_url"]),
                licence=fields.text("licence", MAX_LENGTHS["licence"]),
            )
        except (FileUnavailable, InvalidImage) as error:
            self.report.skip(f"picture {name[:60]}", str(error), place="blog.json")
            return None
        if image.stands_still:
            self.report.note(f"the picture {name[:60]} {STILL_IMAGE_NOTE}", place="blog.json")
        is_new = blog.images.count() > before
        (self.report.imported if is_new else self.report.existing)["pictures"] += 1
        return image

    def _read(self, path: str) -> bytes:
        files = self.reader.files
        if files is None or path not in files.names:
            message = "it is not in the zip"
            raise FileUnavailable(message)
        return files.read(path, limit=_MAX_IMAGE_BYTES)
