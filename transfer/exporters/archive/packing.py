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
from transfer.exporters.images import FOLDER, Pictures
from transfer.exporters.rows import comments_of, posts_of, revisions_of
from transfer.exporters.site.site import Site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from blogs.models import Blog

_EARLIEST = 1980  # no zip remembers more


@dataclass
class Packing:
    """One blog on its way into FILE."""

    blog: Blog
    file: IO[bytes]
    at: dt.datetime
    counts: Counter[str] = field(default_factory=Counter)
    pictures: Pictures = field(default_factory=Pictures)
    total: int = 0

    def run(self) -> Iterator[Post]:
        """Yields a post each time one has been dealt with: `in_all` times."""
        self.total = 3 * self.blog.posts.count() + self.blog.posts.published().count()
        with snapshot(), zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED) as self.zip:
            self._put("blog.json", _pretty(fields.facts_of_the_whole(self.blog, at=self.at)))
            yield from self._posts()
            yield from self._wordpress()
            yield from self._texts()
            yield from self._site()
            self._pictures()
            context = {"blog": self.blog, "counts": self.counts, "at": self.at}
            self._put("README.txt", render_to_string("transfer/readme.txt", context))

    def _posts(self) -> Iterator[Post]:
        self.pictures.note_library(self.blog)
        with self._opened("posts.jsonl") as file:
            for post in posts_of(self.blog):
                self.pictures.note(post.body_html)
                self._count(post)
                file.write(_line("post", fields.facts_of_a_post(post)))
                for revision in revisions_of(post):
                    file.write(_line("revision", fields.facts_of_a_revision(revision)))
                for comment in comments_of(post):
                    self.counts["comments"] += 1
                    file.write(_line("comment", fields.facts_of_a_comment(comment)))
                yield post

    def _count(self, post: Post) -> None:
        self.counts["pages" if post.kind == Post.Kind.PAGE else "posts"] += 1
        if not post.is_published:
            self.counts["unpublished"] += 1

    def _wordpress(self) -> Iterator[Post]:
        with self._opened("wordpress.xml") as file:
            for piece, post in wordpress.wordpress_xml(self.blog, at=self.at):
                file.write(piece.encode())
                if post:
                    yield post

    def _texts(self) -> Iterator[Post]:
        for post in posts_of(self.blog):
            if post.status != Post.Status.BINNED:
                name = self._free_name(f"markdown/{front_matter.file_of(post)}", post)
                self._put(name, front_matter.text_file(post, self.pictures))
            yield post

    def _site(self) -> Iterator[Post]:
        site = Site(self.blog, self.at, self.pictures)
        for name, told in site.dress():
            self._put(f"site/{name}", told)
        for post, name, page in site.posts():
            self._put(f"site/{name}", page)
            yield post
        for name, page in site.lists():
            self._put(f"site/{name}", page)
        self._put("site/feed.xml", site.feed())

    def _pictures(self) -> None:
        """As they are: what is compressed already gets no smaller."""
        for name in self.pictures.names():
            info = self._info(f"{FOLDER}/{name}", zipfile.ZIP_STORED)
            with default_storage.open(name) as picture:
                info.file_size = picture.size
                with self.zip.open(info, "w") as packed:
                    shutil.copyfileobj(picture, packed)
            self.counts["pictures"] += 1

    def _put(self, name: str, told: str | bytes) -> None:
        data = told.encode("utf-8", "replace") if isinstance(told, str) else told
        self.zip.writestr(self._info(name), data)

    def _opened(self, name: str) -> IO[bytes]:
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


def _pretty(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _line(what: str, told: dict[str, Any]) -> bytes:
    return (json.dumps({what: told}, ensure_ascii=False) + "\n").encode("utf-8", "replace")
