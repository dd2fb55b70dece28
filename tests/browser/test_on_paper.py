"""What stands on paper: the words and where they came from, nothing to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.make import make_comment, make_post

if TYPE_CHECKING:
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

SEEN = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"


@pytest.mark.django_db(transaction=True)
def test_a_printed_post_has_its_address_and_nothing_to_press(
    open_page: OpenPage, quiet_carriage: Blog
) -> None:
    source = "See [tables](https://example.org/t)."
    post = make_post(quiet_carriage, source=source, tags=["rain"])
    make_post(quiet_carriage, tags=["rain"])
    for number in range(60):
        make_comment(post, f"Answer {number}.")
    page = open_page()
    page.emulate_media(media="print")

    page.goto(post.get_absolute_url())

    pressed = "button, input, textarea, form, nav, .related, .line-action, .comment-foot"
    assert page.locator(pressed).evaluate_all(SEEN) == []
    seen = page.locator("main").inner_text()
    assert post.get_absolute_url() in seen
    assert "50 of 60 comments; the rest is at http" in seen
    after = 'getComputedStyle(document.querySelector(".prose a"), "::after").content'
    assert "https://example.org/t" in page.evaluate(after)
    broken = 'getComputedStyle(document.querySelector(".comment")).breakInside'
    assert page.evaluate(broken) == "auto"
    page.emulate_media(media="screen")
    assert "the rest is at" not in page.locator("main").inner_text()
