"""What a page of comments reads of other rows: what it shows of them, and no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Identity
from tests.make import make_comment, make_post, make_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from blogs.models import Blog
    from posts.models import Post


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    """With fifty comments: of members, of guests, signed elsewhere, and answers to each other."""
    post = make_post(quiet_carriage)
    answered = None
    for count in range(50):
        member = make_user() if count % 2 else None
        identity = member and Identity.objects.create(user=member, provider="orcid", uid=f"{count}")
        answered = make_comment(post, parent=answered, by=member, identity=identity)
        answered = answered if count % 5 else None
    for status in ("pending", "removed"):
        make_comment(post, status=status)
    return post


def selects_of_comments(address: str, *, by: Client) -> Iterator[list[str]]:
    """The columns that each query of comments reads, as "table.column"."""
    with CaptureQueriesContext(connection) as queries:
        assert by.get(address).status_code == 200
    for query in queries:
        columns, _from, tables = query["sql"].partition(" FROM ")
        if tables.startswith('"comments_comment"'):
            yield [f"{table}.{name}" for table, name in re.findall(r'"(\w+)"\."(\w+)"', columns)]


@pytest.mark.parametrize("address", ["", "/", "/comments/pending/", "/comments/feed/"])
def test_no_password_of_a_writer_and_no_text_of_a_parent_is_read(
    post: Post, as_ada: Client, address: str
) -> None:
    read = list(selects_of_comments(address or post.get_absolute_url(), by=as_ada))

    columns = {column for query in read for column in query}
    assert any(name.endswith(".handle") for name in columns)
    assert not {name for name in columns if name.endswith((".password", ".bio", ".source"))}
    assert {name for name in columns if name.endswith(".body_html")} <= {
        "comments_comment.body_html"
    }


def test_no_comment_asks_for_a_row_of_its_own(
    post: Post, as_ada: Client, quiet_carriage: Blog
) -> None:
    few = make_post(quiet_carriage)
    make_comment(few, parent=make_comment(few, by=make_user()))
    make_comment(few, status="pending")

    many, two = (
        len(list(selects_of_comments(one.get_absolute_url(), by=as_ada))) for one in (post, few)
    )

    newest = 1  # which a discussion of several pages leads to
    assert many == two + newest
