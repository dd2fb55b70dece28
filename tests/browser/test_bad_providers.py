"""Whatever a provider does wrong, the words are back in the form, and nobody is anybody else."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.broken_provider import MODES, SLOW
from tests.browser.reply_form import WORDS, expect_panel, go_to_the_form, text, write
from tests.make import make_comment, make_post

if TYPE_CHECKING:
    from blogs.models import Blog
    from posts.models import Post
    from tests.browser.conftest import OpenPage

WRONG = re.compile("did not work this time. Nothing was lost|We could not reach")
CALM = re.compile("You did not sign in with .*. Nothing was lost.")
CANCELLED = {"refusing", "asking"}


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.usefixtures("bad_providers")
def test_a_bad_provider_costs_no_word_and_joins_nobody(
    open_page: OpenPage, post: Post, ada: User, *, scripts: bool
) -> None:
    for mode in [*MODES, "gone"]:
        if scripts and "slow" in mode:
            continue  # waiting is the same without them
        page = open_page(scripts=scripts)
        parent = make_comment(post) if mode == "nobody" else None
        go_to_the_form(page, post, parent)
        write(page)
        page.locator("#email").fill("gus@example.org")
        pressed = time.monotonic()

        page.locator(f"button[value={mode}]").click()
        if mode == "asking":
            page.get_by_role("link", name="No").click()
        page.wait_for_url(re.compile(r"\?draft=.*#respond$"))

        assert time.monotonic() - pressed < SLOW - 1, mode
        message = page.locator(".flash")
        expect(message).to_have_text(CALM if mode in CANCELLED else WRONG)
        expect(text(page)).to_have_value(WORDS)
        expect(page.locator("#email")).to_have_value("gus@example.org")
        expect_panel(page, "guest")
    assert list(User.objects.all()) == [ada]
    assert not SocialAccount.objects.exists()
    assert not EmailAddress.objects.exists()


@pytest.mark.usefixtures("bad_providers")
def test_a_guest_can_still_post_after_a_sign_in_option_stayed_shut(
    open_page: OpenPage, post: Post
) -> None:
    page = open_page(scripts=False)
    go_to_the_form(page, post)
    write(page)
    page.locator("button[value=gone]").click()
    page.locator("#email").fill("gus@example.org")
    page.locator("#name").fill("Gus Guest")
    page.locator("#name").press("Enter")

    page.wait_for_url(re.compile(r"#comment-\d+$"))
    assert post.comments.get().is_pending
