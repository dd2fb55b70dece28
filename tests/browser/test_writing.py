"""Somebody writes at the desk in a browser: on a phone, with the keyboard, with the line down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from blogs.models import BlogMember
from posts.models import Post
from tests.make import make_member, make_post

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

WRITE = "/desk/@quiet-carriage/write/"
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "has_touch": True,
    "is_mobile": True,
}
UNLOADED = {"preload": False}  # else it loads our stylesheets again, from wrong addresses
axe = Axe()


def editor_url(post: Post) -> str:
    return f"/desk/posts/{post.pk}/"


def status_of(page: Page) -> str:
    return page.locator(".saved").text_content() or ""


@pytest.fixture
def draft(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain", source="It rained.", status="draft")


def test_a_post_is_written_on_a_phone(open_page: OpenPage, quiet_carriage: Blog, ada: User) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto("/desk/")
    page.get_by_role("link", name="Write a post").tap()
    page.get_by_label("Title", exact=True).fill("Snow")
    page.get_by_label("Text", exact=True).fill("It **snowed**.\n\n" + "All day. " * 200)
    expect(page.locator(".preview strong")).to_have_text("snowed")
    expect(page.locator(".saved")).to_contain_text("Saved at")

    page.get_by_role("link", name="Publish…").tap()
    expect(page.locator(".saved")).to_be_in_viewport()
    page.get_by_role("button", name="Publish now").tap()

    expect(page).to_have_url(re.compile(r"/@quiet-carriage/\d{4}/\d\d/snow/$"))
    expect(page.locator(".prose strong")).to_have_text("snowed")


def test_nothing_on_a_phone_makes_the_page_jump_or_scroll_sideways(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto(editor_url(draft))

    small = page.evaluate(
        """() => [...document.querySelectorAll("main :is(input, textarea, select)")]
        .filter((one) => one.getClientRects().length && !["radio", "checkbox"].includes(one.type))
        .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
        .map((one) => one.name)"""
    )
    low = page.evaluate(
        """() => [...document.querySelectorAll("main :is(button, .button, .check, summary)")]
        .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.textContent)"""
    )

    assert (small, low) == ([], [])
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_editor_grows_with_the_text(open_page: OpenPage, draft: Post, ada: User) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)

    text.fill("A line.\n" * 120)

    assert text.evaluate("(one) => one.scrollHeight - one.clientHeight") <= 1


def test_keys_mark_save_and_lead_to_the_post_settings(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)

    text.fill("strong")
    text.select_text()
    page.keyboard.press("Control+b")
    expect(text).to_have_value("**strong**")
    text.fill("soft")
    text.select_text()
    page.keyboard.press("Control+i")
    expect(text).to_have_value("_soft_")
    text.fill("here")
    text.select_text()
    page.keyboard.press("Control+k")
    expect(text).to_have_value("[here](url)")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Publish now")).to_be_focused()
    text.focus()
    page.keyboard.press("Control+s")

    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    draft.refresh_from_db()
    assert draft.source == "[here](url)"


def test_the_toolbar_marks_what_is_chosen(open_page: OpenPage, draft: Post, ada: User) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    buttons = {"Bold": "**Tea**", "Italic": "_Tea_", "Quotation": "> Tea", "List": "- Tea"}
    for name, marked in (buttons | {"Heading": "## Tea"}).items():
        text.fill("Tea")
        text.select_text()
        page.get_by_role("button", name=name, exact=True).click()
        expect(text).to_have_value(marked)

    text.fill("A line")
    text.evaluate("(one) => one.setSelectionRange(4, 4)")
    page.get_by_role("button", name="Heading", exact=True).click()
    expect(text).to_have_value("## A line")


def test_enter_in_the_title_leads_to_the_text(open_page: OpenPage, draft: Post, ada: User) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))

    page.get_by_label("Title", exact=True).press("Enter")

    expect(page.get_by_label("Text", exact=True)).to_be_focused()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Rain")


def test_words_are_kept_on_the_device_while_the_line_is_down(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    page.context.set_offline(True)
    text.fill("Written in a tunnel.")
    expect(page.locator(".saved")).to_contain_text("Kept on this device")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(text).to_have_value("Written in a tunnel.")

    page.context.set_offline(False)

    expect(page.locator(".saved")).to_contain_text("Saved at")
    draft.refresh_from_db()
    assert draft.source == "Written in a tunnel."
    assert page.evaluate("localStorage.length") == 0


def test_words_of_a_tab_that_was_closed_are_offered_again(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    page.context.set_offline(True)
    page.get_by_label("Text", exact=True).fill("Written in a tunnel.")
    expect(page.locator(".saved")).to_contain_text("Kept on this device")
    page.close(run_before_unload=False)
    context = page.context
    context.set_offline(False)
    page = context.new_page()
    page.goto(editor_url(draft))

    expect(page.get_by_text("words on this device that were not saved")).to_be_visible()
    page.get_by_role("button", name="Put them back").click()

    expect(page.get_by_label("Text", exact=True)).to_have_value("Written in a tunnel.")
    expect(page.locator(".saved")).to_contain_text("Saved at")
    page.reload()
    expect(page.get_by_text("words on this device that were not saved")).to_be_hidden()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Written in a tunnel.")


def test_a_new_post_saves_itself_and_is_there_after_a_reload(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(WRITE)
    page.get_by_label("Text", exact=True).fill("Unfinished")
    expect(page.locator(".saved")).to_contain_text("Saved at")
    expect(page.locator("[data-tally]")).to_contain_text("1 word")

    page.reload()

    expect(page.get_by_label("Text", exact=True)).to_have_value("Unfinished")
    assert Post.objects.count() == 1


def test_the_second_of_two_tabs_is_warned_and_shown_both_texts(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    one = open_page(by=ada)
    one.goto(editor_url(draft))
    other = one.context.new_page()
    other.goto(editor_url(draft))
    one.get_by_label("Text", exact=True).fill("It rained.\n\nIn this tab.")
    expect(one.locator(".saved")).to_contain_text("Saved at")

    other.get_by_label("Text", exact=True).fill("In that tab.\n\nIt rained.")
    expect(other.locator(".saved")).to_contain_text("Saved elsewhere meanwhile")
    other.get_by_role("button", name="Save", exact=True).click()

    expect(other.get_by_role("heading", name="Saved meanwhile")).to_be_visible()
    expect(other.get_by_label("Text of both")).to_have_value(
        re.compile("In that tab.*In this tab.", re.DOTALL)
    )
    other.get_by_role("button", name="Save this text").click()
    expect(other.get_by_text("Saved as a draft.")).to_be_visible()
    draft.refresh_from_db()
    assert "In this tab." in draft.source
    assert "In that tab." in draft.source


def test_everything_goes_without_scripts(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada, scripts=False)
    page.goto(WRITE)
    expect(page.get_by_role("toolbar")).to_be_hidden()
    page.get_by_label("Title", exact=True).fill("Snow")
    page.get_by_label("Text", exact=True).fill("It **snowed**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong")).to_have_text("snowed")

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".saved")).to_contain_text("Saved at")
    page.get_by_label(re.compile("^Tags")).fill("white, weather")
    page.get_by_label(re.compile("^Tags")).press("Enter")  # saves, and publishes nothing
    assert Post.objects.get().status == "draft"
    page.get_by_label("Publish now").check()
    page.get_by_role("button", name="Do as chosen").click()

    expect(page.get_by_role("heading", name="Snow")).to_be_visible()
    assert Post.objects.get().tag_names() == ["white", "weather"]


def test_the_button_says_what_it_will_do(open_page: OpenPage, draft: Post, ada: User) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    button = page.locator('[value="publish"]')
    expect(button).to_have_text("Publish now")

    page.get_by_label("On a date").check()
    page.get_by_label(re.compile("^Date and time")).fill("2031-07-16T08:00")
    expect(button).to_have_text("Publish on 16 July 2031 at 08.00")
    page.get_by_label("Keep private").check()
    expect(button).to_have_text("Keep private")


def test_names_are_completed_with_the_keyboard(
    open_page: OpenPage, draft: Post, ada: User, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["weather"], categories=["Small victories"])
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    tags, categories = (page.locator(f"[name={name}]") for name in ("tags", "categories"))

    tags.press_sequentially("rain, wea")
    expect(page.get_by_role("option", name="weather")).to_be_visible()
    tags.press("ArrowDown")
    tags.press("Enter")
    expect(tags).to_have_value("rain, weather, ")
    categories.press_sequentially("sm")
    page.get_by_role("option", name="Small victories").click()

    expect(page.locator(".saved")).to_contain_text("Saved at")
    draft.refresh_from_db()
    assert draft.tag_names() == ["rain", "weather"]


def test_a_guest_author_hands_in(open_page: OpenPage, quiet_carriage: Blog, ben: User) -> None:
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)
    page = open_page(by=ben)
    page.goto(WRITE)
    page.get_by_label("Text", exact=True).fill("From a guest.")

    page.get_by_role("button", name="Ask an editor to publish").click()

    expect(page.get_by_text("Handed in: the editors")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_puts_a_barrier_up(
    open_page: OpenPage, draft: Post, ada: User, settings: Settings, scheme: str
) -> None:
    public = make_post(draft.blog)
    page = open_page(by=ada, color_scheme=scheme)
    found = []
    for path in ("/desk/", WRITE, editor_url(draft), editor_url(public)):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            bad = axe.run(page, options=UNLOADED).response["violations"]
            found += [f"{path} at {width}: {one['id']}" for one in bad]
    assert found == []
