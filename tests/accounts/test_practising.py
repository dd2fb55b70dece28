"""Through the practice door and back, which every other door does the same way."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Identity, User
from tests.accounts.journeys import (
    AWAY,
    NEXT,
    WELCOME,
    address_in,
    messages_of,
    practise,
    press,
    signed_in_as,
    with_email,
)

pytestmark = pytest.mark.django_db


def test_a_sign_in_option_answers_with_a_page_that_leads_out(guest: Client) -> None:
    response = press(guest, "practice")

    assert response.status_code == 200
    assert "Connecting to Practice" in response.text
    assert f'href="{AWAY}"' in response.text
    assert guest.get(address_in(response)).status_code == 200


def test_somebody_new_is_in_and_then_asked_what_to_be_called(guest: Client) -> None:
    response = practise(guest, "Ada  Kowalczyk")

    assert (response.status_code, response["Location"]) == (302, WELCOME)
    user = User.objects.get(handle=signed_in_as(guest))
    assert (user.handle, user.name, user.email) == ("ada-kowalczyk", "Ada Kowalczyk", "")
    assert not user.has_usable_password()
    identity = user.identities.get()
    assert (identity.provider, identity.provider_name) == ("practice", "Practice")
    assert identity.name == "Ada Kowalczyk"


def test_the_same_person_comes_back_to_the_same_account(guest: Client) -> None:
    practise(guest, "Ada")
    guest.post("/accounts/logout/")

    practise(guest, "Ada")

    assert signed_in_as(guest) == "ada"
    assert Identity.objects.count() == User.objects.count() == 1


def test_two_people_of_one_name_get_two_handles(guest: Client, ada: User) -> None:
    practise(guest, "Ada")

    assert signed_in_as(guest) == "ada-2"


def test_a_name_in_another_script_finds_a_handle(guest: Client) -> None:
    practise(guest, "Ελένη")

    user = User.objects.get(handle=signed_in_as(guest))
    assert (user.handle, user.name) == ("member", "Ελένη")


def test_a_refusal_leads_back_with_one_calm_message(guest: Client) -> None:
    address = address_in(press(guest, "practice"))

    response = guest.post(address, {"do": "refuse"})

    assert response["Location"] == AWAY
    assert messages_of(guest) == ["You did not sign in with Practice. Nothing was lost."]
    assert signed_in_as(guest) is None


def test_an_address_nobody_uses_is_kept_as_confirmed_where_the_provider_checked_it(
    guest: Client,
) -> None:
    practise(guest, "Ada", tells="confirmed", email="Ada@example.org")

    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == ("ada@example.org", True, True)
    assert address.user.email == "ada@example.org"


@pytest.mark.parametrize("email", ["ada@example.org", "new@example.org"])
def test_an_unchecked_address_is_forgotten_whether_or_not_somebody_has_it(
    guest: Client, ada: User, email: str
) -> None:
    with_email(ada, "ada@example.org")

    response = practise(guest, "Eve", tells="claimed", email=email)

    assert response["Location"] == WELCOME
    assert User.objects.get(handle=signed_in_as(guest)).email == ""
    assert EmailAddress.objects.count() == 1


def test_an_address_that_somebody_merely_typed_in_does_not_keep_its_owner_out(
    guest: Client, ben: User
) -> None:
    with_email(ben, "ada@example.org", verified=False)

    practise(guest, "Ada", tells="confirmed", email="ada@example.org")

    assert signed_in_as(guest) == "ada"
    assert EmailAddress.objects.get(verified=True).user.handle == "ada"


def test_a_closed_account_does_not_open(guest: Client) -> None:
    practise(guest, "Ada")
    guest.post("/accounts/logout/")
    User.objects.update(is_active=False)

    response = practise(guest, "Ada")

    assert response["Location"] == AWAY
    assert messages_of(guest) == ["This account is closed."]


def test_a_member_who_presses_a_sign_in_option_keeps_the_account_and_adds_the_identity(
    as_ada: Client,
) -> None:
    response = practise(as_ada, "Ada at work")

    assert response["Location"] == NEXT
    assert signed_in_as(as_ada) == "ada"
    assert Identity.objects.get(user__handle="ada")


def test_a_member_who_comes_with_an_own_identity_stays_signed_in(as_ada: Client) -> None:
    practise(as_ada, "Ada at work")
    practise(as_ada, "Ada at home")

    response = practise(as_ada, "Ada at work")

    assert response["Location"] == NEXT
    assert Identity.objects.get(pk=as_ada.session["identity"]).name == "Ada at work"


def test_a_member_who_comes_with_the_identity_of_another_account_changes_over(
    guest: Client, as_ada: Client
) -> None:
    practise(guest, "Bea")

    practise(as_ada, "Bea")

    assert signed_in_as(as_ada) == "bea"


def test_a_closed_practice_has_no_page(guest: Client, settings: object) -> None:
    settings.PROVIDERS = []  # type: ignore[attr-defined]

    assert guest.get("/accounts/practice/?state=x").status_code == 404
    assert press(guest, "practice").status_code == 302
