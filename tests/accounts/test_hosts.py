"""How hosts come in: the first one by a link, all of them with a second factor."""

from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests.accounts.journeys import practise, signed_in_as
from tests.casts import confirmed, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_mo(mo: User) -> Client:
    """Signed in, and nothing more shown."""
    return signed_in(mo)


def test_the_first_host_is_made_and_comes_in_by_the_link(guest: Client) -> None:
    link = print_link()

    page = guest.get(link)
    response = guest.post(link)

    assert "signs you in as <bdi>Host</bdi>" in page.text
    assert response.status_code == 302
    user = User.objects.get(handle=signed_in_as(guest))
    assert user.is_staff
    assert user.is_superuser


def test_a_link_works_once_and_only_by_the_button(guest: Client) -> None:
    link = print_link()
    for _ in range(3):
        guest.get(link)

    guest.post(link)
    again = Client()
    again.post(link)

    assert signed_in_as(guest) == "host"
    assert signed_in_as(again) is None
    assert "too old, or somebody has used it" in again.get("/accounts/login/").text


def test_a_link_is_good_for_a_quarter_of_an_hour(guest: Client) -> None:
    with time_machine.travel("2026-11-22 10:00", tick=False):
        link = print_link()

    with time_machine.travel("2026-11-22 10:16", tick=False):
        guest.post(link)

    assert signed_in_as(guest) is None


@pytest.mark.parametrize("option", ["--handle=ada", "--email=ADA@example.org"])
def test_a_link_is_for_whom_it_was_asked(guest: Client, ada: User, option: str) -> None:
    guest.post(print_link(option))

    assert signed_in_as(guest) == "ada"


def test_nobody_is_made_beside_the_host_there_is(mo: User) -> None:
    User.objects.filter(pk=mo.pk).update(is_superuser=True)

    with pytest.raises(CommandError, match="Nobody here is called zoe"):
        print_link("--handle=zoe")


def test_the_admin_sends_strangers_to_the_one_sign_in_option(guest: Client) -> None:
    response = guest.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize("elsewhere", ["foo", "foo/bar", "https://evil.example/", "http:foo"])
def test_the_admin_sign_in_option_leads_into_the_house(
    as_mo: Client, settings: Any, elsewhere: str
) -> None:
    settings.STAFF_SECOND_FACTOR = False

    assert as_mo.get("/admin/login/", {"next": elsewhere})["Location"] == "/"
    assert as_mo.get("/admin/login/", {"next": "http://testserver/x"}).status_code == 302


def test_the_admin_is_not_for_members(as_ada: Client) -> None:
    assert as_ada.get("/admin/", follow=True).status_code == 403


def test_a_host_without_a_second_factor_is_led_to_setting_one_up(as_mo: Client) -> None:
    response = as_mo.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/2fa/"
    assert "Administration needs two-step sign-in." in response.text


def test_a_host_with_a_second_factor_confirms_it_and_is_in(as_mo: Client, mo: User) -> None:
    secret = lock(mo)

    response = as_mo.get("/admin/", follow=True)
    as_mo.post("/accounts/2fa/reauthenticate/", {"code": digits(secret), "next": "/admin/"})

    assert response.redirect_chain[-1][0] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"
    assert as_mo.get("/admin/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_second_factor_opens_the_admin(as_mo: Client) -> None:
    page = as_mo.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret

    as_mo.post("/accounts/2fa/totp/activate/", {"code": digits(secret)})

    assert as_mo.get("/admin/").status_code == 200
    assert as_mo.get("/accounts/2fa/recovery-codes/").text.count("<code>") == 10


def test_a_second_factor_is_asked_after_a_provider_too(guest: Client) -> None:
    practise(guest, "Mo")
    User.objects.update(is_staff=True)
    secret = lock(User.objects.get())
    guest.post("/accounts/logout/")

    response = practise(guest, "Mo")

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert signed_in_as(guest) is None
    response = guest.post("/accounts/2fa/authenticate/", {"code": digits(secret)})
    assert response["Location"] == "/house-rules/?draft=token#respond"
    assert guest.get("/admin/").status_code == 200
    assert guest.session["identity"]


def test_the_head_of_every_page_says_how_to_act_as_a_host(as_mo: Client, mo: User) -> None:
    page = as_mo.get("/posts/?page=1").text

    assert 'href="/admin/login/?next=%2Fposts%2F%3Fpage%3D1"' in page
    assert "Act as host" not in confirmed(as_mo).get("/posts/").text
    assert 'href="/admin/"' in as_mo.get("/posts/").text


def test_a_demo_may_do_without(as_mo: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False

    assert as_mo.get("/admin/").status_code == 200


def print_link(*options: str) -> str:
    printed = StringIO()
    call_command("sign_in_link", *options, stdout=printed, stderr=StringIO())
    return printed.getvalue().strip().removeprefix("http://localhost:8000")


def lock(user: User) -> str:
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    assert Authenticator.objects.filter(user=user).count() == 2
    return secret


def digits(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
