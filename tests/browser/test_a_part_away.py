"""A database that takes nothing more, under the hands of somebody who writes."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, connections
from playwright.sync_api import expect

from tests.browser.reply_form import (
    WORDS,
    fill_in,
    go_to_the_form,
    post_comment,
    press,
    text,
    write,
)
from tests.desk.editor import editor_url
from tests.make import make_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post
    from tests.browser.conftest import OpenPage


@pytest.fixture(autouse=True)
def impatience(live_server: Any) -> Iterator[None]:
    """Who writes waits a second for who is writing, not twenty."""
    options = connections.settings["default"]["OPTIONS"]
    patience = options.pop("timeout", None)
    options["timeout"] = 1
    yield
    options["timeout"] = patience


@contextmanager
def somebody_else_writing() -> Iterator[None]:
    with closing(sqlite3.connect(connection.settings_dict["NAME"], autocommit=True)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


def test_a_reply_that_cannot_be_taken_stays_in_its_form(open_page: OpenPage, post: Post) -> None:
    page = open_page()
    go_to_the_form(page, post)
    write(page)
    fill_in(page)

    with somebody_else_writing():
        press(page, "Post Comment")
        expect(page.get_by_role("alert")).to_contain_text("We cannot do that just now")

    expect(text(page)).to_have_value(WORDS)
    assert "long" in page.evaluate("Object.values(localStorage).join()")
    assert post_comment(page, post).source == WORDS


def test_without_scripts_a_reply_comes_back_with_one_button(
    open_page: OpenPage, post: Post
) -> None:
    page = open_page(scripts=False)
    go_to_the_form(page, post)
    write(page)
    fill_in(page)

    with somebody_else_writing():
        press(page, "Post Comment")
        expect(page.get_by_label("Your comment")).to_have_value(WORDS)

    page.get_by_role("button", name="Send it again").click()
    page.wait_for_url(re.compile(r"#comment-\d+$"))
    assert post.comments.get().source == WORDS


def test_a_form_that_cannot_be_saved_says_so_and_saves_itself_later(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    draft = make_post(quiet_carriage, title="Rain", source="It rained.", status="draft")
    page = open_page(by=ada)
    page.goto(editor_url(draft))

    with somebody_else_writing():
        page.get_by_label("Text", exact=True).fill("It snowed.")
        expect(page.locator(".saved")).to_contain_text("we cannot save just now")

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".saved")).to_contain_text("Saved at")
    draft.refresh_from_db()
    assert draft.source == "It snowed."
