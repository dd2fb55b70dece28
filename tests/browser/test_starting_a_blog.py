"""Starting a blog on a telephone, with scripts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from blogs.models import Blog
from tests.browser.test_looks import troubles
from tests.make import make_blog, make_member

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from accounts.models import User
    from tests.browser.conftest import OpenPage

PHONE = {"width": 360, "height": 720}


def look(page: Page) -> str:
    return str(page.locator("[data-look]").text_content())


def choose(page: Page, cloth: str) -> None:
    page.locator(f".swatches [data-binding={cloth}]").click()


def test_with_scripts_the_look_follows_and_the_address_is_proposed(
    open_page: OpenPage, ben: User
) -> None:
    page = open_page(by=ben, viewport=PHONE)
    page.goto("/desk/blogs/new/")

    page.locator("[name=title]").fill("Soup & Shelves")
    expect(page.locator("[data-look] .masthead-title")).to_have_text("Soup & Shelves")
    expect(page.locator("[name=handle]")).to_have_value("soup-shelves")
    expect(page.locator("[data-note]")).to_contain_text("is free.")
    choose(page, "plum")
    expect(page.locator(".look-page[data-binding=plum]")).to_be_visible()
    expect(page.locator("form.card[data-binding=plum]")).to_be_visible()
    expect(page.get_by_role("heading", name="As readers will see it")).to_be_visible()
    page.get_by_text("More settings: dates, comments, language").click()
    page.get_by_label("4 comments:").check()
    expect(page.locator("[data-look]")).to_contain_text("4 comments:")
    page.locator(".card-foot").get_by_role("button", name="Start the blog").click()

    page.wait_for_url("**/@soup-shelves/write/")
    blog = Blog.objects.get(handle="soup-shelves")
    assert (blog.colour, blog.comments_heading, blog.owner()) == ("plum", "comments", ben)


def test_an_address_that_was_typed_is_left_alone(open_page: OpenPage, ben: User) -> None:
    make_blog(handle="mine")
    page = open_page(by=ben, viewport=PHONE)
    page.goto("/desk/blogs/new/")
    address = page.locator("[name=handle]")

    address.fill("mine")
    expect(page.locator("[data-note]")).to_contain_text("This one is free: mine-2")
    page.locator("[name=title]").fill("Something Else")
    expect(page.locator("[data-look] .masthead-title")).to_have_text("Something Else")
    expect(address).to_have_value("mine")


def test_without_scripts_a_button_shows_and_another_one_starts(
    open_page: OpenPage, ben: User
) -> None:
    page = open_page(by=ben, scripts=False, viewport=PHONE)
    page.goto("/desk/blogs/new/")

    page.locator("[name=title]").fill("Soup & Shelves")
    choose(page, "tobacco")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[name=handle]")).to_have_value("soup-shelves")
    expect(page.locator(".look-page[data-binding=tobacco]")).to_be_visible()
    assert "Soup & Shelves" in look(page)
    page.locator(".card-foot").get_by_role("button", name="Start the blog").click()

    page.wait_for_url("**/@soup-shelves/write/")
    assert Blog.objects.get().colour == "tobacco"


def test_enter_in_a_line_starts_the_blog(open_page: OpenPage, ben: User) -> None:
    page = open_page(by=ben, scripts=False)
    page.goto("/desk/blogs/new/")
    page.locator("[name=title]").fill("Soup")
    page.locator("[name=handle]").fill("soup")

    page.locator("[name=handle]").press("Enter")

    page.wait_for_url("**/@soup/write/")


@pytest.mark.parametrize(
    "place", ["blogs/new", "settings", "settings/look", "settings/comments", "people", "ownership"]
)
def test_no_barrier_and_nothing_sticks_out(
    open_page: OpenPage, quiet_carriage: Blog, ben: User, place: str
) -> None:
    make_member(quiet_carriage, ben)
    owner = quiet_carriage.owner()
    page = open_page(by=owner)
    page.goto(f"/desk/{place if place == 'blogs/new' else f'@quiet-carriage/{place}'}/")

    assert troubles(page, place) == []
