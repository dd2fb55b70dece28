"""Settings say what has changed, keep Save in sight, and ask before changes are left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from blogs.models import Blog

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

    from accounts.models import User
    from tests.browser.conftest import OpenPage

PHONE = {"width": 360, "height": 720}
GENERAL = "/desk/@quiet-carriage/settings/"
LOOK = f"{GENERAL}look/"


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()


def test_what_has_changed_is_said_and_can_be_discarded_or_saved(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada, viewport=PHONE)
    page.goto(GENERAL)
    bar = page.locator("save-bar")
    expect(bar).to_contain_text("No changes yet")

    page.get_by_role("textbox", name="Tagline").fill("Rain, mostly")
    expect(bar).to_contain_text("Changed, not saved yet: Tagline")
    expect(bar).to_be_in_viewport()
    bar.get_by_role("button", name="Discard").click()
    expect(bar).to_contain_text("No changes yet")
    expect(page.get_by_role("textbox", name="Tagline")).to_have_value(quiet_carriage.tagline)

    page.get_by_role("textbox", name="Tagline").fill("Snow, mostly")
    save(page)
    expect(page.get_by_text("Saved. Readers see it from now on.")).to_be_visible()
    expect(bar).to_contain_text("No changes yet")
    assert Blog.objects.get().tagline == "Snow, mostly"


def test_the_keyboard_goes_on_with_what_was_said(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(LOOK)
    page.locator(".swatches [data-binding=plum]").click()
    save(page)

    expect(page.locator(".flash:focus")).to_have_text("Saved. Readers see it from now on.")


def test_with_the_sections_open_the_bar_still_stands_in_the_window(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada, viewport=PHONE)
    page.goto(GENERAL)
    page.get_by_role("textbox", name="Tagline").fill("Rain, mostly")
    page.locator(".room summary").click()
    page.evaluate("scrollTo(0, 0)")

    expect(page.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)


def test_a_long_tagline_is_read_whole_in_its_field(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada, viewport=PHONE)
    page.goto(GENERAL)
    field = page.get_by_role("textbox", name="Tagline")
    field.fill("Cataloguing, and staring out of windows somewhere between Ely and Norwich")

    assert field.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
    assert field.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_a_field_that_is_refused_is_not_under_the_bar(open_page: OpenPage, ada: User) -> None:
    page = open_page(by=ada, viewport=PHONE)
    page.goto("/accounts/profile/")
    name = page.get_by_role("textbox", name="Name", exact=True)
    name.fill("")
    save(page)

    expect(name).to_be_focused()
    field, bar = name.bounding_box(), page.locator("save-bar").bounding_box()
    assert field
    assert bar
    assert field["y"] + field["height"] <= bar["y"]


def test_leaving_with_changes_asks_and_without_them_does_not(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    dialogs: list[str] = []

    def stay(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(GENERAL)
    page.get_by_role("link", name="Comments", exact=True).click()
    page.wait_for_url("**/comments/")
    assert dialogs == []

    page.get_by_label("Close comments after so many days").fill("14")
    page.get_by_role("link", name="General").click()
    expect(page.get_by_label("Close comments after so many days")).to_have_value("14")
    assert dialogs == ["beforeunload"]


def test_the_sample_follows_the_choices_and_shows_what_is_saved_when_they_are_discarded(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(LOOK)
    expect(page.get_by_role("button", name="Show my choices")).to_be_hidden()

    page.locator(".swatches [data-binding=plum]").click()
    expect(page.locator(".look-page[data-binding=plum]")).to_be_visible()
    expect(page.locator("save-bar")).to_contain_text("Changed, not saved yet: Colour")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(f".look-page[data-binding={quiet_carriage.colour}]")).to_be_visible()


def test_without_scripts_a_button_shows_the_choices_and_another_saves_them(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada, scripts=False)
    page.goto(LOOK)

    page.locator(".swatches [data-binding=plum]").click()
    page.get_by_role("button", name="Show my choices").click()
    expect(page.locator(".look-page[data-binding=plum]")).to_be_visible()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    assert Blog.objects.get().colour == quiet_carriage.colour
    save(page)

    expect(page.get_by_text("Saved. Readers see it from now on.")).to_be_visible()
    assert Blog.objects.get().colour == "plum"
