"""E-mails leave behind the page, once, in good time; and strangers get few of them."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from cpdblog.management import housekeeping
from mail import outbox
from mail.models import OutgoingEmail
from tests.accounts.journeys import with_email
from tests.at_once import at_once
from tests.casts import signed_in
from tests.mail.mail_server import MailServer
from tests.make import make_blog, make_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.core.mail import EmailMultiAlternatives
    from pytest_django import Settings
    from time_machine import TimeMachineFixture

    from accounts.models import User

STRANGER = "stranger@example.org"


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    here = MailServer()
    settings.MAILERS = here.mailers(deadline=5)
    yield here
    here.close()


@pytest.fixture
def queue(settings: Settings, transactional_db: None) -> None:
    """As it is shipped: tasks wait in the database for a worker."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": settings.QUEUES}
    }


def work() -> None:
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="in-a-test",
    ).run()


def ask_for_a_code(address: str = "ada@example.org") -> Any:
    return Client().post("/accounts/login/code/", {"email": address})


def an_email(to: str = "ada@example.org") -> EmailMultiAlternatives:
    return mail.EmailMultiAlternatives("KETTLE is your code", "Type KETTLE.", to=[to])


def send_again(outgoing: OutgoingEmail) -> None:
    outgoing.postpone_to(timezone.now())
    outbox.deliver.enqueue(pk=outgoing.pk)
    outgoing.refresh_from_db()


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("mode", ["hangs", "drips"])
def test_a_mail_server_that_is_silent_or_slow_holds_up_neither_page_nor_worker(
    server: MailServer, settings: Settings, mode: str
) -> None:
    with_email(make_user(handle="ada"), "ada@example.org")
    server.mode, settings.MAILERS = mode, server.mailers(deadline=0.5)

    answer = ask_for_a_code()
    calls_by_the_page = server.calls
    began = time.monotonic()
    work()

    assert answer.status_code == 302
    assert calls_by_the_page == 0
    assert server.calls == 1
    assert time.monotonic() - began < 4
    assert OutgoingEmail.objects.get().is_queued


@pytest.mark.usefixtures("queue")
def test_an_email_leaves_once_and_its_content_is_cleared(server: MailServer) -> None:
    with_email(make_user(handle="ada"), "ada@example.org")
    ask_for_a_code()
    code = re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", OutgoingEmail.objects.get().subject)[0]

    work()
    outbox.deliver.enqueue(pk=OutgoingEmail.objects.get().pk)
    work()

    (received,) = server.messages
    outgoing = OutgoingEmail.objects.get()
    parsed = email.message_from_string(received, policy=email.policy.default)
    assert parsed["Message-ID"] == outgoing.message_id
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert all(code in part.get_content() for part in parsed.iter_parts())
    assert outgoing.sent_at
    assert (outgoing.subject, outgoing.text, outgoing.html, outgoing.headers) == ("", "", "", {})


def test_an_email_that_was_taken_is_not_sent_again_for_want_of_a_goodbye(
    db: None, server: MailServer, settings: Settings
) -> None:
    server.mode, settings.MAILERS = "stays", server.mailers(deadline=0.5)

    outbox.queue(an_email())

    assert len(server.messages) == 1
    assert OutgoingEmail.objects.get().sent_at


def test_a_server_that_was_away_gets_the_same_email_later(
    db: None, server: MailServer, settings: Settings, time_machine: TimeMachineFixture
) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "mail.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    outbox.queue(an_email())
    before = OutgoingEmail.objects.get()
    settings.MAILERS = server.mailers(deadline=5)

    time_machine.move_to(timezone.now() + dt.timedelta(minutes=5))
    housekeeping.run_housekeeping(at=timezone.now())

    assert before.is_queued
    assert [before.message_id in received for received in server.messages] == [True]


def test_an_email_is_tried_less_and_less_often_and_then_no_more(
    db: None, settings: Settings, time_machine: TimeMachineFixture
) -> None:
    server = MailServer("hangs")
    settings.MAILERS = server.mailers(deadline=0.05)
    outbox.queue(an_email())
    outgoing, pauses = OutgoingEmail.objects.get(), list[float]()

    while outgoing.is_queued:
        pauses.append(round((outgoing.next_try_at - timezone.now()).total_seconds() / 60))
        time_machine.move_to(outgoing.next_try_at)
        send_again(outgoing)

    server.close()
    assert pauses == [1, 3, 10, 30, 60, 180, 360]
    assert outgoing.given_up_at
    assert (outgoing.subject, outgoing.text) == ("", "")


def test_a_code_that_opens_nothing_any_more_is_not_sent(
    ada: User, settings: Settings, time_machine: TimeMachineFixture
) -> None:
    server = MailServer("hangs")
    settings.MAILERS = server.mailers(deadline=0.05)
    with_email(ada, "ada@example.org")
    ask_for_a_code()
    outgoing = OutgoingEmail.objects.get()

    while outgoing.is_queued:
        time_machine.move_to(outgoing.next_try_at)
        send_again(outgoing)

    server.close()
    assert outgoing.given_up_at
    assert outgoing.given_up_at - outgoing.created_at < dt.timedelta(minutes=15)


def test_a_mailbox_that_is_not_there_is_not_tried_again(db: None, server: MailServer) -> None:
    server.mode = "refuses"

    outbox.queue(an_email())

    outgoing = OutgoingEmail.objects.get()
    assert (outgoing.given_up_at is None, outgoing.tries, outgoing.text) == (False, 1, "")


def test_what_is_undone_sends_no_email(db: None, mailoutbox: list[Any], settings: Settings) -> None:
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": settings.QUEUES}
    }
    with transaction.atomic():
        outbox.queue(an_email())
        transaction.set_rollback(True)

    assert not OutgoingEmail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_at_one_email_one_sends_it(server: MailServer) -> None:
    message = an_email()
    outgoing = OutgoingEmail.objects.create_from(message, expires_at=timezone.now() + outbox.A_DAY)

    at_once(lambda _number: outbox.deliver.call(pk=outgoing.pk))

    assert len(server.messages) == 1


def test_a_stranger_gets_one_email_a_day_over_all_sign_in_options(
    ada: User, mailoutbox: list[Any], time_machine: TimeMachineFixture
) -> None:
    blog = make_blog(ada)
    owner = signed_in(ada)
    sign_in_options: list[Callable[[], Any]] = [
        lambda: ask_for_a_code(STRANGER),
        lambda: Client().post("/accounts/password/reset/", {"email": STRANGER.upper()}),
        lambda: Client().post(
            "/accounts/signup/", {"name": "N", "username": "noor", "email": STRANGER}
        ),
        lambda: owner.post(f"/desk/@{blog.handle}/people/", {"email": STRANGER, "role": "author"}),
    ]

    answers = [option().status_code for _round in range(6) for option in sign_in_options]

    assert len(answers) == 24
    assert [message.to for message in mailoutbox] == [[STRANGER]]
    time_machine.move_to(timezone.now() + dt.timedelta(days=1))
    sign_in_options[0]()
    assert len(mailoutbox) == 2


def test_an_address_that_was_never_confirmed_is_a_stranger(
    ada: User, mailoutbox: list[Any]
) -> None:
    with_email(ada, "ada@example.org", verified=False)

    for _time in range(3):
        ask_for_a_code()

    assert len(mailoutbox) == 1


def test_a_member_gets_five_codes_an_hour_and_ten_a_day(
    ada: User, mailoutbox: list[Any], time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-03-01T12:00:00Z", tick=False)
    with_email(ada, "ada@example.org")
    counts = []

    for _hour in range(3):
        for _time in range(8):
            answer = ask_for_a_code()
        counts.append(len(mailoutbox))
        time_machine.shift(3601)

    assert counts == [5, 10, 10]
    assert answer.status_code == 429
    assert answer["Retry-After"] == str(22 * 3600 - 2)
    assert "Please wait 22 hours." in answer.content.decode()


def test_limits_on_emails_tell_nobody_who_is_here(ada: User, mailoutbox: list[Any]) -> None:
    with_email(ada, "ada@example.org")

    answers = [
        [ask_for_a_code(address).status_code for _time in range(6)]
        for address in ("ada@example.org", STRANGER)
    ]

    assert answers[0] == answers[1] == [302] * 5 + [429]


def test_the_page_says_that_an_email_may_be_there_already(ada: User) -> None:
    for address in ("ada@example.org", STRANGER):
        page = Client().post("/accounts/login/code/", {"email": address}, follow=True)

        assert "If none comes, look for one from today" in page.content.decode()


def test_what_was_sent_is_cleared_out(db: None, time_machine: TimeMachineFixture) -> None:
    outbox.queue(an_email())
    time_machine.move_to(timezone.now() + dt.timedelta(days=15))

    housekeeping.clear_out(at=timezone.now())

    assert not OutgoingEmail.objects.exists()
