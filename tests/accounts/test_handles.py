"""A handle may be changed for a week; the former one leads on and is nobody else's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.accounts.journeys import NEXT, WELCOME, practise, signed_in_as
from tests.casts import signed_in
from tests.make import make_post

if TYPE_CHECKING:
    from blogs.models import Blog

pytestmark = pytest.mark.django_db


def change(client: Client, handle: str) -> Any:
    return client.post("/accounts/profile/", {"name": "Ada K", "new_handle": handle})


def welcomed(client: Client, name: str = "Kay", handle: str = "kay") -> Any:
    data = {"name": name, "new_handle": handle, "next": NEXT}
    return client.post("/accounts/welcome/", data)


def test_the_first_coming_in_by_a_sign_in_option_asks_once_what_to_be_called(guest: Client) -> None:
    answer = practise(guest, "Kay", tells="confirmed", email="kay@example.org")

    assert answer["Location"] == WELCOME
    page = guest.get(WELCOME).text
    assert "You have an account here now." in page
    assert 'name="new_handle" value="kay"' in page
    assert "/house-rules/" in page
    assert "Your comment is kept." in page
    assert welcomed(guest, handle="Countess")["Location"] == NEXT
    assert signed_in_as(guest) == "countess"
    guest.post("/accounts/logout/")
    assert practise(guest, "Kay")["Location"] == NEXT


@pytest.mark.parametrize("wish", ["no way", "-", "ada", "k" * 41])
def test_at_the_first_coming_in_a_bad_handle_loses_nothing(
    guest: Client, ada: User, wish: str
) -> None:
    practise(guest, "Kay")

    page = welcomed(guest, "Kay the Second", wish)

    assert page.status_code == 422
    assert f'value="{wish}"' in page.text
    assert 'value="Kay the Second"' in page.text
    assert f'name="next" value="{NEXT}"' in page.text
    assert "ada-2 is free" in page.text or wish != "ada"
    assert signed_in_as(guest) == "kay"
    assert welcomed(guest)["Location"] == NEXT


def test_who_does_not_choose_keeps_the_handle_that_was_proposed(guest: Client) -> None:
    practise(guest, "Kay")

    assert welcomed(guest, handle="")["Location"] == NEXT
    assert signed_in_as(guest) == "kay"


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_from_there_nobody_is_led_to_another_site(guest: Client, there: str) -> None:
    practise(guest, "Kay")
    data = {"name": "Kay", "new_handle": "kay", "next": there}

    assert guest.post("/accounts/welcome/", data)["Location"] == "/"


def test_after_the_first_week_nobody_is_asked(ada: User) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        client = signed_in(ada)
        answers = [client.get(WELCOME), welcomed(client)]

    assert [answer["Location"] for answer in answers] == [NEXT, NEXT]
    assert User.objects.get(pk=ada.pk).handle == "ada"


def test_the_name_there_stays_text(guest: Client) -> None:
    practise(guest, "<b>Kay</b>")

    assert "<b>Kay</b>" not in guest.get(WELCOME).text


def test_a_handle_changes_and_the_former_one_leads_on(
    as_ada: Client, ada: User, quiet_carriage: Blog
) -> None:
    assert change(as_ada, "countess").status_code == 302

    moved = Client().get("/people/ada/")
    assert (moved.status_code, moved["Location"]) == (301, "/people/countess/")
    post = make_post(quiet_carriage, source="As @ada said.")
    assert "/people/countess/" in post.body_html
    assert Client().get("/people/countess/").status_code == 200


def test_a_former_handle_is_given_to_nobody_else_and_may_be_taken_back(
    as_ada: Client, as_ben: Client, ada: User
) -> None:
    change(as_ada, "countess")

    refused = change(as_ben, "ada")
    data = {"name": "A", "username": "ada", "email": "new@example.org"}
    assert "ada already. ada-2 is free." in Client().post("/accounts/signup/", data).text
    newcomer = Client()
    practise(newcomer, "Ada")

    assert refused.status_code == 422
    assert signed_in_as(newcomer) == "ada-2"
    assert change(as_ada, "ada").status_code == 302
    assert User.objects.get(pk=ada.pk).handle == "ada"
    assert Client().get("/people/countess/")["Location"] == "/people/ada/"


def test_after_the_first_week_a_handle_stays(ada: User) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        client = signed_in(ada)
        page = client.get("/accounts/profile/").text
        change(client, "countess")

    assert 'name="new_handle"' not in page
    assert User.objects.get(pk=ada.pk).handle == "ada"


@pytest.mark.parametrize("wish", ["Has Space", "-x", "ben"])
def test_what_no_address_may_be_is_refused(as_ada: Client, ben: User, wish: str) -> None:
    assert change(as_ada, wish).status_code == 422


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("I\u015f\u0131l Y\u0131ld\u0131z", "isil-yildiz"),
        ("İpek Strauß", "ipek-strauss"),
        ("GROẞ", "gross"),
        ("Łukasz Ørsted", "lukasz-orsted"),
        ("Þóra Æsa", "thora-aesa"),
        ("山田", "member"),
    ],
)
def test_no_letter_of_a_name_is_dropped_from_the_handle(
    guest: Client, name: str, handle: str
) -> None:
    practise(guest, name)

    assert signed_in_as(guest) == handle
