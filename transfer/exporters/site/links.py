"""The files of the static site, and the links to them in texts."""

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
    from transfer.exporters.images import ImageFiles

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


def relative_url(here: str, target: str) -> str:
    """The relative address of the file TARGET in the file HERE."""
    path, _hash, fragment = target.partition("#")
    url = quote(posixpath.relpath(path, posixpath.dirname(here) or "."))
    return f"{url}#{fragment}" if fragment else url


def ids_in(page: str) -> set[str]:
    return {html.unescape(name) for name in _ID.findall(page)}


@dataclass
class SiteLinks:
    blog: Blog
    images: ImageFiles
    _known: dict[str, str] = field(default_factory=dict)

    def rewrite(self, page: str, *, here: str, online: str, ids: set[str]) -> str:
        """PAGE with its links as they lead from the file HERE, which has these IDS.

        ONLINE is its address in the community, which relative links in it start from.
        """

        def with_new_url(found: re.Match[str]) -> str:
            url = html.unescape(found["address"])
            if found["name"] == "srcset":
                new = self.images.replace_urls(url, new_url=lambda name: _image_url(here, name))
            else:
                new = self._new_url(url, here=here, online=online, ids=ids)
            return f' {found["name"]}="{html.escape(new)}"' if new else ""

        return _TAG.sub(lambda tag: _ADDRESS.sub(with_new_url, tag[0]), page)

    def _new_url(self, url: str, *, here: str, online: str, ids: set[str]) -> str:
        """ "" where nothing is there."""
        if url.startswith("#"):
            return url if unquote(url[1:]) in ids or url[1:] in ids else ""
        try:
            whole = urljoin(f"{settings.SITE_URL}{online}", url)
            parts = urlsplit(whole)
        except ValueError:
            return url
        site = urlsplit(settings.SITE_URL)
        if parts.netloc != site.netloc or parts.scheme not in {"http", "https"}:
            return whole
        if parts.path.startswith(settings.MEDIA_URL):
            name = unquote(parts.path.removeprefix(settings.MEDIA_URL))
            return _image_url(here, name) if self.images.has(name) else whole
        if whole not in self._known:
            self._known[whole] = self._file_at(parts.path, unquote(parts.fragment))
        target = self._known[whole]
        return relative_url(here, target) if target else whole

    def _file_at(self, path: str, fragment: str) -> str:
        """The file, and the place in it, of an address of the community; "" for none of ours."""
        try:
            found = resolve(unquote(path) or "/")
        except Resolver404:
            return ""
        kwargs = found.kwargs
        if kwargs.get("handle", self.blog.handle) != self.blog.handle:
            return ""
        finders: dict[str, Callable[[], str]] = {
            "blogs:home": lambda: HOME,
            "posts:feed": lambda: FEED,
            "posts:detail": lambda: self._post(
                fragment,
                kind=Post.Kind.POST,
                slug=kwargs["slug"],
                address_year=kwargs["year"],
                address_month=kwargs["month"],
            ),
            "posts:page": lambda: self._post(fragment, kind=Post.Kind.PAGE, slug=kwargs["slug"]),
            "posts:month": lambda: self._month(kwargs["year"], kwargs["month"]),
            "blogs:category": lambda: self._category(kwargs["slug"]),
            "posts:tag": lambda: self._tag(kwargs["slug"]),
            "comments:permalink": lambda: self._comment(str(kwargs["comment_id"])),
        }
        return finders.get(found.view_name, lambda: "")()

    def _post(self, fragment: str, **lookups: object) -> str:
        post = self.blog.posts.published().filter(**lookups).first()
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

    def _comment(self, pk: str) -> str:
        placed = Comment.objects.placed().filter(blog=self.blog, post__status="published")
        comment = placed.filter(pk=parse_pk(pk) or 0).select_related("post").first()
        return f"{file_of_post(comment.post)}#{comment.anchor}" if comment else ""


def _image_url(here: str, name: str) -> str:
    return relative_url(here, f"../{FOLDER}/{name}")


def _has_place(post: Post, fragment: str) -> bool:
    if fragment.startswith("comment-"):
        pk = parse_pk(fragment.removeprefix("comment-")) or 0
        return post.comments.placed().filter(pk=pk).exists()
    return fragment in ids_in(post.body_html)
