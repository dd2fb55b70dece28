"""The hand movements on the reply form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from comments.reply_box import reply_address

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from comments.models import Comment
    from posts.models import Post

WORDS = "The kettle was on.\n\nWho moved the “long” table & <why>?"


def go_to_the_form(page: Page, post: Post, parent: Comment | None = None) -> None:
    page.goto(reply_address(post, parent) if parent else post.get_absolute_url())


def text(page: Page) -> Locator:
    return page.locator("#respond textarea[name=comment]")


def write(page: Page, words: str = WORDS) -> None:
    text(page).fill(words)


def fill_in(page: Page, *, name: str = "Gus Guest", email: str = "gus@example.org") -> None:
    page.locator("#email").fill(email)
    page.locator("#name").fill(name)


def press(page: Page, words: str) -> None:
    page.locator("#respond").get_by_role("button", name=words, exact=True).click()


def post_comment(page: Page, post: Post) -> Comment:
    """Presses the button; the comment that then stands on the page."""
    press(page, "Post Comment")
    page.wait_for_url(re.compile(r"#comment-\d+$"))
    pk = int(page.url.rpartition("-")[2])
    comment = post.comments.get(pk=pk)
    expect(page.locator(f"#comment-{pk} .comment-body")).to_contain_text(
        comment.source.split("\n")[0]
    )
    return comment


def expect_panel(page: Page, state: str) -> None:
    """One panel is on the page, in this state."""
    panels = page.locator("#respond [data-state], #respond .closed")
    expect(panels).to_have_count(1)
    if state == "closed":
        expect(panels).to_have_class("closed")
    else:
        expect(panels).to_have_attribute("data-state", state)
    expect(page.locator("[data-state]")).to_have_count(0 if state == "closed" else 1)
