"""A newcomer's confirmed address belongs to an account here: nothing is joined without a code."""

import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import User
from tests.accounts.journeys import (
    AWAY,
    NEXT,
    WELCOME,
    messages_of,
    practise,
    signed_in_as,
    with_email,
)

pytestmark = pytest.mark.django_db


def test_somebody_with_a_known_address_is_asked_first(guest: Client, known: User) -> None:
    response = arrive(guest)

    assert response["Location"] == "/accounts/link-email/"
    assert signed_in_as(guest) is None
    page = guest.get("/accounts/link-email/")
    assert "An account here already uses ada@example.org" in page.text
    assert f'href="{AWAY}"' in page.text


def test_the_right_code_joins_the_two(guest: Client, known: User, mailoutbox: list[Any]) -> None:
    arrive(guest)
    ask_for_code(guest)

    response = guest.post("/accounts/link-email/code/", {"code": code_in(mailoutbox).lower()})

    assert response["Location"] == NEXT
    assert signed_in_as(guest) == "ada"
    assert SocialAccount.objects.get().user == known
    assert known.identities.get().pk == guest.session["identity"]


def test_the_email_goes_to_the_address_and_nowhere_else(
    guest: Client, known: User, mailoutbox: list[Any]
) -> None:
    arrive(guest)

    ask_for_code(guest)

    assert [message.to for message in mailoutbox] == [["ada@example.org"]]


def test_a_wrong_code_can_be_put_right(guest: Client, known: User, mailoutbox: list[Any]) -> None:
    arrive(guest)
    ask_for_code(guest)

    wrong = guest.post("/accounts/link-email/code/", {"code": "XXXX-XXXX"})
    right = guest.post("/accounts/link-email/code/", {"code": code_in(mailoutbox)})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "That is not the code in the e-mail." in wrong.text
    assert signed_in_as(guest) == "ada"


def test_three_wrong_codes_end_it(guest: Client, known: User, mailoutbox: list[Any]) -> None:
    arrive(guest)
    ask_for_code(guest)

    answers = [guest.post("/accounts/link-email/code/", {"code": "XXXX"}) for _ in range(3)]
    late = guest.post("/accounts/link-email/code/", {"code": code_in(mailoutbox)})

    assert answers[-1]["Location"] == AWAY
    assert messages_of(guest)[0].startswith("That code is used up.")
    assert late.status_code == 302
    assert signed_in_as(guest) is None


def test_a_code_is_good_for_a_quarter_of_an_hour(
    guest: Client, known: User, mailoutbox: list[Any]
) -> None:
    with time_machine.travel("2026-11-22 10:00", tick=False):
        arrive(guest)
        ask_for_code(guest)

    with time_machine.travel("2026-11-22 10:16", tick=False):
        response = guest.post("/accounts/link-email/code/", {"code": code_in(mailoutbox)})

    assert response["Location"] == AWAY
    assert signed_in_as(guest) is None


def test_codes_are_not_sent_without_end(guest: Client, known: User, mailoutbox: list[Any]) -> None:
    arrive(guest)

    answers = [ask_for_code(guest) for _ in range(6)]

    assert len(mailoutbox) == 5
    assert answers[-1].status_code == 429


def test_going_on_as_new_leaves_the_address_where_it_is(guest: Client, known: User) -> None:
    arrive(guest)

    response = guest.post("/accounts/link-email/", {"do": "new"})

    assert response["Location"] == WELCOME
    newcomer = User.objects.get(handle=signed_in_as(guest))
    assert (newcomer.handle, newcomer.email) == ("ada-2", "")
    assert EmailAddress.objects.get().user == known


def test_an_address_that_a_host_typed_in_counts_as_known(
    guest: Client, ada: User, mailoutbox: list[Any]
) -> None:
    arrive(guest)
    ask_for_code(guest)

    guest.post("/accounts/link-email/code/", {"code": code_in(mailoutbox)})

    assert signed_in_as(guest) == "ada"
    assert EmailAddress.objects.get(user=ada).verified


def test_the_pages_of_joining_are_for_those_who_were_asked(guest: Client, known: User) -> None:
    assert guest.get("/accounts/link-email/").status_code == 302
    assert guest.post("/accounts/link-email/", {"do": "new"}).status_code == 302
    assert guest.get("/accounts/link-email/code/").status_code == 302
    assert guest.post("/accounts/link-email/code/", {"code": ""}).status_code == 302


@pytest.fixture
def known(ada: User) -> User:
    return with_email(ada, "ada@example.org")


def arrive(client: Client) -> Any:
    return practise(client, "Ada", tells="confirmed", email="ADA@example.org")


def ask_for_code(client: Client) -> Any:
    return client.post("/accounts/link-email/", {"do": "code"})


def code_in(messages: list[Any]) -> str:
    found = re.search(r"^    ([A-Z0-9-]+)$", messages[-1].body, re.MULTILINE)
    assert found
    return found[1]
