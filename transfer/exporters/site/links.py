"""Where things stand in the static site, and every address in a text turned to them."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from comments.models import Comment
from cpdblog.lib.http.parse_pk import parse_pk
from posts.blogs import categories_in_use
from posts.models import Post, Tag
from transfer.exporters.file_names import stem
from transfer.exporters.images import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogs.models import Blog, Category
    from transfer.exporters.images import Pictures

# In our own stored markup every attribute is in double quotes, with < and > escaped.
_TAG = re.compile(r"<[a-z][^<>]*>")
_ADDRESS = re.compile(r' (?P<name>href|src|srcset)="(?P<address>[^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
HOME = "index.html"
FEED = "feed.xml"


def file_of_post(post: Post) -> str:
    name = f"{stem(post.slug, post.pk)}.html"
    if post.kind == Post.Kind.PAGE:
        return f"pages/{name}"
    return f"{post.address_year}/{post.address_month:02}/{name}"


def file_of_month(year: int, month: int) -> str:
    return f"months/{year}-{month:02}.html"


def file_of_category(category: Category) -> str:
    return f"categories/{stem(category.slug, category.pk)}.html"


def file_of_tag(tag: Tag) -> str:
    return f"tags/{stem(tag.slug, tag.pk)}.html"


def from_here(here: str, target: str) -> str:
    """The way from one file of the site to another, as an address."""
    path, _hash, fragment = target.partition("#")
    way = quote(posixpath.relpath(path, posixpath.dirname(here) or "."))
    return f"{way}#{fragment}" if fragment else way


def ids_in(page: str) -> set[str]:
    return {html.unescape(name) for name in _ID.findall(page)}


@dataclass
class SiteLinks:
    blog: Blog
    pictures: Pictures
    _known: dict[str, str] = field(default_factory=dict)

    def turned(self, page: str, *, here: str, online: str, ids: set[str]) -> str:
        """PAGE as it is read in the file HERE, which has these IDS; it stands at ONLINE too."""

        def turn(found: re.Match[str]) -> str:
            told = html.unescape(found["address"])
            if found["name"] == "srcset":
                new = self.pictures.named_anew(told, address=lambda name: _picture(here, name))
            else:
                new = self._address(told, here=here, online=online, ids=ids)
            return f' {found["name"]}="{html.escape(new)}"' if new else ""

        return _TAG.sub(lambda tag: _ADDRESS.sub(turn, tag[0]), page)

    def _address(self, told: str, *, here: str, online: str, ids: set[str]) -> str:
        """ "" where nothing is."""
        if told.startswith("#"):
            return told if unquote(told[1:]) in ids or told[1:] in ids else ""
        try:
            whole = urljoin(f"{settings.SITE_URL}{online}", told)
            parts = urlsplit(whole)
        except ValueError:
            return told
        site = urlsplit(settings.SITE_URL)
        if parts.netloc != site.netloc or parts.scheme not in {"http", "https"}:
            return whole
        if parts.path.startswith(settings.MEDIA_URL):
            name = unquote(parts.path.removeprefix(settings.MEDIA_URL))
            return _picture(here, name) if self.pictures.has(name) else whole
        if whole not in self._known:
            self._known[whole] = self._file_at(parts.path, unquote(parts.fragment))
        target = self._known[whole]
        return from_here(here, target) if target else whole

    def _file_at(self, path: str, fragment: str) -> str:
        """The file, and the place in it, of an address of the community; "" for none of ours."""
        try:
            found = resolve(unquote(path) or "/")
        except Resolver404:
            return ""
        asked = found.kwargs
        if asked.get("handle", self.blog.handle) != self.blog.handle:
            return ""
        finders: dict[str, Callable[[], str]] = {
            "blogs:home": lambda: HOME,
            "posts:feed": lambda: FEED,
            "posts:detail": lambda: self._post(
                fragment,
                kind=Post.Kind.POST,
                slug=asked["slug"],
                address_year=asked["year"],
                address_month=asked["month"],
            ),
            "posts:page": lambda: self._post(fragment, kind=Post.Kind.PAGE, slug=asked["slug"]),
            "posts:month": lambda: self._month(asked["year"], asked["month"]),
            "blogs:category": lambda: self._category(asked["slug"]),
            "posts:tag": lambda: self._tag(asked["slug"]),
            "comments:permalink": lambda: self._comment(str(asked["comment_id"])),
        }
        return finders.get(found.view_name, lambda: "")()

    def _post(self, fragment: str, **asked: object) -> str:
        post = self.blog.posts.published().filter(**asked).first()
        if not post:
            return ""
        return file_of_post(post) + (f"#{fragment}" if _has_place(post, fragment) else "")

    def _month(self, year: int, month: int) -> str:
        posts = self.blog.posts.published().posts().in_month(year, month)
        return file_of_month(year, month) if posts.exists() else ""

    def _category(self, slug: str) -> str:
        category = categories_in_use(self.blog).filter(slug=slug).first()
        return file_of_category(category) if category else ""

    def _tag(self, slug: str) -> str:
        tag = Tag.objects.at(slug).first()
        posts = self.blog.posts.published().posts()
        return file_of_tag(tag) if tag and posts.tagged_with(tag).exists() else ""

    def _comment(self, number: str) -> str:
        placed = Comment.objects.placed().filter(blog=self.blog, post__status="published")
        comment = placed.filter(pk=parse_pk(number) or 0).select_related("post").first()
        return f"{file_of_post(comment.post)}#{comment.anchor}" if comment else ""


def _picture(here: str, name: str) -> str:
    return from_here(here, f"../{FOLDER}/{name}")


def _has_place(post: Post, fragment: str) -> bool:
    if fragment.startswith("comment-"):
        number = parse_pk(fragment.removeprefix("comment-")) or 0
        return post.comments.placed().filter(pk=number).exists()
    return fragment in ids_in(post.body_html)
