"""The reply form under real hands, with scripts and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Identity
from comments.reply_box import reply_address
from tests.browser.reply_form import (
    WORDS,
    expect_panel,
    fill_in,
    go_to_the_form,
    post_comment,
    press,
    text,
    write,
)
from tests.make import make_blog, make_comment, make_post

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post
    from tests.browser.conftest import OpenPage


HALF_A_SCREEN = 360


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


def test_enter_in_a_line_posts_and_opens_no_sign_in_option(page: Page, post: Post) -> None:
    go_to_the_form(page, post)
    expect_panel(page, "guest")
    write(page)
    fill_in(page)
    page.locator("#name").press("Enter")

    page.wait_for_url(re.compile(r"#comment-\d+$"))
    comment = post.comments.get()
    assert (comment.source, comment.name) == (WORDS, "Gus Guest")
    pending = page.locator(f"#comment-{comment.pk}")
    expect(pending).to_contain_text("Your comment is awaiting moderation.")
    expect(text(page)).to_have_value("")
    expect_panel(page, "guest")


def test_a_stranger_does_not_see_what_waits(open_page: OpenPage, post: Post) -> None:
    writer, stranger = open_page(), open_page()
    go_to_the_form(writer, post)
    write(writer)
    fill_in(writer)
    comment = post_comment(writer, post)

    go_to_the_form(stranger, post)
    expect(stranger.locator(f"#comment-{comment.pk}")).to_have_count(0)


def test_every_gap_is_named_beside_its_field(page: Page, post: Post) -> None:
    go_to_the_form(page, post)
    page.locator("#respond-form").evaluate("form => form.noValidate = true")
    write(page)
    fill_in(page, name="", email="gus@")
    press(page, "Post Comment")

    wrong = page.locator("[aria-invalid=true]")
    expect(wrong).to_have_count(2)
    expect(page.get_by_role("alert").first).to_contain_text("2 things to put right")
    for field, words in (("email", "Invalid email address"), ("name", "Please enter your name")):
        box = page.locator(f"#{field}")
        note = page.locator(f"#{box.get_attribute('aria-describedby')}")
        expect(note).to_contain_text(words)
    expect(text(page)).to_have_value(WORDS)
    expect_panel(page, "guest")
    expect(page.get_by_role("alert").first).to_be_in_viewport()


def test_the_cursor_goes_to_the_first_gap(open_page: OpenPage, post: Post) -> None:
    page = open_page()
    go_to_the_form(page, post)
    page.locator("#respond-form").evaluate("form => form.noValidate = true")
    write(page)
    fill_in(page, name="", email="gus@")
    press(page, "Post Comment")

    expect(page.locator("#email")).to_be_focused()


def test_reply_and_cancel_reply_keep_what_was_typed(page: Page, post: Post) -> None:
    parent = make_comment(post)
    go_to_the_form(page, post)
    page.get_by_role("link", name="Reply to Gus Guest").click()

    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    expect(page.locator(".quoted")).to_contain_text(parent.source)
    write(page)
    fill_in(page)
    page.get_by_role("button", name="Cancel reply").click()
    expect(page.locator("#respond-title")).to_have_text("Leave a Reply")
    expect(text(page)).to_have_value(WORDS)
    expect(page.locator("#email")).to_have_value("gus@example.org")
    expect_panel(page, "guest")

    assert post_comment(page, post).parent is None


def test_replying_in_place_keeps_page_words_and_address(open_page: OpenPage, post: Post) -> None:
    parent = make_comment(post)
    page = open_page()
    go_to_the_form(page, post)
    write(page)
    fill_in(page)
    page.get_by_role("link", name="Reply to Gus Guest").click()

    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    expect(text(page)).to_be_focused()
    expect(text(page)).to_have_value(WORDS)
    expect(page.locator("#email")).to_have_value("gus@example.org")
    assert page.url.endswith(post.get_absolute_url())
    assert post_comment(page, post).parent == parent


def test_the_form_opens_beneath_the_comment_and_escape_leads_back(
    open_page: OpenPage, post: Post
) -> None:
    comments = [make_comment(post, f"Thought {number}.") for number in range(12)]
    page = open_page()
    go_to_the_form(page, post)
    here = page.locator(f"#comment-{comments[3].pk}")
    link = here.locator("a[data-reply]")
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.click()

    expect(here.locator("h2#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    expect(text(page)).to_be_focused()
    expect(text(page)).to_be_in_viewport()
    expect_panel(page, "guest")

    for press_what in ("Escape", "Cancel reply"):
        if press_what == "Escape":
            text(page).press("Escape")
        else:
            page.get_by_role("button", name="Cancel reply").click()
        expect(here.locator("#respond")).to_have_count(0)
        expect(page.locator("h2#respond-title")).to_have_text("Leave a Reply")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        assert abs(page.evaluate("scrollY") - before) < HALF_A_SCREEN
        link.click()
        expect(here.locator("#respond")).to_have_count(1)
    assert page.url.endswith(post.get_absolute_url())


def test_an_unfinished_reply_waits_at_its_comment(open_page: OpenPage, post: Post) -> None:
    parent = make_comment(post)
    page = open_page()
    go_to_the_form(page, post)
    page.get_by_role("link", name="Reply to Gus Guest").click()
    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    write(page)
    go_to_the_form(page, post)

    note = page.locator(f"#comment-{parent.pk} [data-unfinished]")
    expect(note).to_contain_text("Your unfinished reply to Gus Guest")
    expect(text(page)).to_have_value("")
    note.get_by_role("link", name="go on").click()
    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    expect(text(page)).to_have_value(WORDS)
    expect(note).to_have_count(0)

    go_to_the_form(page, post)
    note.get_by_role("button", name="discard").click()
    expect(note).to_have_count(0)
    expect(page.get_by_role("link", name="Reply to Gus Guest")).to_be_focused()
    go_to_the_form(page, post)
    expect(text(page)).to_have_value("")
    expect(page.locator("[data-unfinished]")).to_have_count(0)


def test_an_unfinished_reply_to_a_comment_on_another_page_is_told_of_at_the_form(
    open_page: OpenPage, post: Post
) -> None:
    comments = [make_comment(post) for _number in range(52)]
    page = open_page()
    go_to_the_form(page, post, comments[51])
    write(page)
    go_to_the_form(page, post)

    note = page.locator("[data-unfinished]")
    expect(note).to_contain_text("Your unfinished reply to Gus Guest")
    note.get_by_role("link", name="go on").click()
    page.wait_for_url(f"**{reply_address(post, comments[51])}")
    expect(text(page)).to_have_value(WORDS)


def test_an_unfinished_reply_to_what_was_removed_goes_to_the_post(
    open_page: OpenPage, post: Post
) -> None:
    parent = make_comment(post)
    page = open_page()
    go_to_the_form(page, post, parent)
    write(page)
    parent.remove(by=post.author)
    go_to_the_form(page, post)

    page.locator("[data-unfinished]").get_by_role("link", name="go on").click()

    expect(text(page)).to_have_value(WORDS)
    expect(page.locator("[data-unfinished]")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_change_and_log_out_keep_what_was_typed(
    open_page: OpenPage, post: Post, ben: User, *, scripts: bool
) -> None:
    Identity.objects.create(
        user=ben, provider="google", provider_name="Google", uid="1", name="Benjamin O."
    )
    page = open_page(by=ben, scripts=scripts)
    go_to_the_form(page, post)
    expect_panel(page, "member")
    expect(page.locator(".who")).to_contain_text(
        "Ben Okafor: You are commenting using your account on The"
    )
    write(page)

    press(page, "Change")
    expect(page.locator(".choice-list li")).to_have_count(3)
    expect(text(page)).to_have_value(WORDS)
    expect_panel(page, "choosing")
    page.locator(".choice-list li", has_text="Google").get_by_role("button").click()
    expect(page.locator(".who")).to_contain_text("Benjamin O.: You are commenting using your Goo")
    expect(text(page)).to_have_value(WORDS)
    expect_panel(page, "member")

    press(page, "Change")
    page.locator(".choice-list li", has_text="A guest").get_by_role("button").click()
    expect(page.locator("#email")).to_be_visible()
    expect(text(page)).to_have_value(WORDS)
    press(page, "Change")
    page.locator(".choice-list li", has_text="Google").get_by_role("button").click()
    expect_panel(page, "member")

    press(page, "Log Out")
    expect(page.locator("#email")).to_be_visible()
    expect(text(page)).to_have_value(WORDS)
    expect_panel(page, "guest")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_head_of_the_page_says_that_one_was_logged_out(
    open_page: OpenPage, post: Post, ben: User, *, scripts: bool
) -> None:
    page = open_page(by=ben, scripts=scripts)
    go_to_the_form(page, post)

    press(page, "Log Out")

    expect(page.locator("#email")).to_be_visible()
    expect(page.locator(".house-you .sign-in")).to_have_text("Sign in")
    assert "next=" in str(page.locator(".house-you .sign-in").get_attribute("href"))


def test_a_member_signs_with_what_they_chose(open_page: OpenPage, post: Post, ben: User) -> None:
    identity = Identity.objects.create(
        user=ben, provider="google", provider_name="Google", uid="1", name="Benjamin O."
    )
    page = open_page(by=ben)
    go_to_the_form(page, post)
    press(page, "Change")
    page.locator(".choice-list li", has_text="Google").get_by_role("button").click()
    expect(page.locator(".who")).to_contain_text("Google")
    write(page)

    comment = post_comment(page, post)
    assert (comment.identity, comment.author, comment.name) == (identity, ben, "Benjamin O.")
    expect(page.locator(f"#comment-{comment.pk}")).to_be_focused()


def test_whoever_writes_at_length_is_told_what_room_is_left(
    open_page: OpenPage, post: Post
) -> None:
    page = open_page()
    go_to_the_form(page, post)
    note = page.locator("#respond [data-room]")
    for length, words in ((9_000, ""), (9_750, "Fewer than 300 "), (10_004, "Too long by 4 ")):
        write(page, "é" * length)
        expect(note).to_contain_text(words) if words else expect(note).to_be_empty()


def test_a_double_press_makes_one_comment(page: Page, post: Post) -> None:
    go_to_the_form(page, post)
    write(page)
    fill_in(page)
    page.locator(".card-foot button").dblclick()

    page.wait_for_url(re.compile(r"#comment-\d+$"))
    assert post.comments.count() == 1


def test_members_double_press_makes_one_comment(open_page: OpenPage, post: Post, ben: User) -> None:
    page = open_page(by=ben, scripts=False)
    go_to_the_form(page, post)
    write(page)
    page.locator(".card-foot button").dblclick()

    page.wait_for_url(re.compile(r"#comment-\d+$"))
    assert post.comments.count() == 1


def test_without_a_line_the_words_stay_and_are_sent_later(open_page: OpenPage, post: Post) -> None:
    page = open_page()
    go_to_the_form(page, post)
    write(page)
    fill_in(page)
    page.context.set_offline(True)
    press(page, "Post Comment")

    expect(page.get_by_role("alert")).to_contain_text("We could not reach the community")
    expect(text(page)).to_have_value(WORDS)
    page.context.set_offline(False)
    assert post_comment(page, post).source == WORDS


def test_a_closed_tab_gives_its_words_back_until_they_are_posted(
    open_page: OpenPage, post: Post
) -> None:
    page = open_page()
    context = page.context
    go_to_the_form(page, post)
    text(page).press_sequentially("Half a thou")
    page.close()

    page = context.new_page()
    go_to_the_form(page, post)
    expect(text(page)).to_have_value("Half a thou")
    text(page).press_sequentially("ght.")
    fill_in(page)
    assert post_comment(page, post).source == "Half a thought."
    page.close()

    page = context.new_page()
    go_to_the_form(page, post)
    expect(text(page)).to_have_value("")


def test_an_answer_that_was_posted_does_not_come_back(open_page: OpenPage, post: Post) -> None:
    make_comment(post)
    page = open_page()
    go_to_the_form(page, post)
    page.get_by_role("link", name="Reply to Gus Guest").first.click()
    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    text(page).press_sequentially("Quite.")
    fill_in(page)
    post_comment(page, post)

    page.get_by_role("link", name="Reply to Gus Guest").first.click()
    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    expect(text(page)).to_have_value("")


def test_who_asks_is_remembered_and_who_does_not_is_not(page: Page, post: Post) -> None:
    go_to_the_form(page, post)
    write(page)
    fill_in(page)
    post_comment(page, post)
    go_to_the_form(page, post)
    expect(page.locator("#name")).to_have_value("")

    write(page, "Once more.")
    fill_in(page)
    page.get_by_label("Save my name").check()
    post_comment(page, post)
    go_to_the_form(page, post)

    expect(page.locator("#name")).to_have_value("Gus Guest")
    expect(page.locator("#email")).to_have_value("gus@example.org")
    expect(page.get_by_label("Save my name")).to_be_checked()
    expect(page.locator("[data-status=pending]")).to_have_count(1)


def test_comments_are_closed_while_somebody_writes(page: Page, post: Post) -> None:
    go_to_the_form(page, post)
    write(page)
    fill_in(page)
    post.comments_open = False
    post.save(update_fields=["comments_open"])
    press(page, "Post Comment")

    expect(page.locator("#respond")).to_contain_text("Comments are closed.")
    expect(page.get_by_label("Your words, to copy")).to_have_value(WORDS)
    expect_panel(page, "closed")
    assert not post.comments.exists()


def test_the_comment_answered_is_removed_while_somebody_writes(page: Page, post: Post) -> None:
    parent = make_comment(post)
    go_to_the_form(page, post, parent)
    write(page)
    fill_in(page)
    parent.remove(by=post.author)
    press(page, "Post Comment")

    expect(page.get_by_role("alert").first).to_contain_text("has been removed")
    expect(text(page)).to_have_value(WORDS)
    expect_panel(page, "guest")
    assert post_comment(page, post).parent is None


def test_where_one_must_sign_in_one_may_write_first(page: Page) -> None:
    post = make_post(make_blog(who_may_comment="members"))
    go_to_the_form(page, post)
    expect_panel(page, "must-sign-in")
    expect(page.locator("#respond")).to_contain_text("You must be logged in to post a comment.")
    write(page)
    page.locator("button[value=practice]").click()
    page.get_by_label("Your name there").fill("Pru Ctice")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/accounts/welcome/?next=*")
    page.get_by_label("Handle").fill("pru")
    page.get_by_role("button", name="Go on").click()

    page.wait_for_url(re.compile(r"\?draft=.*#respond$"))
    expect(text(page)).to_have_value(WORDS)
    expect_panel(page, "member")
    comment = post_comment(page, post)
    assert comment.author
    assert (comment.name, comment.author.handle) == ("Pru Ctice", "pru")


def test_a_closed_post_shows_one_line(page: Page, quiet_carriage: Blog) -> None:
    closed = make_post(quiet_carriage, comments_open=False)
    make_comment(closed)
    for address in (closed.get_absolute_url(), reply_address(closed)):
        page.goto(address)
        expect_panel(page, "closed")
        expect(page.locator("a[data-reply]")).to_have_count(0)


def test_a_lost_session_costs_no_word(open_page: OpenPage, post: Post, ben: User) -> None:
    for scripts in (True, False):
        page = open_page(by=ben, scripts=scripts)
        go_to_the_form(page, post)
        write(page)
        page.context.clear_cookies()
        press(page, "Post Comment")

        expect(page.locator("#email")).to_be_visible()
        expect(text(page)).to_have_value(WORDS)
        expect_panel(page, "guest")
