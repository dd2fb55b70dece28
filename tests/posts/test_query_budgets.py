"""What a page asks of the database does not grow with what is on it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Tag, TagAlias
from tests.make import NOON, make_comment, make_member, make_post, make_user

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog
    from posts.models import Post

BUDGETS = {
    "/": 6,
    "/posts/": 2,
    "/people/": 9,
    "/people/?q=member&tag=weather&order=name": 8,
    "/blogs/": 7,
    "/feeds/": 2,
    "/opml.xml": 1,
    "/sitemap.xml": 1,
    "/sitemap/2012-1.xml": 1,
    "/sitemap/blogs.xml": 1,
    "/sitemap/tags.xml": 1,
    "/sitemap/people.xml": 1,
    "/people/ada/": 4,
    "/tags/": 2,
    "/tags/weather/": 5,
    "/@quiet-carriage/": 7,
    "/@quiet-carriage/2012/07/": 4,
    "/@quiet-carriage/category/trains/": 5,
    "/@quiet-carriage/feed/": 5,
    "/@quiet-carriage/feed.rss": 5,
    "/@quiet-carriage/feed.json": 5,
    "/feed/": 4,
    "/tags/weather/feed/": 5,
    "/@quiet-carriage/category/trains/feed/": 5,
    "/house-rules/": 0,
    "/privacy/": 0,
    "/robots.txt": 0,
    "/nothing/": 0,
}
A_POST = 10
OF_THE_DISCUSSION = (
    'FROM "comments_',
    'FROM "accounts_identity"',
    'SELECT 1 AS "a" FROM "blogs_blog" ',
)
A_MEMBER = 3  # the session, the person, and whether they like the post


def fill(blog: Blog, posts: int) -> Post:
    for number in range(posts):
        author = make_user()
        make_member(blog, author)
        post = make_post(
            blog,
            author=author,
            published=NOON - dt.timedelta(hours=number),
            tags=["weather", f"tag {number}"],
            categories=["Trains", f"Category {number}"],
        )
        post.like(by=author)
        make_comment(post)
        TagAlias.objects.create(tag=Tag.objects.get(key=f"tag {number}"), key=f"alias {number}")
    return post


def questions(address: str, *, by: Client) -> list[str]:
    """Without those of the discussion, whose budget is its own."""
    with CaptureQueriesContext(connection) as queries:
        by.get(address)
    statements = [query["sql"] for query in queries]
    return [sql for sql in statements if not any(mark in sql for mark in OF_THE_DISCUSSION)]


@pytest.mark.parametrize("address", BUDGETS)
@pytest.mark.parametrize("posts", [1, 9])
def test_a_page_asks_the_same_few_questions_however_much_is_on_it(
    quiet_carriage: Blog, guest: Client, address: str, posts: int
) -> None:
    make_post(quiet_carriage, author=quiet_carriage.owner())
    fill(quiet_carriage, posts)

    assert len(questions(address, by=guest)) == BUDGETS[address]


@pytest.mark.parametrize("posts", [3, 9])
def test_a_post_asks_ten_and_its_reader_three_more(
    quiet_carriage: Blog, guest: Client, as_ben: Client, posts: int
) -> None:
    post = fill(quiet_carriage, posts)
    for _ in range(posts):
        post.like(by=make_user())

    assert len(questions(post.get_absolute_url(), by=guest)) == A_POST
    assert len(questions(post.get_absolute_url(), by=as_ben)) == A_POST + A_MEMBER
