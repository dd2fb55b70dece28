"""What is counted is counted right: at once, undone, over, and without a cache."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.utils import timezone

from cpdblog.lib.rate_limits import limits
from cpdblog.lib.rate_limits.limits import Rate, TooMany
from cpdblog.lib.rate_limits.models import RateLimit
from cpdblog.management import housekeeping
from tests.accounts.journeys import signed_in_as, with_email
from tests.at_once import at_once
from tests.comments.replies import browser, guest_reply, send
from tests.make import make_blog, make_post, make_user
from tests.pages import compact
from tests.site.test_parts_away import GivenBack

if TYPE_CHECKING:
    from pytest_django import Settings
    from time_machine import TimeMachineFixture

    from accounts.models import User

OURS = {"sec-fetch-site": "same-origin"}
PASSWORD = "a quiet carriage"  # noqa: S105
TWO_A_MINUTE = Rate("two", 2, 60)


@pytest.fixture
def no_cache(settings: Settings) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    backend = "cpdblog.lib.caching.ForgivingRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"redis://127.0.0.1:{port}/0"}}


def knocks(password: str = "wrong", **headers: str) -> int:  # noqa: S107
    data = {"login": "ada@example.org", "password": password}
    answer = Client().post("/accounts/login/", data, headers=headers)
    return answer.status_code


def test_a_limit_moves_along_with_the_clock(db: None, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-03-01T12:00:00Z", tick=False)
    limits.take(TWO_A_MINUTE.per("ada"))
    time_machine.shift(50)
    limits.take(TWO_A_MINUTE.per("ada"))
    time_machine.shift(9)

    with pytest.raises(TooMany) as refusal:
        limits.take(TWO_A_MINUTE.per("ada"))

    assert refusal.value.seconds == 1
    time_machine.shift(1)
    limits.take(TWO_A_MINUTE.per("ada"))
    with pytest.raises(TooMany):
        limits.take(TWO_A_MINUTE.per("ada"))


def test_what_was_undone_was_not_counted(db: None) -> None:
    for _time in range(3):
        with transaction.atomic():
            limits.take(TWO_A_MINUTE.per("ada"))
            transaction.set_rollback(True)

    limits.take(TWO_A_MINUTE.per("ada"))


def test_who_is_refused_by_one_limit_is_not_counted_by_the_others(db: None) -> None:
    wide, narrow = Rate("wide", 1, 60).per("ada"), Rate("narrow", 1, 60).per("ada")
    limits.take(narrow)
    with pytest.raises(TooMany):
        limits.take(wide, narrow)

    limits.take(wide)


@pytest.mark.django_db(transaction=True)
def test_of_eight_wrong_passwords_at_once_five_are_tried() -> None:
    ada = with_email(make_user("Ada", handle="ada"), "ada@example.org")
    ada.set_password(PASSWORD)
    ada.save()

    answers = at_once(lambda _number: knocks())
    late = Client()
    late.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})

    assert set(answers) == {200}
    assert [len(row.times) for row in RateLimit.objects.all() if len(row.times) == 5]
    assert signed_in_as(late) is None


def test_the_right_password_takes_no_try_away(ada: User) -> None:
    with_email(ada, "ada@example.org")
    ada.set_password(PASSWORD)
    ada.save()

    answers = [knocks(PASSWORD) for _time in range(8)]

    assert answers == [302] * 8


def test_too_many_at_a_sign_in_option_are_told_how_long_to_wait(
    db: None, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [
        Client().post("/accounts/login/", {"login": "ada", "password": "wrong"})
        for _time in range(3)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 50 <= int(answers[2]["Retry-After"]) <= 60
    assert f"Please wait {answers[2]['Retry-After']} seconds." in answers[2].content.decode()


@pytest.mark.usefixtures("no_cache")
def test_without_a_cache_people_come_in_and_are_counted(ada: User) -> None:
    with_email(ada, "ada@example.org")
    ada.set_password(PASSWORD)
    ada.save()

    assert knocks(PASSWORD) == 302
    for _time in range(5):
        assert knocks() == 200
    assert knocks(PASSWORD) == 200


@pytest.mark.usefixtures("no_cache")
def test_without_a_cache_comments_are_taken_and_counted(db: None) -> None:
    post = make_post(make_blog(what_waits="none"))

    answers = [send(browser(), post, **guest_reply(words)) for words in ("One.", "Two.")]

    assert [answer.status_code for answer in answers] == [303, 429]


@pytest.mark.usefixtures("no_cache")
def test_a_cache_that_is_away_is_an_empty_one() -> None:
    away = caches["default"]
    away.set("kettle", "hot")
    away.set_many({"kettle": "hot"})
    away.delete_many(["kettle"])

    assert away.get("kettle") is None
    assert away.get("kettle", "cold") == "cold"
    assert away.get_many(["kettle"]) == {}
    assert away.add("kettle", "hot")
    assert away.incr("cups") == 1
    assert not away.has_key("kettle")
    assert not away.touch("kettle")
    assert not away.delete("kettle")


def test_what_is_over_is_cleared_out(db: None, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-03-01T12:00:00Z", tick=False)
    limits.take(TWO_A_MINUTE.per("ada"), Rate("day", 1, 86_400).per("ada"))
    time_machine.shift(61)

    housekeeping.clear_out(at=timezone.now())

    assert [row.key.partition(":")[0] for row in RateLimit.objects.all()] == ["day"]


def test_one_email_too_many_gives_the_form_back_with_all_that_was_typed(
    ada: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-03-01T12:00:00Z", tick=False)
    data = {"email": "Ada@Example.org ", "next": "/people/"}

    answers = [Client(headers=OURS).post("/accounts/login/code/", data) for _time in range(6)]
    form = GivenBack(answers[-1].text)
    time_machine.shift(3601)
    again = Client().post(form.action, form.values)

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Please wait 60 minutes." in answers[-1].text
    assert '<input name="email" value="Ada@Example.org "' in compact(answers[-1].text)
    assert form.values == data
    assert again["Location"].startswith("/accounts/login/code/confirm/")


def test_one_try_too_many_gives_all_back_but_the_password(db: None, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client, typed = (
        Client(headers=OURS),
        {"login": "ada", "password": "hush-hush", "next": "/people/"},
    )
    client.post("/accounts/login/", typed)

    answer = client.post("/accounts/login/", typed)

    form = GivenBack(answer.text)
    assert (form.values, form.empty) == ({"login": "ada", "next": "/people/"}, {"password"})
    assert "hush-hush" not in answer.text
