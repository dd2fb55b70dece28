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
    from playwright.sync_api import Locator, Page
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
    expect(page.get_by_role("toolbar")).to_be_in_viewport()

    expect(page.locator(".saved")).to_be_in_viewport()
    page.get_by_role("button", name="Publish", exact=True).tap()

    expect(page).to_have_url(re.compile(r"/@quiet-carriage/\d{4}/\d\d/snow/$"))
    expect(page.locator(".prose strong")).to_have_text("snowed")


def test_nothing_on_a_phone_makes_the_page_jump_or_scroll_sideways(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto(editor_url(draft))
    page.locator("summary", has_text="Post settings").tap()
    for name in ("Categories", "Excerpt", "URL", "Comments", "Original URL", "More"):
        page.locator(".fold > summary").filter(has=page.get_by_text(name, exact=True)).tap()

    small = page.evaluate(
        """() => [...document.querySelectorAll("main :is(input, textarea, select)")]
        .filter((one) => one.checkVisibility({ contentVisibilityAuto: true }))
        .filter((one) => !["radio", "checkbox"].includes(one.type))
        .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
        .map((one) => one.name)"""
    )
    low = page.evaluate(
        """() => [...document.querySelectorAll("main :is(button, .button, .check, summary)")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
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
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_focused()
    text.focus()
    page.keyboard.press("Control+s")

    expect(page.locator(".saved")).to_contain_text("Saved at")
    draft.refresh_from_db()
    assert draft.source == "[here](url)"


@pytest.mark.parametrize(("key", "mark"), [("b", "**"), ("i", "_")])
def test_the_same_key_ends_what_it_began(
    open_page: OpenPage, draft: Post, ada: User, key: str, mark: str
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    text.fill("It was ")
    text.press("End")

    page.keyboard.press(f"Control+{key}")
    page.keyboard.type("dark")
    page.keyboard.press(f"Control+{key}")
    page.keyboard.type(" and late")
    expect(text).to_have_value(f"It was {mark}dark{mark} and late")

    text.evaluate("(one, at) => one.setSelectionRange(at, at)", 8 + len(mark))
    page.keyboard.press(f"Control+{key}")
    expect(text).to_have_value("It was dark and late")


def test_saving_leaves_cursor_focus_and_undo_where_they_are(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    text.evaluate("(one) => { one.focus(); one.setSelectionRange(3, 3); window.stayed = true; }")
    page.keyboard.type("then ")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-announce]")).to_contain_text("Saved at")

    assert page.evaluate("window.stayed")
    expect(text).to_be_focused()
    assert text.evaluate("(one) => one.selectionStart") == 8
    draft.refresh_from_db()
    assert draft.source == "It then rained."
    assert draft.revisions.newest_first()[0].kind == "saved"
    for _word in range(5):
        page.keyboard.press("Control+z")
    expect(text).to_have_value("It rained.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_focused()
    expect(page.locator(".saved")).to_contain_text("Saved at")


def test_a_new_post_that_is_saved_has_all_that_a_post_has(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(WRITE)
    page.get_by_label("Text", exact=True).fill("Unfinished")
    page.keyboard.press("Control+s")

    expect(page.get_by_role("link", name="Revisions")).to_be_visible()
    page.locator(".panel").get_by_role("button", name="Move to bin").click()
    page.wait_for_url(re.compile(r"/bin/|/posts/"))
    assert Post.objects.get().binned_at is not None


def test_what_is_refused_leads_to_what_is_to_be_corrected(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    title = page.get_by_label("Title", exact=True)

    title.fill("Rain " * 60)
    page.keyboard.press("Control+s")
    expect(page.get_by_text("One thing to correct.")).to_be_visible()
    title.fill("Rain")
    page.keyboard.press("Control+s")

    expect(page.locator(".saved")).to_contain_text("Saved at")
    expect(page.get_by_text("One thing to correct.")).to_be_hidden()


def test_changes_of_a_public_post_that_were_saved_in_place_can_be_discarded(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    post = make_post(quiet_carriage, source="Out.")
    page = open_page(by=ada)
    page.goto(editor_url(post))
    text = page.get_by_label("Text", exact=True)
    text.fill("For later.")
    page.keyboard.press("Control+s")
    expect(page.locator(".saved")).to_contain_text("not published yet")

    menu = page.locator(".editor-bar .menu")
    expect(menu.locator('[value="discard"]')).to_be_attached()
    menu.locator("summary").click()
    menu.get_by_role("button", name="Discard changes").click()

    expect(page.get_by_text("Your changes are discarded.")).to_be_visible()
    expect(text).to_have_value("Out.")
    expect(page.get_by_text("words that were not saved")).to_be_hidden()


def test_the_toolbar_marks_what_is_chosen(open_page: OpenPage, draft: Post, ada: User) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    buttons = {"Bold": "**Tea**", "Italic": "_Tea_", "Quote": "> Tea", "List": "- Tea"}
    for name, marked in (buttons | {"Numbered list": "1. Tea", "Code": "`Tea`"}).items():
        text.fill("Tea")
        text.select_text()
        page.get_by_role("button", name=name, exact=True).click()
        expect(text).to_have_value(marked)

    page.get_by_role("button", name="Undo", exact=True).click()
    expect(text).to_have_value("Tea")
    text.press("End")
    page.get_by_role("button", name="Table", exact=True).click()
    expect(text).to_have_value(re.compile(r"^Tea\n\n\| Column 1 \| Column 2 \|\n"))
    page.keyboard.type("Cup")
    expect(text).to_have_value(re.compile(r"\| Cup \| Column 2 \|"))


def test_a_line_becomes_a_heading_of_any_level_and_text_again(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    kind = page.get_by_label("Kind of line")
    text.fill("Before\nA line")
    text.evaluate("(one) => one.setSelectionRange(9, 9)")

    for name, mark in {"Heading": "## ", "Subheading": "### ", "Text": ""}.items():
        kind.select_option(name)
        expect(text).to_have_value(f"Before\n{mark}A line")
        expect(kind.locator("option:checked")).to_have_text(name)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- one", "- "),
        ("  * one", "  * "),
        ("9. one", "10. "),
        ("- [x] done", "- [ ] "),
        ("> said", "> "),
    ],
)
def test_enter_goes_on_with_a_list_and_in_an_empty_line_of_it_ends_it(
    open_page: OpenPage, draft: Post, ada: User, first: str, second: str
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    text.fill("")

    text.press_sequentially(first)
    text.press("Enter")
    text.press_sequentially("two")
    expect(text).to_have_value(f"{first}\n{second}two")

    text.press("Enter")
    text.press("Enter")
    text.press_sequentially("After.")
    expect(text).to_have_value(f"{first}\n{second}two\nAfter.")
    text.press("Control+Home")
    text.press("Enter")
    expect(text).to_have_value(f"\n{first}\n{second}two\nAfter.")


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
    expect(page.locator(".saved")).to_contain_text("no connection")
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
    expect(page.locator(".saved")).to_contain_text("no connection")
    page.close(run_before_unload=False)
    context = page.context
    context.set_offline(False)
    page = context.new_page()
    page.goto(editor_url(draft))

    expect(page.get_by_text("words that were not saved")).to_be_visible()
    page.get_by_role("button", name="Restore them").click()

    expect(page.get_by_label("Text", exact=True)).to_have_value("Written in a tunnel.")
    expect(page.locator(".saved")).to_contain_text("Saved at")
    page.reload()
    expect(page.get_by_text("words that were not saved")).to_be_hidden()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Written in a tunnel.")


def test_a_new_post_saves_itself_and_is_there_after_a_reload(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(WRITE)
    page.get_by_label("Text", exact=True).fill("Unfinished")
    expect(page.locator(".saved")).to_contain_text("Saved at")
    expect(page.locator("[data-reading-time]")).to_contain_text("1 word")

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
    expect(other.locator(".saved")).to_contain_text("saved elsewhere first")
    other.get_by_role("button", name="Save", exact=True).click()

    expect(other.get_by_role("heading", name="What differs")).to_be_visible()
    expect(other.get_by_label("Text of both")).to_have_value(
        re.compile("In that tab.*In this tab.", re.DOTALL)
    )
    other.get_by_label("Text of both").press("Control+End")
    other.keyboard.type("\n\nAnd *both*.")
    expect(other.locator("live-preview em")).to_have_text("both")
    other.get_by_role("button", name="Save this text").last.click()
    expect(other.locator(".saved")).to_contain_text("Saved at")
    expect(other.get_by_text("words that were not saved")).to_be_hidden()
    draft.refresh_from_db()
    assert "In this tab." in draft.source
    assert "In that tab." in draft.source


def test_who_uses_the_other_text_is_not_offered_the_own_one_again(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    one = open_page(by=ada)
    one.goto(editor_url(draft))
    other = one.context.new_page()
    other.goto(editor_url(draft))
    one.get_by_label("Text", exact=True).fill("In this tab.")
    expect(one.locator(".saved")).to_contain_text("Saved at")
    other.get_by_label("Text", exact=True).fill("In that tab.")
    other.keyboard.press("Control+s")

    other.get_by_role("button", name="Use the saved one").click()

    expect(other.get_by_text("Your changes are discarded.")).to_be_visible()
    expect(other.get_by_label("Text", exact=True)).to_have_value("In this tab.")
    expect(other.get_by_text("words that were not saved")).to_be_hidden()


def test_everything_goes_without_scripts(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada, scripts=False)
    page.goto(WRITE)
    expect(page.get_by_role("toolbar")).to_be_hidden()
    page.get_by_label("Title", exact=True).fill("Snow")
    page.get_by_label("Text", exact=True).fill("It **snowed**.")
    page.get_by_role("radio", name="Preview").check(force=True)
    page.get_by_role("button", name="Preview what is typed").click()
    expect(page.locator(".preview strong")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="Write", exact=True).check(force=True)

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".saved")).to_contain_text("Saved at")
    page.locator("#tags").fill("white, weather")
    page.locator("#tags").press("Enter")  # saves, and publishes nothing
    assert Post.objects.get().status == "draft"
    page.get_by_label("Now", exact=True).check()
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_role("heading", name="Snow")).to_be_visible()
    assert Post.objects.get().tag_names() == ["white", "weather"]


def test_the_button_says_what_it_will_do(open_page: OpenPage, draft: Post, ada: User) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    button = page.locator('[value="publish"]')
    value = page.locator('[data-value="publish"]')
    expect(button).to_have_text("Publish")

    page.get_by_label("On a date").check()
    page.locator("#date").fill("2031-07-16T08:00")
    expect(button).to_have_text("Schedule")
    expect(value).to_have_text("16 July 2031, 08.00")
    page.get_by_label("Private, for writers").check()
    expect(button).to_have_text("Save as private")
    page.get_by_label("Keep as a draft").check()
    expect(button).to_have_text("Save as draft")


def test_names_are_completed_with_the_keyboard(
    open_page: OpenPage, draft: Post, ada: User, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["weather"], categories=["Small victories"])
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    tags, categories = (page.locator(f"[name={name}]") for name in ("tags", "categories"))

    page.locator("summary", has_text="Categories").click()
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


def test_a_guest_author_submits_for_review(
    open_page: OpenPage, quiet_carriage: Blog, ben: User
) -> None:
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)
    page = open_page(by=ben)
    page.goto(WRITE)
    page.get_by_label("Text", exact=True).fill("From a guest.")

    page.get_by_role("button", name="Submit for review").click()

    expect(page.get_by_text("Submitted for review. An editor")).to_be_visible()


PASTE = """(field, [html, plain]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  field.focus();
  const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData });
  return field.dispatchEvent(event);
}"""
FROM_A_PAGE = "<h1>Snow</h1><p>It <b>snowed</b> on <a href='https://example.org/'>us</a>.</p>"


def test_what_is_copied_elsewhere_is_pasted_as_markdown_and_can_be_undone(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    text.evaluate("(one) => one.setSelectionRange(3, 3)")

    text.evaluate(PASTE, [FROM_A_PAGE, "Snow"])

    pasted = "## Snow\n\nIt **snowed** on [us](https://example.org/)."
    expect(text).to_have_value(f"It {pasted}rained.")
    page.keyboard.type("!")
    expect(text).to_have_value(f"It {pasted}!rained.")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(text).to_have_value("It rained.")


def test_words_without_formatting_are_left_to_the_browser(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)

    assert text.evaluate(PASTE, ["", "Snow"])
    assert text.evaluate(PASTE, ["<meta charset='utf-8'><span>Snow</span>", "Snow"])


def test_with_no_connection_the_words_are_pasted_plain(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    text = page.get_by_label("Text", exact=True)
    page.context.set_offline(True)

    text.select_text()
    text.evaluate(PASTE, [FROM_A_PAGE, "Snow. It snowed on us."])

    expect(text).to_have_value("Snow. It snowed on us.")


def test_write_and_preview_are_tabs_on_a_phone_and_three_ways_where_there_is_room(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada, **PHONE)
    page.goto(editor_url(draft))
    text, preview = page.get_by_label("Text", exact=True), page.locator(".preview .prose")
    expect(page.get_by_label("Side by side")).to_be_hidden()
    expect(preview).to_be_hidden()

    page.get_by_text("Preview", exact=True).tap()

    expect(preview).to_have_text("It rained.")
    expect(text).to_be_hidden()
    page.get_by_text("Write", exact=True).tap()
    expect(text).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_text("Side by side").click()
    expect(text).to_be_visible()
    expect(preview).to_be_visible()


def test_side_by_side_the_tools_stand_in_one_line_and_the_preview_goes_along(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    draft.source = "\n\n".join(f"Paragraph {number}. {'It rained. ' * 30}" for number in range(40))
    draft.write()
    page = open_page(by=ada)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(editor_url(draft))
    page.get_by_text("Side by side").click()

    assert box(page.get_by_role("toolbar"))["height"] < 60
    expect(page.locator(".preview .post-title")).to_be_in_viewport()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    expect(page.locator(".preview p", has_text="Paragraph 20.")).to_be_in_viewport()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(".preview p", has_text="Paragraph 39.")).to_be_in_viewport()


def test_after_publishing_what_was_done_has_the_focus(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_text("Published. This is what readers see.")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Edit this post").first).to_be_focused()


def test_the_settings_are_open_beside_the_text_and_shut_above_it(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(editor_url(draft))
    tags, text = page.locator("#tags"), page.locator(".sheet")
    summary = page.locator("summary", has_text="Post settings")
    expect(tags).to_be_visible()
    assert box(summary)["x"] > box(text)["x"] + box(text)["width"]

    summary.click()
    expect(tags).to_be_hidden()
    page.reload()
    expect(tags).to_be_hidden()

    page.set_viewport_size({"width": 360, "height": 740})
    expect(tags).to_be_hidden()
    assert box(summary)["y"] < box(text)["y"]
    summary.click()
    expect(tags).to_be_visible()


def box(one: Locator) -> Any:
    return one.bounding_box()


def test_the_settings_are_there_without_scripts_at_any_width(
    open_page: OpenPage, draft: Post, ada: User
) -> None:
    page = open_page(by=ada, scripts=False)
    page.goto(editor_url(draft))
    expect(page.locator("#tags")).to_be_visible()

    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("summary", has_text="Post settings").click()
    expect(page.locator("#tags")).to_be_visible()


def test_a_post_with_two_tags_is_published_in_five_presses_on_a_phone(
    open_page: OpenPage, draft: Post, ada: User, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["weather", "trains"])
    page = open_page(by=ada, **PHONE)
    page.goto(editor_url(draft))

    page.locator("summary", has_text="Post settings").tap()
    page.get_by_role("button", name="weather", exact=True).tap()
    page.get_by_role("button", name="trains", exact=True).tap()
    expect(page.locator('[data-value="tags"]')).to_have_text("weather, trains")
    expect(page.locator("[data-summary]")).to_have_text("Now · weather, trains")
    page.get_by_role("button", name="Publish", exact=True).tap()

    expect(page).to_have_url(re.compile(r"/@quiet-carriage/\d{4}/\d\d/rain/$"))
    assert draft.tag_names() == ["weather", "trains"]


def test_a_post_with_two_tags_is_published_by_keyboard_alone(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    page = open_page(by=ada)
    page.goto(WRITE)
    expect(page.get_by_label("Title", exact=True)).to_be_focused()

    page.keyboard.type("Snow")
    page.keyboard.press("Enter")
    page.keyboard.type("It snowed.")
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.locator("#tags").evaluate("(one) => one === document.activeElement"):
            break
    page.keyboard.type("white, weather")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Snow")).to_be_visible()
    assert Post.objects.get().tag_names() == ["white", "weather"]


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
