"""The edges of what is taken: whose form it is, how often, until when, beneath what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from comments.models import Comment
from tests.comments.replies import WORDS, browser, guest_reply, send, text_in_form
from tests.interleaving import during
from tests.make import make_blog, make_comment, make_post

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 303),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "http://blogs.testserver"}, 403),
        ({"origin": "http://testserver:8000"}, 403),
        ({"origin": "null"}, 403),
        ({"referer": "http://testserver/@a/2012/07/b/"}, 303),
        ({"referer": "http://testserver.example/"}, 403),
        ({"origin": "https://elsewhere.example", "referer": "http://testserver/"}, 403),
        ({}, 403),
    ],
)
def test_only_a_form_of_this_very_host_is_a_guests_own(
    headers: dict[str, str], status: int
) -> None:
    post, guest = make_post(), browser()
    del guest.defaults["HTTP_SEC_FETCH_SITE"]

    answer = guest.post(f"{post.get_absolute_url()}reply/", guest_reply(), headers=headers)

    assert answer.status_code == status
    assert post.comments.exists() == (status == 303)
    if status == 403:
        assert text_in_form(answer) == WORDS


def test_a_held_comment_is_shown_to_whom_its_address_was_given_for_ten_minutes() -> None:
    post = make_post()
    preview_url = send(browser(), post, **guest_reply()).headers["Location"]

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=9, seconds=50)):
        in_time = browser().get(preview_url, follow=True)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=10, seconds=10)):
        too_late = browser().get(preview_url, follow=True)

    assert WORDS in in_time.content.decode()
    assert WORDS not in too_late.content.decode()


def test_a_guest_may_say_the_same_to_two_people(settings: Settings) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0
    post = make_post()
    first, second = make_comment(post), make_comment(post)

    for parent in (first, second, second):
        send(browser(), post, parent, **guest_reply("Thank you!"))

    answered = post.comments.filter(source="Thank you!").order_by("pk")
    assert [comment.parent for comment in answered] == [first, second]


def test_comments_close_to_the_second_after_the_days_the_blog_has_chosen() -> None:
    post = make_post(make_blog(close_after_days=30))
    assert post.published_at
    end = post.published_at + dt.timedelta(days=30)

    with time_machine.travel(end - SECOND, tick=False):
        in_time = send(browser(), post, **guest_reply())
    with time_machine.travel(end, tick=False):
        too_late = send(browser(), post, **guest_reply(email="late@example.org"))

    assert (in_time.status_code, too_late.status_code) == (303, 403)


@pytest.mark.django_db(transaction=True)
def test_an_answer_waits_for_who_is_removing_what_it_answers() -> None:
    post = make_post()
    parent = make_comment(post)
    removed = Comment.objects.get(pk=parent.pk)

    answer = during(
        lambda: removed.remove(by=post.author),
        lambda: send(browser(), post, parent, **guest_reply()),
    )

    assert answer.status_code == 410
    assert text_in_form(answer) == WORDS
    assert not post.comments.filter(source=WORDS).exists()
