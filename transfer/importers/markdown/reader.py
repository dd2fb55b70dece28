"""Reads a folder of Markdown with front matter, or a zip of one: Jekyll, Hugo, Mataroa and kin."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from posts.models import Post
from transfer.importers.common.attachments import FILES
from transfer.importers.common.dates import date_from
from transfer.importers.common.encoding import text_of
from transfer.importers.common.folders import NotThere, Zip, opened
from transfer.importers.common.items import (
    ImportedAuthor,
    ImportedPost,
    LeftOut,
    Reader,
    Unreadable,
)
from transfer.importers.common.text import words
from transfer.importers.markdown import front_matter
from transfer.importers.markdown import text as markdown_text
from transfer.importers.markdown.front_matter import Facts, Muddled, is_said, listed, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transfer.importers.common.folders import Files

LONGEST_FILE = 1_000_000
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_HTML = {".html", ".htm"}
_OF_THE_FOLDER = {"readme", "license", "licence", "changelog", "contributing"}
_OF_THE_MAKER = {"node_modules", "themes", "layouts", "archetypes", "vendor", "public", "_site"}
_HOLDING = {"_posts", "_drafts", "_pages"}
_PAGES = {"pages", "_pages"}
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")
_BEFORE_ZONE = re.compile(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)\Z)")


class MarkdownReader(Reader):
    kind = "markdown"

    def items(self) -> Iterator[ImportedPost | LeftOut]:
        with opened(self.path) as files:
            self.files = files
            root = _root(files)
            texts = [name for name in files.names if _suffix(name) in _MARKDOWN | _HTML]
            if not any(_suffix(name) in _MARKDOWN for name in texts):
                message = "there is no Markdown in it."
                raise Unreadable(message)
            self.done, self.in_all = 0, len(texts)
            for name in texts:
                self.done += 1
                if item := self._read(name, PurePosixPath(name.removeprefix(root)), files):
                    yield item

    def _read(self, name: str, path: PurePosixPath, files: Files) -> ImportedPost | LeftOut | None:
        if reason := _reason_against(path):
            is_named = path.suffix in _MARKDOWN
            return LeftOut(name, path.name, reason, is_listed=False) if is_named else None
        try:
            facts, text = front_matter.parted(_plain(files.read(name, limit=LONGEST_FILE)))
        except (NotThere, Muddled) as error:
            return LeftOut(name, path.name, str(error))
        if path.suffix in _HTML and facts is None:
            return None
        return _post(name, path, facts or {}, text)


def _post(name: str, path: PurePosixPath, facts: Facts, text: str) -> ImportedPost:
    day, own_name = _day_and_name(path)
    text, title, said_day = markdown_text.without_head(text, has_title=bool(word(facts, "title")))
    is_html = path.suffix in _HTML
    post = ImportedPost(
        place=name,
        own=str(path),
        kind=_kind(path, facts),
        title=words(word(facts, "title") or title or own_name.replace("-", " ")),
        slug=unquote(word(facts, "slug") or own_name),
        source=text.strip() if is_html else markdown_text.plain_markdown(text).strip(),
        source_format=Post.Format.HTML if is_html else Post.Format.MARKDOWN,
        excerpt=words(word(facts, "description", "summary", "excerpt")),
        at=_date(facts.get("date") or facts.get("published_at")) or said_day or _date(day),
        author=_author(facts),
        tags=[words(each) for each in listed(facts, "tags", "tag", parted_at=" ")],
        categories=[words(each) for each in listed(facts, "categories", "category", parted_at=" ")],
        comments_open=is_said(facts, "comments", otherwise=True),
        canonical_url=word(facts, "canonical_url", "canonicalurl", "canonical"),
        base=f"{FILES}{path.parent.as_posix().removeprefix('.')}/".replace("////", "///"),
    )
    post.status = _status(path, facts)
    post.old_addresses = _old_addresses(path, facts, post.at)
    return post


def _reason_against(path: PurePosixPath) -> str:
    folders = set(path.parts[:-1])
    if path.stem == "_index" or path.stem.lower() in _OF_THE_FOLDER:
        return "it is about the folder"
    is_hidden = any(folder.startswith("_") for folder in folders - _HOLDING)
    return "it belongs to what made the site" if is_hidden or folders & _OF_THE_MAKER else ""


def _plain(content: bytes) -> str:
    return text_of(content).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n")


def _root(files: Files) -> str:
    """The one folder that holds all of a zip, which says nothing."""
    first = {name.partition("/")[0] for name in files.names}
    is_wrapped = isinstance(files, Zip) and len(first) == 1 and "/" in files.names[0]
    return f"{first.pop()}/" if is_wrapped else ""


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _day_and_name(path: PurePosixPath) -> tuple[str, str]:
    """The day in the name, as Jekyll writes it, and the rest; of a bundle its folder's."""
    name = path.parent.name if path.stem == "index" and path.parent.name else path.stem
    found = _DATED.fullmatch(name)
    return (found[1], found[2]) if found else ("", name)


def _kind(path: PurePosixPath, facts: Facts) -> str:
    is_page = "page" in {word(facts, "layout").lower(), word(facts, "type").lower()}
    is_top = path.parts[:-1] == ("content",) and "date" not in facts
    if is_page or is_top or set(path.parts[:-1]) & _PAGES:
        return Post.Kind.PAGE
    return Post.Kind.POST


def _status(path: PurePosixPath, facts: Facts) -> str:
    is_draft = is_said(facts, "draft") or not is_said(facts, "published", otherwise=True)
    if is_draft or word(facts, "status") == "draft" or "_drafts" in path.parts:
        return Post.Status.DRAFT
    is_private = is_said(facts, "private") or word(facts, "status") == "private"
    return Post.Status.PRIVATE if is_private else Post.Status.PUBLISHED


def _author(facts: Facts) -> ImportedAuthor:
    said = facts.get("author") or facts.get("authors")
    said = said[0] if isinstance(said, list) and said else said
    if isinstance(said, dict):
        return ImportedAuthor("", word(said, "email"), words(word(said, "name")))
    return ImportedAuthor("", "", words(said)) if isinstance(said, str) else ImportedAuthor()


def _date(said: object) -> dt.datetime | None:
    if not isinstance(said, str):
        return date_from(said) if isinstance(said, dt.date) else None
    known = date_from(_BEFORE_ZONE.sub("", said.strip()))
    if known or not said:
        return known
    try:
        return date_from(parsedate_to_datetime(said))
    except (ValueError, TypeError, IndexError):
        return None


def _old_addresses(path: PurePosixPath, facts: Facts, at: dt.datetime | None) -> set[str]:
    """What the text says it was, and where Jekyll and Hugo would have put it."""
    day, name = _day_and_name(path)
    told = listed(facts, "aliases", "redirect_from", "permalink", "url")
    inside = path.parent if path.stem == "index" else path.with_suffix("")
    told.append(inside.as_posix().removeprefix("content/"))
    if at and (day or "_posts" in path.parts):
        told += [f"{at:%Y/%m/%d}/{name}", f"{at:%Y/%m/%d}/{name}.html"]
    return {unquote(_path_of(each)) for each in told if ":" not in _path_of(each)}


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
