"""Reads a folder of Markdown with front matter, or a zip of one: Jekyll, Hugo, Mataroa and kin."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from posts.models import Post
from transfer.importers.common.attachments import FILES_URL
from transfer.importers.common.dates import parse_date
from transfer.importers.common.encoding import decode_text
from transfer.importers.common.folders import FileUnavailable, Zip, open_files
from transfer.importers.common.items import (
    ImportedAuthor,
    ImportedPost,
    Reader,
    SkippedItem,
    Unreadable,
)
from transfer.importers.common.text import strip_markup
from transfer.importers.markdown import front_matter
from transfer.importers.markdown import text as markdown_text
from transfer.importers.markdown.front_matter import (
    Fields,
    FrontMatterError,
    is_true,
    string,
    strings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.common.folders import Files

MAX_FILE_BYTES = 1_000_000
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_HTML = {".html", ".htm"}
_ABOUT_THE_FOLDER = {"readme", "license", "licence", "changelog", "contributing"}
_GENERATOR_FOLDERS = {
    "node_modules",
    "themes",
    "layouts",
    "archetypes",
    "vendor",
    "public",
    "_site",
}
_CONTENT_FOLDERS = {"_posts", "_drafts", "_pages"}
_PAGE_FOLDERS = {"pages", "_pages"}
_WITH_DATE = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")
_BEFORE_ZONE = re.compile(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)\Z)")


class MarkdownReader(Reader):
    kind = "markdown"

    def items(self) -> Iterator[ImportedPost | SkippedItem]:
        with open_files(self.path) as files:
            self.files = files
            root = _root(files)
            texts = [name for name in files.names if _suffix(name) in _MARKDOWN | _HTML]
            if not any(_suffix(name) in _MARKDOWN for name in texts):
                message = "there is no Markdown in it."
                raise Unreadable(message)
            self.done, self.total = 0, len(texts)
            for name in texts:
                self.done += 1
                if item := self._read(name, PurePosixPath(name.removeprefix(root)), files):
                    yield item

    def _read(
        self, name: str, path: PurePosixPath, files: Files
    ) -> ImportedPost | SkippedItem | None:
        if reason := _reason_to_skip(path):
            is_named = path.suffix in _MARKDOWN
            return SkippedItem(name, path.name, reason, is_listed=False) if is_named else None
        try:
            content = files.read(name, limit=MAX_FILE_BYTES)
            fields, text = front_matter.split_front_matter(_decoded(content))
        except (FileUnavailable, FrontMatterError) as error:
            return SkippedItem(name, path.name, str(error))
        if path.suffix in _HTML and fields is None:
            return None
        return _post(name, path, fields or {}, text)


def _post(name: str, path: PurePosixPath, fields: Fields, text: str) -> ImportedPost:
    date, own_name = _date_and_name(path)
    has_title = bool(string(fields, "title"))
    text, title, published_on = markdown_text.split_title(text, has_title=has_title)
    is_html = path.suffix in _HTML
    post = ImportedPost(
        place=name,
        source_id=str(path),
        kind=_kind(path, fields),
        title=strip_markup(string(fields, "title") or title or own_name.replace("-", " ")),
        slug=unquote(string(fields, "slug") or own_name),
        source=text.strip() if is_html else markdown_text.plain_markdown(text).strip(),
        source_format=Post.Format.HTML if is_html else Post.Format.MARKDOWN,
        excerpt=strip_markup(string(fields, "description", "summary", "excerpt")),
        at=_date(fields.get("date") or fields.get("published_at")) or published_on or _date(date),
        author=_author(fields),
        tags=[strip_markup(one) for one in strings(fields, "tags", "tag", separator=" ")],
        categories=[
            strip_markup(one) for one in strings(fields, "categories", "category", separator=" ")
        ],
        comments_open=is_true(fields, "comments", default=True),
        canonical_url=string(fields, "canonical_url", "canonicalurl", "canonical"),
        base_url=f"{FILES_URL}{path.parent.as_posix().removeprefix('.')}/".replace("////", "///"),
    )
    post.featured_image, post.featured_alt = _featured(fields)
    post.status = _status(path, fields)
    post.old_addresses = _old_addresses(path, fields, post.at)
    return post


def _reason_to_skip(path: PurePosixPath) -> str:
    folders = set(path.parts[:-1])
    if path.stem == "_index" or path.stem.lower() in _ABOUT_THE_FOLDER:
        return "it is about the folder"
    is_hidden = any(folder.startswith("_") for folder in folders - _CONTENT_FOLDERS)
    return "it belongs to what made the site" if is_hidden or folders & _GENERATOR_FOLDERS else ""


def _decoded(content: bytes) -> str:
    return decode_text(content).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n")


def _root(files: Files) -> str:
    """The one folder that holds all of a zip, where there is one; with its slash."""
    first = {name.partition("/")[0] for name in files.names}
    is_wrapped = isinstance(files, Zip) and len(first) == 1 and "/" in files.names[0]
    return f"{first.pop()}/" if is_wrapped else ""


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _date_and_name(path: PurePosixPath) -> tuple[str, str]:
    """The date in the name, as Jekyll writes it, and the rest; for a bundle those of its folder."""
    name = path.parent.name if path.stem == "index" and path.parent.name else path.stem
    found = _WITH_DATE.fullmatch(name)
    return (found[1], found[2]) if found else ("", name)


def _kind(path: PurePosixPath, fields: Fields) -> str:
    is_page = "page" in {string(fields, "layout").lower(), string(fields, "type").lower()}
    is_top = path.parts[:-1] == ("content",) and "date" not in fields
    if is_page or is_top or set(path.parts[:-1]) & _PAGE_FOLDERS:
        return Post.Kind.PAGE
    return Post.Kind.POST


def _status(path: PurePosixPath, fields: Fields) -> str:
    is_draft = is_true(fields, "draft") or not is_true(fields, "published", default=True)
    if is_draft or string(fields, "status") == "draft" or "_drafts" in path.parts:
        return Post.Status.DRAFT
    is_private = is_true(fields, "private") or string(fields, "status") == "private"
    return Post.Status.PRIVATE if is_private else Post.Status.PUBLISHED


def _featured(fields: Fields) -> tuple[str, str]:
    """Address and description, as we write them, as Jekyll does, or as themes of Hugo do."""
    cover = fields.get("cover")
    if isinstance(cover, dict):
        return string(cover, "image"), string(cover, "alt")
    names = ("featured_image", "feature_image", "image", "cover", "cover_image")
    return string(fields, *names), string(fields, "featured_alt", "image_alt")


def _author(fields: Fields) -> ImportedAuthor:
    value = fields.get("author") or fields.get("authors")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        return ImportedAuthor("", string(value, "email"), strip_markup(string(value, "name")))
    return (
        ImportedAuthor("", "", strip_markup(value)) if isinstance(value, str) else ImportedAuthor()
    )


def _date(value: object) -> dt.datetime | None:
    if not isinstance(value, str):
        return parse_date(value) if isinstance(value, dt.date) else None
    known = parse_date(_BEFORE_ZONE.sub("", value.strip()))
    if known or not value:
        return known
    try:
        return parse_date(parsedate_to_datetime(value))
    except (ValueError, TypeError, IndexError):
        return None


def _old_addresses(path: PurePosixPath, fields: Fields, at: dt.datetime | None) -> set[str]:
    """Those in the front matter, and where Jekyll and Hugo would have put it."""
    date, name = _date_and_name(path)
    addresses = strings(fields, "aliases", "redirect_from", "permalink", "url")
    inside = path.parent if path.stem == "index" else path.with_suffix("")
    addresses.append(inside.as_posix().removeprefix("content/"))
    if at and (date or "_posts" in path.parts):
        addresses += [f"{at:%Y/%m/%d}/{name}", f"{at:%Y/%m/%d}/{name}.html"]
    return {unquote(_path_of(one)) for one in addresses if ":" not in _path_of(one)}


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
