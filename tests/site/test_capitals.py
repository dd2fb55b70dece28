"""An address in capitals leads to the page of that address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.make import make_comment, make_post
from tests.site.conftest import FEEDS, PAGES

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.usefixtures("community")
NAMED = [address for address in PAGES if "?" not in address and address != "/"]


@pytest.mark.parametrize("address", [*NAMED, *FEEDS])
def test_an_address_in_capitals_leads_to_the_page(address: str, guest: Client) -> None:
    for typed in (address.upper(), address.title(), address.upper().rstrip("/")):
        if typed == address.rstrip("/"):
            continue
        for ask in (guest.get, guest.head):
            answer = ask(typed, {"page": "1", "of": "Ada & Ben"})
            assert answer.status_code == 301, typed
            assert answer["Location"] == f"{address}?page=1&of=Ada+%26+Ben"


def test_letters_of_every_alphabet_have_their_small_ones(
    quiet_carriage: Blog, guest: Client
) -> None:
    make_post(quiet_carriage, title="Réseaux", tags=["Σοφός", "Straße"])

    assert (
        sent_to(guest, "/@quiet-carriage/2012/07/RÉSEAUX/")
        == "/@quiet-carriage/2012/07/r%C3%A9seaux/"
    )
    for typed in ("/tags/ΣΟΦΌΣ/", "/tags/STRASSE/", "/tags/STRAßE/"):
        found = guest.get(typed, follow=True)
        assert found.status_code == 200, typed
        assert len(found.redirect_chain) == 1


def test_a_reply_to_a_comment_and_a_moved_post_are_one_step_away(
    quiet_carriage: Blog, guest: Client
) -> None:
    post = make_post(quiet_carriage, title="Fog")
    comment = make_comment(post)
    reply = f"{post.get_absolute_url()}reply/{comment.pk}/"

    assert sent_to(guest, reply.upper()) == reply

    post.move(to=quiet_carriage, kind="post", slug="mist")
    assert sent_to(guest, "/@Quiet-Carriage/2012/07/FOG/") == "/@quiet-carriage/2012/07/mist/"


@pytest.mark.parametrize(
    "address",
    [
        "/@NOBODY/",
        "/people/Nobody/",
        "/NOTHING/",
        "http://testserver//EVIL.example/",
        "http://testserver//Evil.example/@quiet-carriage/",
        "/@QUIET-CARRIAGE//EVIL.example/",
        "/PREVIEW/nothing/",
        "/MEDIA/nothing.webp",
    ],
)
def test_where_nothing_is_in_small_letters_either_nobody_is_sent(
    address: str, guest: Client
) -> None:
    assert guest.get(address).status_code == 404


def test_what_is_sent_is_not_sent_on(guest: Client) -> None:
    same = {"Sec-Fetch-Site": "same-origin"}

    assert guest.post("/@QUIET-CARRIAGE/2012/07/rain/reply/", headers=same).status_code == 404


def test_the_draft_of_another_stays_hidden(quiet_carriage: Blog, as_ben: Client, ben: User) -> None:
    draft = make_post(quiet_carriage, status="draft")

    assert as_ben.get(f"/@QUIET-CARRIAGE/draft/{draft.pk}/").status_code == 404


def test_the_right_address_costs_what_it_did(
    guest: Client, django_assert_max_num_queries: Any
) -> None:
    looking_for_what_was_meant = 5  # at most: the databases differ
    with django_assert_max_num_queries(1 + looking_for_what_was_meant):
        assert guest.get("/people/nobody/").status_code == 404
    with django_assert_max_num_queries(0):
        assert guest.get("/NOTHING/").status_code == 404


def sent_to(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 301
    return answer["Location"]
