"""Hosts at work in a browser, under our own policy: previews, choosing, deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests.make import make_comment, make_post

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post
    from tests.browser.conftest import OpenPage

WIDTHS = (360, 1280)
GRAVE = {"serious", "critical"}
UNLOADED = {"preload": False}  # else it loads our stylesheets again, from wrong addresses
axe = Axe()


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    post = make_post(quiet_carriage, title="Rain", tags=["rain"], categories=["Weather"])
    make_comment(post).remove(by=post.author)
    return post


def form_of(post: Post) -> str:
    return f"/admin/posts/post/{post.pk}/change/"


def test_the_preview_follows_the_typing(open_page: OpenPage, post: Post, mo: User) -> None:
    page = open_page(by=mo)
    page.goto(form_of(post))
    shown = page.locator("admin-preview [data-preview]")
    text = page.get_by_label("Text")

    text.fill("It **snowed**.")
    expect(shown).to_have_count(0)
    page.get_by_role("button", name="Preview").click()
    expect(shown.locator("strong")).to_have_text("snowed")
    text.fill("It *hailed*.")
    expect(shown.locator("em")).to_have_text("hailed")


def test_a_preview_that_fails_says_so_and_the_next_one_shows(
    open_page: OpenPage, post: Post, mo: User
) -> None:
    page = open_page(by=mo)
    page.goto(form_of(post))
    button, place = page.get_by_role("button", name="Preview"), page.locator(".preview")

    page.context.set_offline(True)
    button.click()
    expect(place).to_contain_text("could not be made")
    page.context.set_offline(False)
    button.click()
    expect(place).to_contain_text("It rained")
    expect(place).not_to_contain_text("could not be made")


def test_without_scripts_the_preview_is_a_page_beside_the_form(
    open_page: OpenPage, post: Post, mo: User
) -> None:
    page = open_page(by=mo, scripts=False)
    page.goto(form_of(post))
    page.get_by_label("Text").fill("It **snowed**.")

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()

    expect(opened.value.locator("article strong")).to_have_text("snowed")
    expect(page.get_by_label("Text")).to_have_value("It **snowed**.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_enter_in_a_field_saves(open_page: OpenPage, post: Post, mo: User, scripts: bool) -> None:  # noqa: FBT001
    page = open_page(by=mo, scripts=scripts)
    page.goto(form_of(post))

    page.get_by_label("Title").fill("Snow")
    page.get_by_label("Title").press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("Saved")
    post.refresh_from_db()
    assert post.title == "Snow"


def test_enter_on_the_page_of_a_comment_saves_and_decides_nothing(
    open_page: OpenPage, post: Post, mo: User
) -> None:
    comment = make_comment(post, status="pending")
    page = open_page(by=mo)
    page.goto(f"/admin/comments/comment/{comment.pk}/change/")

    page.get_by_label("Name").fill("Augustus")
    page.get_by_label("Name").press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("Saved")
    comment.refresh_from_db()
    assert (comment.name, comment.status) == ("Augustus", "pending")


def test_the_date_the_time_and_the_author_are_chosen(
    open_page: OpenPage, post: Post, mo: User
) -> None:
    page = open_page(by=mo)
    page.goto(form_of(post))

    page.get_by_label("Date", exact=True).fill("2011-03-04")
    page.get_by_label("Time", exact=True).fill("10:20")
    page.locator("#select2-id_author-container").click()
    page.locator(".select2-search__field").press_sequentially("mo")
    page.locator(".select2-results__option", has_text="Mo Idris").click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("Saved")
    post.refresh_from_db()
    assert post.author == mo
    assert f"{timezone.localtime(post.published_at):%Y-%m-%d %H:%M}" == "2011-03-04 10:20"


def barriers(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.url} sticks out at {width}")
        bad = (
            one
            for one in axe.run(page, options=UNLOADED).response["violations"]
            if one["impact"] in GRAVE
        )
        found += [f"{page.url} at {width}: {one['id']}" for one in bad]
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_puts_a_barrier_up(open_page: OpenPage, post: Post, mo: User, scheme: str) -> None:
    page = open_page(by=mo, color_scheme=scheme)
    found = []
    for path in ("posts/post", "blogs/blog", "posts/tag", "comments/comment", "accounts/user"):
        for more in ("", "add/", "1/change/"):
            page.goto(f"/admin/{path}/{more}")
            found += barriers(page)
    page.goto("/admin/")
    assert found + barriers(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_list_on_a_phone_is_short_and_can_be_sorted(
    open_page: OpenPage,
    post: Post,
    mo: User,
    scripts: bool,  # noqa: FBT001
) -> None:
    make_comment(post)
    make_post(post.blog, title="A kettle", status="draft")
    page = open_page(by=mo, scripts=scripts, viewport={"width": 360, "height": 740})
    page.goto("/admin/posts/post/")
    row = page.locator("tbody tr", has_text="Rain")
    box = row.bounding_box()

    assert box
    assert box["height"] < 130
    assert row.inner_text().endswith("1 comment")
    expect(page.locator("tbody tr", has_text="A kettle")).not_to_contain_text("comment")
    expect(page.locator("thead a").first).to_be_hidden()  # and so out of the tab order
    page.get_by_text("Sort:").click()
    page.get_by_role("link", name="Title").click()
    expect(page.locator("tbody tr").first).to_contain_text("A kettle")
    expect(page.locator(".sort summary")).to_contain_text("Title")


def test_what_a_blog_has_is_taken_away_by_its_box_and_a_new_line_by_its_cross(
    open_page: OpenPage, quiet_carriage: Blog, mo: User
) -> None:
    make_post(quiet_carriage, categories=["Weather"])
    page = open_page(by=mo, viewport={"width": 360, "height": 800})
    page.goto(f"/admin/blogs/blog/{quiet_carriage.pk}/change/")
    kept = page.locator("#categories-0")
    expect(kept.locator(".inline-deletelink")).to_have_count(0)
    expect(page.locator("#categories-1 .inline-deletelink")).to_have_count(1)

    kept.get_by_role("checkbox").check()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", name="Blogs")).to_be_visible()
    assert not quiet_carriage.categories.exists()
