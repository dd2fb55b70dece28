"""The lists of the static site: the home page, months, categories and tags, in pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from posts.blogs import categories_in_use
from posts.models import Tag
from transfer.exporters.site.links import (
    HOME,
    file_of_category,
    file_of_month,
    file_of_tag,
    relative_url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogs.models import Blog
    from posts.models import Post
    from posts.models.post_queries import PostQuerySet

_POSTS_PER_PAGE = 50


@dataclass
class Place:
    """A line of the index: where a list is, and how many posts it holds."""

    name: str
    file: str
    count: int


@dataclass
class ListPage:
    title: str
    file: str
    number: int
    posts: list[Post]
    total: int
    newer: str = ""
    older: str = ""
    index: list[tuple[str, list[Place]]] = field(default_factory=list)


def lists_of(blog: Blog) -> Iterator[ListPage]:
    posts = blog.posts.published().posts()
    index = index_of(blog)
    yield from _pages("", HOME, posts, blog, index)
    for row in posts.months():
        year, month = row["address_year"], row["address_month"]
        title = date_format(dt.date(year, month, 1), "F Y")
        yield from _pages(title, file_of_month(year, month), posts.in_month(year, month), blog)
    for category in categories_in_use(blog):
        inside = posts.filter(categories=category)
        yield from _pages(category.name, file_of_category(category), inside, blog)
    for tag in tags_of(blog):
        yield from _pages(tag.name, file_of_tag(tag), posts.tagged_with(tag), blog)


def tags_of(blog: Blog) -> list[Tag]:
    posts = blog.posts.published().posts()
    return list(Tag.objects.filter(tagged__content_object__in=posts).distinct().by_name())


def index_of(blog: Blog) -> list[tuple[str, list[Place]]]:
    posts = blog.posts.published().posts()
    months = [
        Place(
            date_format(dt.date(row["address_year"], row["address_month"], 1), "F Y"),
            file_of_month(row["address_year"], row["address_month"]),
            row["post_count"],
        )
        for row in posts.months()
    ]
    categories = [
        Place(
            category.name,
            file_of_category(category),
            posts.filter(categories=category).count(),
        )
        for category in categories_in_use(blog)
    ]
    tags = [
        Place(tag.name, file_of_tag(tag), posts.tagged_with(tag).count()) for tag in tags_of(blog)
    ]
    return [("months", months), ("categories", categories), ("tags", tags)]


def _pages(
    title: str,
    file: str,
    posts: PostQuerySet,
    blog: Blog,
    index: list[tuple[str, list[Place]]] | None = None,
) -> Iterator[ListPage]:
    total = posts.count()
    for number in count(1):
        shown = list(posts.for_list()[(number - 1) * _POSTS_PER_PAGE : number * _POSTS_PER_PAGE])
        for post in shown:
            post.blog = blog
        here = _page_file(file, number)
        newer = relative_url(here, _page_file(file, number - 1)) if number > 1 else ""
        is_last = number * _POSTS_PER_PAGE >= total
        older = "" if is_last else relative_url(here, _page_file(file, number + 1))
        shown_index = index if number == 1 and index else []
        yield ListPage(title, here, number, shown, total, newer, older, shown_index)
        if is_last:
            return


def _page_file(file: str, number: int) -> str:
    start, _dot, ending = file.rpartition(".")
    return file if number == 1 else f"{start}--page-{number}.{ending}"
