"""Packs everything of one blog into one zip, with a few posts in memory at a time."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from cpdblog.lib.database.snapshot import snapshot
from posts.models import Post
from transfer.exporters import wordpress
from transfer.exporters.archive import fields, front_matter
from transfer.exporters.images import FOLDER, ImageFiles
from transfer.exporters.rows import comments_of, posts_of, revisions_of
from transfer.exporters.site.site import Site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from blogs.models import Blog

_EARLIEST = 1980  # no zip holds an earlier date


@dataclass
class Packing:
    """One blog on its way into FILE."""

    blog: Blog
    file: IO[bytes]
    at: dt.datetime
    counts: Counter[str] = field(default_factory=Counter)
    images: ImageFiles = field(default_factory=ImageFiles)
    total: int = 0

    def run(self) -> Iterator[Post]:
        """Yields a post each time one has been dealt with: `in_all` times."""
        self.total = 3 * self.blog.posts.count() + self.blog.posts.published().count()
        with snapshot(), zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED) as self.zip:
            self._write_file("blog.json", _json(fields.blog_fields(self.blog, at=self.at)))
            yield from self._write_posts()
            yield from self._write_wordpress()
            yield from self._write_markdown()
            yield from self._write_site()
            self._write_images()
            context = {"blog": self.blog, "counts": self.counts, "at": self.at}
            self._write_file("README.txt", render_to_string("transfer/readme.txt", context))

    def _write_posts(self) -> Iterator[Post]:
        self.images.add_library(self.blog)
        with self._open_file("posts.jsonl") as file:
            for post in posts_of(self.blog):
                self.images.add_from_text(f"{post.featured_html}{post.body_html}")
                self._count(post)
                file.write(_json_line("post", fields.post_fields(post)))
                for revision in revisions_of(post):
                    file.write(_json_line("revision", fields.revision_fields(revision)))
                for comment in comments_of(post):
                    self.counts["comments"] += 1
                    file.write(_json_line("comment", fields.comment_fields(comment)))
                yield post

    def _count(self, post: Post) -> None:
        self.counts["pages" if post.kind == Post.Kind.PAGE else "posts"] += 1
        if not post.is_published:
            self.counts["unpublished"] += 1

    def _write_wordpress(self) -> Iterator[Post]:
        with self._open_file("wordpress.xml") as file:
            for piece, post in wordpress.wordpress_xml(self.blog, at=self.at):
                file.write(piece.encode())
                if post:
                    yield post

    def _write_markdown(self) -> Iterator[Post]:
        for post in posts_of(self.blog):
            if post.status != Post.Status.BINNED:
                name = self._free_name(f"markdown/{front_matter.file_of(post)}", post)
                self._write_file(name, front_matter.text_file(post, self.images))
            yield post

    def _write_site(self) -> Iterator[Post]:
        site = Site(self.blog, self.at, self.images)
        for name, content in site.stylesheets():
            self._write_file(f"site/{name}", content)
        for post, name, page in site.posts():
            self._write_file(f"site/{name}", page)
            yield post
        for name, page in site.lists():
            self._write_file(f"site/{name}", page)
        self._write_file("site/feed.xml", site.feed())

    def _write_images(self) -> None:
        """As they are: what is compressed already gets no smaller."""
        for name in self.images.names():
            info = self._info(f"{FOLDER}/{name}", zipfile.ZIP_STORED)
            with default_storage.open(name) as image:
                info.file_size = image.size
                with self.zip.open(info, "w") as packed:
                    shutil.copyfileobj(image, packed)
            self.counts["pictures"] += 1

    def _write_file(self, name: str, content: str | bytes) -> None:
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        self.zip.writestr(self._info(name), data)

    def _open_file(self, name: str) -> IO[bytes]:
        return self.zip.open(self._info(name), "w", force_zip64=True)

    def _info(self, name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
        moment = self.at if self.at.year >= _EARLIEST else self.at.replace(year=_EARLIEST)
        info = zipfile.ZipInfo(name, moment.timetuple()[:6])
        info.compress_type = how
        info.external_attr = 0o644 << 16
        return info

    def _free_name(self, name: str, post: Post) -> str:
        """A date that was changed by hand may lead two posts to one name."""
        if name not in self.zip.NameToInfo:
            return name
        start, _dot, ending = name.rpartition(".")
        return f"{start}--{post.pk}.{ending}"


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _json_line(kind: str, data: dict[str, Any]) -> bytes:
    return (json.dumps({kind: data}, ensure_ascii=False) + "\n").encode("utf-8", "replace")
