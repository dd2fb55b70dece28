"""How often somebody may comment: each person for themselves, and nobody twice by pressing fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from cpdblog.lib.rate_limits.limits import Rate
from cpdblog.lib.rate_limits.models import RateLimit
from tests.at_once import at_once
from tests.comments.replies import browser, guest_reply, send, text_in_form
from tests.make import make_blog, make_post

if TYPE_CHECKING:
    from time_machine import TimeMachineFixture

    from posts.models import Post


@pytest.fixture
def post(db: None) -> Post:
    return make_post(make_blog(what_waits="none"))


def says(post: Post, text: str, email: str = "gus@example.org", **more: Any) -> Any:
    return send(more.pop("by", None) or browser(), post, **guest_reply(text, email=email, **more))


def from_network(address: str) -> Client:
    return Client(headers={"sec-fetch-site": "same-origin"}, REMOTE_ADDR=address)


def test_somebody_too_quick_is_told_how_many_seconds_to_wait(
    post: Post, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-03-01T12:00:00Z", tick=False)
    says(post, "Once.")
    time_machine.shift(4)

    answer = says(post, "And another thing.", email="Gus@Example.org")

    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "11")
    assert "You are posting comments too quickly. Slow down. Please wait 11 seconds." in text
    assert text_in_form(answer) == "And another thing."
    time_machine.shift(11)
    assert says(post, "And another thing.").status_code == 303


def test_two_guests_in_one_library_are_two_people(post: Post) -> None:
    first = says(post, "Mine.")
    second = says(post, "Mine as well.", email="olga@example.org")

    assert (first.status_code, second.status_code) == (303, 303)


def test_a_flood_from_one_network_ends_whatever_names_it_takes(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.limits.COMMENTS_FROM_ONE_PLACE", Rate("flood", 2, 600))
    homes = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"]

    answers = [
        says(post, "Buy.", email=f"{number}@example.org", by=from_network(home))
        for number, home in enumerate(homes)
    ]

    assert [answer.status_code for answer in answers] == [303, 303, 429, 303]
    assert "Please wait 10 minutes." in answers[2].content.decode()


def test_nobody_can_read_in_the_table_who_was_counted(post: Post) -> None:
    says(post, "Once.", by=from_network("203.0.113.9"))

    keys = " ".join(RateLimit.objects.values_list("key", flat=True))
    assert "comments:" in keys
    assert "gus" not in keys
    assert "203.0.113.9" not in keys


@pytest.mark.django_db(transaction=True)
def test_of_eight_comments_at_once_one_is_taken() -> None:
    post = make_post(make_blog(what_waits="none"))

    answers = at_once(lambda number: says(post, f"Words {number}.").status_code)

    assert sorted(answers) == [303, *[429] * 7]
    assert post.comments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_from_one_network_as_many_are_taken_as_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("comments.limits.COMMENTS_FROM_ONE_PLACE", Rate("flood", 5, 600))
    post = make_post(make_blog(what_waits="none"))

    answers = at_once(lambda number: says(post, "So.", f"{number}@example.org").status_code)

    assert sorted(answers) == [*[303] * 5, *[429] * 3]
    assert post.comments.count() == 5
