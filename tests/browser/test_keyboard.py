"""A post page without a mouse: everything is reached, in the order it is read, and can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.make import make_comment, make_post

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post
    from tests.browser.conftest import OpenPage

MOST_STOPS = 120
# Where the focus is: what it is called, its place in the document, and whether it shows.
HERE = """() => {
  const here = document.activeElement;
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => one.tabIndex >= 0 && one.type !== "hidden" && one.getClientRects().length
      && one.checkVisibility());
  const around = [here, here.closest(".cell"), here.closest("label")].filter(Boolean);
  const shows = around.some((one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && style.outlineWidth !== "0px")
      || style.boxShadow !== "none";
  });
  const box = here.getBoundingClientRect();
  const name = (here.ariaLabel ?? here.textContent ?? "").trim() || here.name;
  return {name, place: all.indexOf(here), all: all.length, isSeen: shows && box.width > 0
    && box.bottom > 0 && box.top < innerHeight};
}"""


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    post = make_post(quiet_carriage, source="See [the table](https://example.org/).", tags=["tea"])
    make_comment(post)
    return post


def stops(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(HERE)
        if stop["place"] < 0:
            break
        found.append(stop)
    return found


def walked_in_order(found: list[dict[str, Any]]) -> None:
    places = [stop["place"] for stop in found]
    assert places == list(range(found[0]["all"])), [stop["name"] for stop in found]
    assert [stop["name"] for stop in found if not stop["isSeen"]] == []


def test_a_stranger_walks_through_a_post_with_the_tab_key(open_page: OpenPage, post: Post) -> None:
    page = open_page()
    page.goto(post.get_absolute_url())
    found = stops(page)

    walked_in_order(found)
    names = [stop["name"] for stop in found]
    assert names[0] == "Skip to the text"
    read = ["the table", "Reply to Gus Guest", "comment", "E-mail", "email", "name", "website"]
    read += ["remember", "Post Comment"]
    assert [name for name in names if name in read] == read


def test_a_member_walks_through_a_post_with_the_tab_key(
    open_page: OpenPage, post: Post, ben: User
) -> None:
    page = open_page(by=ben)
    page.goto(post.get_absolute_url())
    found = stops(page)

    walked_in_order(found)
    names = [stop["name"] for stop in found]
    read = ["Like this post", "Reply to Gus Guest", "comment", "Log Out", "Change", "Post Comment"]
    assert [name for name in names if name in read] == read


def test_the_skip_link_leads_to_the_text(open_page: OpenPage, post: Post) -> None:
    page = open_page()
    page.goto(post.get_absolute_url())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
