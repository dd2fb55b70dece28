"""Thousands of steps over the reply form in any order: no error page, one panel, no word lost."""

from __future__ import annotations

import html
import os
import re
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Identity, User
from comments.models import Comment
from comments.reply_box import reply_address
from cpdblog.lib.markup.markdown import normalise
from tests.casts import signed_in
from tests.comments.replies import browser
from tests.comments.tab import UNFILLED, Tab
from tests.make import make_blog, make_comment, make_post, make_user
from tests.pages import without_data

# More of the same where there is time: in the whole check, or with WALKS=10 before the command.
LONGER = int(os.environ.get("WALKS") or (3 if os.environ.get("CI") else 1))
SETTINGS = settings(
    max_examples=40 * LONGER,
    stateful_step_count=50,
    deadline=None,
    print_blob=True,
    # Not made smaller: that takes minutes, and a walk is read from its end.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

WORDS = st.sampled_from(
    [
        "The kettle was on.",
        "Who moved the long table?\n\nI did.",
        "Quotes “like” 'these' \"and\" <b>tags</b> & co",
        "Ångström, наука, 本の虫, 🫖",
        "\n\nsome lines in",
        "[" * 60,
        "1 < 2 </textarea> 3",
    ]
)
NAMES = st.sampled_from(["Ann Other", "Bo", "Bea Okoro"])
POST = ("", "")  # the button without a name
GUEST = {"name": "Gus Guest", "email": "gus@example.org", "website": ""}


class Walk(RuleBasedStateMachine):
    seconds: ClassVar[int] = 0

    @initialize(
        actor=st.sampled_from(["anonymous", "remembered", "member", "two identities", "author"]),
        blog=st.sampled_from(["open", "members", "closed"]),
        seconds=st.sampled_from([0, 0, 15]),
    )
    def somebody_comes(self, actor: str, blog: str, seconds: int) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.pace = override_settings(SECONDS_BETWEEN_COMMENTS=seconds)
        self.pace.enable()
        here = make_blog(who_may_comment="members" if blog == "members" else "anyone")
        self.post = make_post(here, comments_open=blog != "closed")
        self.parents = self._discussion()
        self.comment_pks = set(self.post.comments.values_list("pk", flat=True))
        self.tab = Tab(self._visitor(actor))
        self.text = ""
        self.tab.go(self.post.get_absolute_url())

    def _discussion(self) -> list[Comment]:
        first = make_comment(self.post)
        second = make_comment(self.post, "And so was I.", parent=first, by=make_user())
        removed = make_comment(self.post, "Gone.")
        removed.remove(by=self.post.author)
        pending = make_comment(self.post, "Held.", status=Comment.Status.PENDING)
        return [first, second, removed, pending, make_comment(make_post(self.post.blog))]

    def _visitor(self, actor: str) -> Client:
        client = browser()
        if actor == "anonymous":
            return client
        if actor == "remembered":
            elsewhere = make_post(make_blog())
            client.post(reply_address(elsewhere), {**GUEST, "comment": "Hello.", "remember": "on"})
            return client
        user = self.post.author if actor == "author" else make_user("Ben Okafor")
        if actor == "two identities":
            for provider in ("Google", "ORCID"):
                Identity.objects.create(
                    user=user,
                    provider=provider.lower(),
                    provider_name=provider,
                    uid="1",
                    name=f"{user} at {provider}",
                )
        client.cookies = signed_in(user).cookies
        return client

    # Looking ---------------------------------------------------------------------------------

    @rule()
    def open_the_post(self) -> None:
        self._look_at(self.post.get_absolute_url())

    @rule()
    def open_the_reply_page(self) -> None:
        self._look_at(reply_address(self.post))

    @rule(which=st.integers(0, 4))
    def answer_a_comment(self, which: int) -> None:
        self._look_at(reply_address(self.post, self.parents[which]))

    def _look_at(self, address: str) -> None:
        """Walking away by a link leaves behind what was typed; the page may hold kept words."""
        self.tab.go(address)
        self.text = ""

    # The form --------------------------------------------------------------------------------

    @precondition(lambda self: self.tab.offers(""))
    @rule(text=WORDS, remember=st.booleans())
    def post_comment(self, text: str, *, remember: bool) -> None:
        guest = {**GUEST, **({"remember": "on"} if remember else {})}
        state, name = self.tab.state, self._name_on_the_card()
        self._press(text, typed=guest if state == "guest" else {})
        if pk := self._led_to():
            comment = Comment.objects.get(pk=pk)
            assert (comment.author is None) == (state == "guest")
            assert comment.name == (name or GUEST["name"])

    @precondition(lambda self: self.tab.offers(""))
    @rule(text=WORDS, wrong=st.sampled_from([{"email": "gus@"}, {"name": " "}, {"website": "no"}]))
    def post_with_a_gap(self, text: str, wrong: dict[str, str]) -> None:
        self._press(text, typed=GUEST | wrong)
        if self.tab.state == "guest":
            assert self._led_to() is None

    @precondition(lambda self: self.tab.offers(""))
    @rule(text=st.sampled_from(["", " \n "]))
    def post_nothing(self, text: str) -> None:
        self._press(text, typed=GUEST)
        assert self._led_to() is None

    @precondition(lambda self: self.tab.offers("do"))
    @rule(data=st.data(), text=WORDS)
    def press_a_small_button(self, data: st.DataObject, text: str) -> None:
        """Log Out, Change, Cancel reply."""
        self._press_one_called("do", data, text)

    @precondition(lambda self: self.tab.offers("as"))
    @rule(data=st.data(), text=WORDS)
    def choose_who_to_be(self, data: st.DataObject, text: str) -> None:
        self._press_one_called("as", data, text)

    @precondition(lambda self: self.tab.offers("through", "practice"))
    @rule(text=WORDS, name=NAMES)
    def sign_in_on_the_way(self, text: str, name: str) -> None:
        if self._went_through(text, {"name": name, "tells": "none"}):
            assert self.tab.state in {"member", "closed"}

    @precondition(lambda self: self.tab.offers("through", "practice"))
    @rule(text=WORDS)
    def turn_round_at_the_provider(self, text: str) -> None:
        self._went_through(text, {"do": "refuse"})

    @precondition(lambda self: self.tab.last_post)
    @rule()
    def send_the_last_form_again(self) -> None:
        address, sent = self.tab.last_post or ("", {})
        if sent.get("through"):
            return
        self.text = sent.get("comment", "")
        self.tab.post(address, sent)
        self._note_what_was_taken()

    # Meanwhile -------------------------------------------------------------------------------

    @rule(which=st.integers(0, 1))
    def a_comment_is_removed(self, which: int) -> None:
        self.parents[which].refresh_from_db()
        self.parents[which].remove(by=self.post.author)

    @rule(is_open=st.booleans())
    def comments_are_closed_or_opened(self, *, is_open: bool) -> None:
        self.post.comments_open = is_open
        self.post.save(update_fields=["comments_open"])

    @rule(cookie=st.sampled_from(["session", "csrf", "guest"]))
    def a_cookie_is_lost(self, cookie: str) -> None:
        self.tab.client.cookies.pop(cookie, None)

    @rule()
    def the_session_is_lost(self) -> None:
        if "session" in self.tab.client.cookies:
            self.tab.client.session.flush()

    @rule()
    def sign_in_in_another_tab(self) -> None:
        self.tab.client.force_login(
            User.objects.order_by("pk")[0], backend="django.contrib.auth.backends.ModelBackend"
        )
        self.tab.client.cookies.pop("csrf", None)  # signing in changes the token

    @rule(data=st.data())
    def become_somebody_else_in_another_tab(self, data: st.DataObject) -> None:
        session = self.tab.client.session
        numbers = Identity.objects.order_by("pk").values_list("pk", flat=True)
        session["identity"] = data.draw(st.sampled_from([None, *numbers]))
        session["replies_as_guest"] = data.draw(st.booleans())
        session.save()

    # What holds, whatever happened -----------------------------------------------------------

    @invariant()
    def there_is_one_panel(self) -> None:
        if hasattr(self, "tab"):
            assert len(self.tab.panels) == 1, self.tab.panels
            assert self.tab.status < 500

    @invariant()
    def nothing_is_left_unfilled(self) -> None:
        if hasattr(self, "tab"):
            assert UNFILLED.findall(without_data(self.tab.html)) == []

    @invariant()
    def no_word_is_lost(self) -> None:
        if hasattr(self, "tab") and self.text.strip():
            assert same(self.text) in map(same, self.tab.texts)

    @invariant()
    def there_are_as_many_comments_as_were_taken(self) -> None:
        if hasattr(self, "tab"):
            assert set(self.post.comments.values_list("pk", flat=True)) == self.comment_pks

    def teardown(self) -> None:
        if not hasattr(self, "undo"):
            return
        self.pace.disable()
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def _press(
        self, text: str, button: tuple[str, str] = POST, typed: dict[str, str] | None = None
    ) -> None:
        self.text = text
        self.tab.press(button, {"comment": text, **(typed or {})})
        self._note_what_was_taken()

    def _press_one_called(self, name: str, data: st.DataObject, text: str) -> None:
        here = [button for button in self.tab.page.buttons if button[0] == name]
        self._press(text, data.draw(st.sampled_from(here)))

    def _went_through(self, text: str, answer: dict[str, Any]) -> bool:
        self._press(text, ("through", "practice"))
        if self.tab.panels:
            return False  # refused at the form: the words are in it
        way_out = next(link for link in self.tab.page.addresses if "/practice/" in link)
        self.tab.go(way_out)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.tab.html)
        self.tab.post(way_out, {**answer, "csrfmiddlewaretoken": token[1] if token else ""})
        if self.tab.address.startswith("/accounts/welcome/"):
            self._is_welcomed()
        self.tab.last_post = None
        return True

    def _is_welcomed(self) -> None:
        """Here for the first time: what they are called is as good as any other name."""
        sent = dict(
            re.findall(
                r'name="(next|csrfmiddlewaretoken|name)"[^>]* value="([^"]*)"', self.tab.html
            )
        )
        data = {name: html.unescape(value) for name, value in sent.items()}
        self.tab.post("/accounts/welcome/", data)

    def _note_what_was_taken(self) -> None:
        if pk := self._led_to():
            self.comment_pks.add(pk)
            self.text = ""

    def _led_to(self) -> int | None:
        for address in self.tab.passed:
            if found := re.match(r"/comments/(\d+)/", address):
                return int(found[1])
        return None

    def _name_on_the_card(self) -> str:
        found = re.search(r"<strong><bdi>([^<]*)</bdi>:</strong>", self.tab.html)
        return found[1] if found and self.tab.state == "member" else ""


def same(text: str) -> str:
    return normalise(text).strip()


@pytest.mark.django_db
def test_any_walk_over_the_reply_form_keeps_every_word() -> None:
    run_state_machine_as_test(Walk, settings=SETTINGS)


@pytest.mark.django_db
@pytest.mark.parametrize("becomes", [True, False], ids=["guest", "member"])
def test_who_became_somebody_else_in_another_tab_looks_first(*, becomes: bool) -> None:
    post, client = make_post(), browser()
    client.cookies = signed_in(make_user("Ben Okafor")).cookies
    here, elsewhere = Tab(client), Tab(client)
    for tab in (elsewhere, here):
        tab.go(reply_address(post))
        if not becomes:
            tab.press(("do", "change"), {})
            tab.press(("as", "guest"), {})

    elsewhere.press(("do", "change"), {})
    elsewhere.press(("as", "guest" if becomes else "account"), {})
    here.press(POST, {"comment": "As I said.", **GUEST})

    assert here.status == 409
    assert here.texts == ["As I said."]
    assert not post.comments.exists()
