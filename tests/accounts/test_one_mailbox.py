"""One mailbox is one account, whichever way its address is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from blogs.models import Blog, Invitation
from mail.addresses import normalise_email
from tests.accounts.journeys import come_back, signed_in_as, with_email
from tests.accounts.test_email_linking import code_in
from tests.comments.replies import browser, guest_reply, send
from tests.make import make_post

if TYPE_CHECKING:
    from tests.accounts.fake_provider import FakeProvider

pytestmark = pytest.mark.django_db

PLAIN = "ada@xn--bcher-kva.example"
WAYS_TO_WRITE_IT = [
    PLAIN,
    "ada@bücher.example",
    " Ada@BÜCHER.example ",
    "ADA@XN--BCHER-KVA.EXAMPLE",
]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *[(typed, PLAIN) for typed in WAYS_TO_WRITE_IT],
        ("ada@bu\u0308cher.example", PLAIN),
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("Ada@Example.ORG", "ada@example.org"),
        ("ada@my_host.example", "ada@my_host.example"),
        ("", ""),
        ("ada", "ada"),
    ],
)
def test_an_address_is_written_one_way(typed: str, kept: str) -> None:
    assert normalise_email(typed) == normalise_email(kept) == kept


@pytest.mark.parametrize("typed", WAYS_TO_WRITE_IT)
class TestSomebodyWithAnAccount:
    @pytest.fixture(autouse=True)
    def known(self, ada: User) -> User:
        return with_email(ada, PLAIN)

    def test_gets_no_second_one_by_signing_up(self, typed: str, mailoutbox: list[Any]) -> None:
        data = {"name": "Ada", "username": "second", "email": typed}

        Client().post("/accounts/signup/", data)

        assert User.objects.count() == 1
        assert [message.to for message in mailoutbox] == [[PLAIN]]

    def test_comes_in_with_a_code(self, typed: str, mailoutbox: list[Any], guest: Client) -> None:
        guest.post("/accounts/login/code/", {"email": typed})
        guest.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox)})

        assert signed_in_as(guest) == "ada"
        assert [message.to for message in mailoutbox] == [[PLAIN]]

    def test_comes_in_with_a_password(self, typed: str, ada: User, guest: Client) -> None:
        ada.set_password("a quiet carriage")
        ada.save()

        guest.post("/accounts/login/", {"login": typed, "password": "a quiet carriage"})

        assert signed_in_as(guest) == "ada"

    def test_asks_for_a_new_password(self, typed: str, mailoutbox: list[Any]) -> None:
        Client().post("/accounts/password/reset/", {"email": typed})

        assert [message.to for message in mailoutbox] == [[PLAIN]]

    def test_is_asked_when_coming_from_a_provider(
        self, typed: str, guest: Client, provider: FakeProvider
    ) -> None:
        provider.person |= {"email": typed.strip(), "email_verified": True}

        assert come_back(guest)["Location"] == "/accounts/link-email/"

    def test_cannot_be_made_again_by_a_host(self, typed: str, as_mo: Client, settings: Any) -> None:
        settings.STAFF_SECOND_FACTOR = False
        data = {"name": "Ada", "handle": "second", "email": typed.strip()}

        answer = as_mo.post("/admin/accounts/user/add/", data)

        assert "Somebody here has this address." in answer.text


def test_what_is_typed_at_sign_up_is_kept_the_one_way(guest: Client) -> None:
    data = {"name": "Zoe", "username": "zoe", "email": "Zoe@Bücher.example"}

    guest.post("/accounts/signup/", data)

    assert User.objects.get().email == "zoe@xn--bcher-kva.example"
    assert EmailAddress.objects.get().email == "zoe@xn--bcher-kva.example"


def test_an_invitation_finds_the_one_it_is_for(ada: User, ben: User, quiet_carriage: Blog) -> None:
    for typed in ("Ben@Bücher.example", "ben@XN--bcher-kva.example"):
        Invitation.objects.invite(typed, blog=quiet_carriage, role="author", by=ada)

    assert Invitation.objects.get().email == "ben@xn--bcher-kva.example"


def test_a_guest_is_one_person(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    answers = [
        send(browser(), post, **guest_reply(words, email=email))
        for words, email in (("One", "Gus@Bücher.example"), ("Two", "gus@xn--bcher-kva.example"))
    ]

    assert [answer.status_code for answer in answers] == [303, 429]  # too quick for one
    assert post.comments.get().email == "gus@xn--bcher-kva.example"
