"""A handle may be changed for a week; the former one leads on and is nobody else's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.accounts.journeys import NEXT, practise, signed_in_as, words_of
from tests.casts import signed_in
from tests.make import make_post

if TYPE_CHECKING:
    from posts.models import Blog

pytestmark = pytest.mark.django_db


def change(client: Client, handle: str) -> Any:
    return client.post("/accounts/profile/", {"name": "Ada K", "new_handle": handle})


def test_the_first_coming_in_by_a_door_is_told_once(guest: Client) -> None:
    answer = practise(guest, "Kay")

    assert answer["Location"] == NEXT
    (told,) = words_of(guest)
    assert "You have an account here now, as kay." in told
    assert "/house-rules/" in told
    assert "/accounts/profile/" in told
    guest.post("/accounts/logout/")
    practise(guest, "Kay")
    assert not any("account here now" in words for words in words_of(guest))


def test_the_name_there_stays_text(guest: Client) -> None:
    practise(guest, "<b>Kay</b>")

    assert "<b>Kay</b>" not in guest.get("/").text


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
    told = {"name": "A", "username": "ada", "email": "new@example.org"}
    assert "ada already. ada-2 is free." in Client().post("/accounts/signup/", told).text
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
