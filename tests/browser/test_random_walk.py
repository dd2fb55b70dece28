"""Two hundred steps of somebody who cannot decide, in Chromium. The seed is in the failure."""

from __future__ import annotations

import os
import random
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from cpdblog.lib.markup.markdown import normalise
from tests.browser.reply_form import text
from tests.comments.tab import UNFILLED
from tests.make import make_blog, make_comment, make_post
from tests.pages import without_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from posts.models import Post
    from tests.browser.conftest import OpenPage

STEPS = int(os.environ.get("STEPS", "200"))
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)


class Wanderer:
    def __init__(self, page: Page, post: Post, *, has_scripts: bool) -> None:
        self.page, self.post, self.has_scripts = page, post, has_scripts
        self.dice = random.Random(SEED)  # noqa: S311
        self.words = ""
        self.comment_count = post.comments.count()
        self.steps: list[str] = []

    def step(self) -> None:
        here = [(step, found) for step, found in self._ways() if found.count()]
        step, found = self.dice.choice(here)
        self.steps.append(f"{len(self.steps)} {step.__name__}")
        step(found.nth(self.dice.randrange(found.count())))
        self._look()

    def _ways(self) -> list[tuple[Callable[[Locator], None], Locator]]:
        on = self.page.locator
        return [
            (self.read_again, on("body")),
            (self.type, on("#respond textarea[name=comment]")),
            (self.answer, on("a[data-reply]")),
            (self.press, on("#respond button[name=do]")),
            (self.press, on("#respond button[name=as]")),
            (self.sign_in, on("#respond button[value=practice]")),
            (self.turn_round, on("#respond button[value=practice]")),
            (self.send, on("#respond .card-foot button")),
            (self.send_empty, on("#respond .card-foot button")),
        ]

    def read_again(self, _body: Locator) -> None:
        self.page.goto(self.post.get_absolute_url())
        self.words = text(self.page).input_value()  # what the draft on this device gives back

    def type(self, box: Locator) -> None:
        self.words = f"Thought {self.dice.randrange(10**6)}.\n\nWith <b> & “quotes”."
        box.fill(self.words)

    def answer(self, link: Locator) -> None:
        with _Changing(self.page):
            link.click()
        if not self.has_scripts:
            self.words = ""  # a plain link leads to another page

    def press(self, button: Locator) -> None:
        with _Changing(self.page):
            button.click()

    def sign_in(self, option: Locator) -> None:
        option.click()
        self.page.get_by_label("Your name there").fill(self.dice.choice(["Ann", "Bo"]))
        self.page.get_by_role("button", name="Go on").click()
        self.page.wait_for_url(re.compile(r"\?draft=.*#respond$|/welcome/"))
        if "/welcome/" in self.page.url:  # here for the first time
            self.page.get_by_role("button", name="Go on").click()
        self._be_back("member")

    def turn_round(self, option: Locator) -> None:
        option.click()
        self.page.get_by_role("button", name="Refuse").click()
        self._be_back()

    def send(self, button: Locator) -> None:
        if not self.words.strip():
            return self.send_empty(button)
        if self.page.locator("#email").count():
            self.page.locator("#email").fill("gus@example.org")
            self.page.locator("#name").fill("Gus Guest")
        before = self.page.url
        button.click()
        self.page.wait_for_url(lambda url: url != before and "#comment-" in url)
        self.comment_count += 1
        self.words = ""
        return None

    def send_empty(self, button: Locator) -> None:
        text(self.page).fill(" ")
        self.words = ""
        self.page.locator("#respond-form").evaluate("form => form.noValidate = true")
        button.click()
        expect(self.page.locator("#comment-error")).to_be_visible()

    def _be_back(self, state: str = "") -> None:
        self.page.wait_for_url(re.compile(r"\?draft=.*#respond$"))
        if state:
            expect(self.page.locator("[data-state]")).to_have_attribute("data-state", state)

    def _look(self) -> None:
        expect(self.page.locator("[data-state]")).to_have_count(1)
        assert UNFILLED.findall(without_data(self.page.content())) == []
        shown = text(self.page).input_value()
        if self.words or not self.has_scripts:
            assert normalise(shown).strip() == normalise(self.words).strip()
        self.words = shown.strip()  # where nothing was, the draft of another day may be
        assert self.post.comments.count() == self.comment_count


class _Changing:
    """Waits until the card on the page is another one."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __enter__(self) -> None:
        self.page.locator("#respond").evaluate("card => card.dataset.old = 'yes'")

    def __exit__(self, *_error: object) -> None:
        self.page.locator("#respond:not([data-old])").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_random_walk(open_page: OpenPage, *, scripts: bool) -> None:
    post = make_post(make_blog(what_waits="none"))
    make_comment(post, "And you?", parent=make_comment(post))
    page = open_page(scripts=scripts)
    page.goto(post.get_absolute_url())
    wanderer = Wanderer(page, post, has_scripts=scripts)
    try:
        for _step in range(STEPS // 2):
            wanderer.step()
    except BaseException as error:
        error.add_note(f"SEED={SEED} {' · '.join(wanderer.steps[-12:])}")
        raise
