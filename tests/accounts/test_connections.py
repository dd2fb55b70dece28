"""Settings: the sign-in methods, the devices, the profile."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Identity, User
from tests.accounts.fake_provider import FakeProvider, drawing
from tests.accounts.journeys import (
    NEXT,
    come_back,
    messages_of,
    practise,
    press,
    signed_in_as,
    with_email,
)

pytestmark = pytest.mark.django_db

WAYS = "/accounts/3rdparty/"


def test_every_way_in_is_listed(as_ada: Client, ada: User) -> None:
    with_email(ada, "ada@example.org")
    practise(as_ada, "Ada at work")

    page = as_ada.get(WAYS).text

    assert "ada@example.org" in page
    assert "Practice, as Ada at work" in page


def test_a_way_in_is_added_from_the_list(as_ada: Client, provider: FakeProvider) -> None:
    response = press(as_ada, "wordpress_com", connect="yes", next=WAYS)

    assert f'href="{WAYS}"' in response.text
    come_back(as_ada)
    assert SocialAccount.objects.get().user.handle == "ada"


def test_what_belongs_to_somebody_else_is_not_taken_over(as_ada: Client, guest: Client) -> None:
    practise(guest, "Bea")

    practise_connecting(as_ada, "Bea")

    assert signed_in_as(as_ada) == "ada"
    assert SocialAccount.objects.get().user.handle == "bea"


def test_a_member_with_a_password_confirms_it_before_a_way_in_is_added(
    as_ada: Client, ada: User
) -> None:
    ada.set_password("a quiet carriage")
    ada.save()
    as_ada.force_login(ada)

    refused = practise(as_ada, "Ada at work")
    response = as_ada.post("/accounts/reauthenticate/", {"password": "a quiet carriage"})

    assert refused["Location"].startswith("/accounts/reauthenticate/")
    assert response["Location"] == NEXT
    assert SocialAccount.objects.get().user == ada


def test_a_way_in_is_taken_away(as_ada: Client, ada: User) -> None:
    with_email(ada, "ada@example.org")
    practise(as_ada, "Ada at work")

    as_ada.post(f"/accounts/connections/{SocialAccount.objects.get().pk}/disconnection/")

    assert not SocialAccount.objects.exists()
    assert "identity" not in as_ada.session
    assert not ada.identities.exists()
    assert Identity.objects.get().name == "Ada at work"
    assert messages_of(as_ada)[-1] == "Practice is disconnected."


def test_the_only_way_in_stays(guest: Client) -> None:
    practise(guest, "Ada")

    guest.post(f"/accounts/connections/{SocialAccount.objects.get().pk}/disconnection/")

    assert SocialAccount.objects.exists()
    assert messages_of(guest)[-1].startswith("That is your only sign-in method.")


def test_nobody_takes_away_a_way_in_of_somebody_else(as_ada: Client, guest: Client) -> None:
    practise(guest, "Bea")
    number = SocialAccount.objects.get().pk

    assert as_ada.post(f"/accounts/connections/{number}/disconnection/").status_code == 404


def test_a_provider_that_is_gone_harms_nobody(as_ada: Client, ada: User, settings: Any) -> None:
    with_email(ada, "ada@example.org")
    account = SocialAccount.objects.create(user=ada, provider="gone", uid="1", extra_data={})
    ada.identities.create(provider="gone", provider_name="Gone", uid="1", name="Ada there")
    settings.PROVIDERS = []

    page = as_ada.get(WAYS)

    assert "Gone, as Ada there" in page.text
    assert "Not offered here at the moment" in page.text
    assert as_ada.get("/accounts/login/").status_code in {200, 302}
    assert as_ada.post(f"/accounts/connections/{account.pk}/disconnection/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_another_device_is_signed_out(guest: Client) -> None:
    telephone = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Version/18 Safari/605.1"})
    practise(guest, "Ada")
    practise(telephone, "Ada")

    page = guest.get("/accounts/sessions/").text
    session = UserSession.objects.get(user_agent__contains="iPhone")
    guest.post(f"/accounts/sessions/{session.pk}/end/")

    assert "Safari on iPhone" in page
    assert telephone.get("/accounts/profile/").status_code == 302
    assert signed_in_as(guest) == "ada"


@pytest.mark.parametrize("name", ["\u200b", "\u3164 \u2800", "\x08", "…"])
def test_a_name_must_show(as_ada: Client, ada: User, name: str) -> None:
    response = as_ada.post("/accounts/profile/", {"name": name})

    assert response.status_code == 422
    ada.refresh_from_db()
    assert ada.name.startswith("Ada")


def test_a_name_is_one_line_without_controls(as_ada: Client, ada: User) -> None:
    as_ada.post("/accounts/profile/", {"name": "Ada\x08  L.\u2028K."})

    ada.refresh_from_db()
    assert ada.name == "Ada L. K."


def test_a_profile_is_changed(as_ada: Client, ada: User) -> None:
    data = {"name": "Ada K.", "region": "Ely", "website": "ada.example", "bio": "Keeps things."}

    response = as_ada.post("/accounts/profile/", data)

    assert response.status_code == 302
    ada.refresh_from_db()
    assert (ada.name, ada.region, ada.bio) == ("Ada K.", "Ely", "Keeps things.")
    assert ada.website == "https://ada.example"


@pytest.mark.parametrize("website", ["javascript:alert(1)", "javascript://x", "http://", "a b"])
def test_a_website_that_is_none_is_pointed_out(as_ada: Client, website: str) -> None:
    response = as_ada.post("/accounts/profile/", {"name": "Ada", "website": website})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"website"}


def test_a_picture_is_put_up_and_taken_down(as_ada: Client, ada: User) -> None:
    picture = SimpleUploadedFile("me.png", drawing(), "image/png")
    as_ada.post("/accounts/profile/", {"name": "Ada", "picture": picture})
    ada.refresh_from_db()
    up = str(ada.avatar.name)

    as_ada.post("/accounts/profile/", {"name": "Ada", "remove_picture": "on"})

    ada.refresh_from_db()
    assert up.startswith("avatars/")
    assert not ada.avatar
    shown = as_ada.get(f"/media/{up}")
    shown.close()
    assert shown["Content-Type"] == "image/webp"


def test_a_picture_that_is_none_is_pointed_out(as_ada: Client, ada: User) -> None:
    picture = SimpleUploadedFile("me.png", b"<svg/>", "image/png")

    response = as_ada.post("/accounts/profile/", {"name": "Ada", "picture": picture})

    assert response.status_code == 422
    assert "We could not read that as a picture." in response.text


@pytest.mark.parametrize(
    "page",
    [
        "profile/", "3rdparty/", "email/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/",
        "2fa/webauthn/add/", "sessions/", "password/set/", "logout/",
    ],
)  # fmt: skip
def test_the_pages_about_oneself_are_for_members(as_ada: Client, page: str) -> None:
    assert as_ada.get(f"/accounts/{page}").status_code == 200
    assert Client().get(f"/accounts/{page}").status_code == 302


def practise_connecting(client: Client, name: str) -> None:
    from tests.accounts.journeys import address_in  # noqa: PLC0415

    address = address_in(press(client, "practice", connect="yes", next=WAYS))
    client.post(address, {"name": name})
