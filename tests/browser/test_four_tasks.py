"""What people come to do, from the first page they see: by thumb within few presses, and by
keyboard with the focus in sight at every stop. (Writing with tags and pictures: test_writing.py,
test_pictures_in_the_text.py.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from comments.models import Decision
from tests.browser.test_keyboard import HERE
from tests.make import make_comment, make_post

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
NARROWEST = 44


class Thumb:
    """Presses what is there to press, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, one: Locator) -> None:
        expect(one).to_be_visible()
        self.page.wait_for_load_state()  # without its style a field is as low as its letters
        box = one.bounding_box()
        assert box
        assert box["height"] >= NARROWEST or one.evaluate("(one) => !!one.closest('label')")
        one.tap()
        self.presses += 1


class Keyboard:
    """Walks by Tab; whoever cannot see where they are has lost."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, one: Locator, key: str = "Enter") -> None:
        expect(one).to_be_attached()
        for _stop in range(80):
            if one.evaluate("(one) => one === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(HERE)
            assert stop["isSeen"], stop["name"]
        else:
            raise AssertionError(one)
        self.page.keyboard.press(key)


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def _four_wait(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Rain")
    for name in ("Una", "Dua", "Trey", "Quad"):
        email = f"{name}@example.org"
        make_comment(post, f"{name} says so.", status="pending", name=name, email=email)


def shown_under(page: Page, tab: str) -> set[str]:
    page.get_by_role("link", name=tab).click()
    expect(page.get_by_role("link", name=tab)).to_have_attribute("aria-current", "page")
    page.wait_for_load_state()  # the tabs come before the list
    return set(page.locator(".queue-main h2 bdi").all_text_contents())


APPROVED = {"Una", "Dua", "Trey"}


@pytest.mark.usefixtures("_four_wait")
def test_three_are_approved_and_one_is_removed_with_a_reason_in_nine_presses_on_a_phone(
    open_page: OpenPage, ada: User
) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto("/")
    thumb = Thumb(page)

    thumb.press(page.locator("summary", has_text="Menu"))
    thumb.press(page.locator(".house-menu").get_by_role("link", name="Comments to approve"))
    for name in ("Una", "Dua", "Trey"):
        thumb.press(page.get_by_role("button", name=f"Approve the comment of {name}"))
        expect(page.get_by_role("button", name=f"Approve the comment of {name}")).to_have_count(0)
    thumb.press(page.locator("summary", has_text="More: Quad"))
    thumb.press(page.get_by_role("link", name="Remove the comment of Quad"))
    thumb.press(page.get_by_label("It advertises"))
    thumb.press(page.get_by_role("button", name="Remove", exact=True))

    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert thumb.presses == 9
    assert shown_under(page, "Approved") == APPROVED
    assert shown_under(page, "Removed") == {"Quad"}
    assert Decision.objects.get(kind="removed").reason == "It advertises"


@pytest.mark.usefixtures("_four_wait")
def test_the_same_by_keyboard(open_page: OpenPage, ada: User) -> None:
    page = open_page(by=ada)
    page.goto("/desk/")
    keys = Keyboard(page)

    keys.press(page.get_by_role("navigation").get_by_role("link", name="Comments to approve").first)
    for name in ("Una", "Dua", "Trey"):
        keys.press(page.get_by_role("button", name=f"Approve the comment of {name}"))
        expect(page.get_by_role("button", name=f"Approve the comment of {name}")).to_have_count(0)
    keys.press(page.locator("summary", has_text="More: Quad"))
    keys.press(page.get_by_role("link", name="Remove the comment of Quad"))
    keys.press(page.get_by_label("Another reason"), "A")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert shown_under(page, "Approved") == APPROVED
    assert shown_under(page, "Removed") == {"Quad"}


@pytest.mark.usefixtures("_four_wait")
def test_what_was_said_covers_nobody_and_is_where_the_keyboard_goes_on(
    open_page: OpenPage, ada: User
) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto("/comments/pending/")
    page.get_by_role("button", name="Approve the comment of Una").tap()
    expect(page.get_by_text("what Una wrote is on the page")).to_be_in_viewport()
    expect(page.locator(".queue > li:focus")).to_contain_text("Dua says so.")

    page.mouse.wheel(0, 500)
    expect(page.get_by_text("what Una wrote is on the page")).not_to_be_in_viewport()

    page.locator(".queue .pick").first.tap()
    page.locator(".bulk").get_by_role("button", name="Approve").tap()
    expect(page.locator(".flash:focus")).to_contain_text("Approved: one comment.")


def test_a_blog_changes_its_colour_in_five_presses_on_a_phone(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto("/desk/")
    thumb = Thumb(page)

    thumb.press(page.get_by_role("link", name="Settings : "))
    thumb.press(page.locator("summary", has_text="Blog settings"))
    thumb.press(page.get_by_role("link", name="Look", exact=True))
    thumb.press(page.locator("label", has_text="Plum"))
    thumb.press(page.get_by_role("button", name="Save", exact=True))

    expect(page.locator(".flash")).to_be_visible()
    assert thumb.presses == 5
    quiet_carriage.refresh_from_db()
    assert quiet_carriage.colour == "plum"


def test_a_blog_changes_its_colour_by_keyboard(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto("/desk/")
    keys = Keyboard(page)

    keys.press(page.get_by_role("link", name="Settings : "))
    keys.press(page.get_by_role("link", name="Look", exact=True))
    keys.press(page.locator("[name=colour]:checked"), "ArrowRight")
    keys.press(page.get_by_role("button", name="Save", exact=True))

    expect(page.locator(".flash")).to_be_visible()
    before = quiet_carriage.colour
    quiet_carriage.refresh_from_db()
    assert quiet_carriage.colour != before


@pytest.mark.parametrize("device", [PHONE, {}], ids=["phone", "keyboard"])
def test_a_host_finds_a_post_by_a_word_of_its_text_and_corrects_it(
    open_page: OpenPage, quiet_carriage: Blog, mo: User, device: dict[str, Any]
) -> None:
    post = make_post(quiet_carriage, title="Rain", source="A word that is mispelt.")
    make_post(quiet_carriage, title="Snow", source="Nothing amiss.")
    page = open_page(by=mo, **device)
    page.goto("/")
    hand = Thumb(page) if device else Keyboard(page)

    hand.press(page.locator("summary", has_text="Menu"))
    hand.press(page.get_by_role("link", name="Administration"))
    hand.press(page.get_by_label("A word, a name or an address"), *([] if device else ["End"]))
    page.keyboard.type("mispelt")
    hand.press(page.get_by_role("button", name="Search posts"))
    hand.press(page.get_by_role("link", name="Rain", exact=True))
    text = page.get_by_label("Text", exact=True)
    hand.press(text, *([] if device else ["End"]))
    text.fill("A word that is misspelt.")
    hand.press(page.get_by_role("button", name="Save", exact=True))

    expect(page.get_by_text("Saved:")).to_be_visible()
    if isinstance(hand, Thumb):
        assert hand.presses == 7
    post.refresh_from_db()
    assert post.source == "A word that is misspelt."
