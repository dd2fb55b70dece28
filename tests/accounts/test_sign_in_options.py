import re
import threading
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, RequestFactory

from accounts.models import Identity, User
from accounts.signin.sign_in_options import UnknownSignInOption, sign_in_options, start_sign_in
from tests.accounts.fake_provider import FakeProvider, drawing
from tests.accounts.journeys import (
    AWAY,
    WELCOME,
    address_in,
    come_back,
    messages_of,
    practise,
    press,
    signed_in_as,
)

pytestmark = pytest.mark.django_db

WRONG = ["Signing in with WordPress.com did not work this time. Nothing was lost."]


def test_sign_in_options_stand_open_where_keys_are_set_and_email_comes_last(
    provider: FakeProvider,
) -> None:
    assert [(option.id, option.name, option.icon) for option in sign_in_options()] == [
        ("wordpress_com", "WordPress.com", "wordpress_com"),
        ("practice", "Practice", "practice"),
        ("campus", "Campus", "openid"),
        ("email", "E-mail", "email"),
    ]


def test_what_the_button_on_the_page_sends_leads_out(provider: FakeProvider, guest: Client) -> None:
    page = guest.get("/accounts/login/").text
    button = re.search(r'<button class="door" name="(\w+)" value="practice"', page)
    assert button

    answer = guest.post("/accounts/start/", {button[1]: "practice", "next": "/"})

    assert "/accounts/practice/" in address_in(answer)


def test_a_sign_in_option_that_is_none_is_refused(guest: Client, rf: RequestFactory) -> None:
    with pytest.raises(UnknownSignInOption):
        start_sign_in(rf.post("/"), "google", next_url="/", cancel_url="/")

    assert press(guest, "google")["Location"] == AWAY.replace("%3A", ":")


def test_the_email_sign_in_option_leads_to_the_page_that_sends_codes(guest: Client) -> None:
    response = press(guest, "email")

    assert response.status_code == 303
    assert response["Location"].startswith("/accounts/login/code/?next=%2Fhouse-rules")


def test_the_provider_is_asked_with_a_state_and_our_own_way_back(
    guest: Client, provider: FakeProvider
) -> None:
    address = urlsplit(address_in(press(guest, "wordpress_com")))
    parameters = parse_qs(address.query)

    assert f"http://{address.netloc}{address.path}" == f"{provider.url}/oauth2/authorize"
    assert parameters["redirect_uri"] == [
        "http://testserver/accounts/wordpress_com/login/callback/"
    ]
    assert parameters["scope"] == ["auth"]
    assert len(parameters["state"][0]) > 10


def test_wordpress_com_lets_somebody_in(guest: Client, provider: FakeProvider) -> None:
    response = come_back(guest)

    assert response["Location"] == WELCOME
    assert signed_in_as(guest) == "ada-kowalczyk"
    assert Identity.objects.get().uid == "7"


def test_openid_connect_lets_somebody_in(guest: Client, provider: FakeProvider) -> None:
    provider.person = {"sub": "s1", "name": "Ben Okafor", "email": "ben@example.org"}

    response = come_back(guest, "campus")

    assert response["Location"] == WELCOME
    assert Identity.objects.get().provider_name == "Campus"
    assert User.objects.get().email == ""


def test_the_picture_is_copied_and_made_small(guest: Client, provider: FakeProvider) -> None:
    provider.raw["/me.png"] = drawing()
    provider.person["avatar_URL"] = f"{provider.url}/me.png"

    come_back(guest)

    identity = Identity.objects.get()
    assert re.fullmatch(r"avatars/\w\w/\w{38,40}\.webp", str(identity.avatar.name))
    assert User.objects.get(identities=identity).avatar.name == identity.avatar.name
    with identity.avatar.open() as kept:
        assert kept.read(12)[8:] == b"WEBP"


def test_a_picture_that_is_none_changes_nothing(guest: Client, provider: FakeProvider) -> None:
    provider.raw["/me.png"] = b"<svg onload=alert(1)>"
    provider.person["avatar_URL"] = f"{provider.url}/me.png"

    assert come_back(guest)["Location"] == WELCOME
    assert not Identity.objects.get().avatar


def test_a_picture_inside_our_walls_is_not_fetched(
    guest: Client, provider: FakeProvider, settings: Any
) -> None:
    settings.HOSTS_INSIDE_OUR_WALLS = []
    provider.person["avatar_URL"] = f"{provider.url}/me.png"

    come_back(guest)

    assert "/me.png" not in provider.requested


def test_a_name_that_is_too_long_is_cut(guest: Client, provider: FakeProvider) -> None:
    provider.person["display_name"] = "A" * 500

    come_back(guest)

    assert len(Identity.objects.get().name) == 120
    assert len(User.objects.get().name) == 80


def test_somebody_who_cancels_lands_where_they_came_from(
    guest: Client, provider: FakeProvider
) -> None:
    state = address_in(press(guest, "wordpress_com")).split("state=")[1].split("&")[0]

    response = guest.get(
        "/accounts/wordpress_com/login/callback/", {"error": "access_denied", "state": state}
    )

    assert response["Location"] == AWAY
    assert messages_of(guest) == ["You did not sign in with WordPress.com. Nothing was lost."]


@pytest.mark.parametrize("query", [{"state": ""}, {"state": "foreign"}, {"code": ""}])
def test_an_answer_without_our_state_or_a_code_is_turned_away(
    guest: Client, provider: FakeProvider, query: dict[str, str]
) -> None:
    provider.raw["/oauth2/token"] = b'{"error": "invalid_grant"}'

    response = come_back(guest, **query)

    assert response["Location"] == AWAY
    assert messages_of(guest) == WRONG
    assert signed_in_as(guest) is None


def test_an_answer_out_of_the_blue_leads_to_the_sign_in_page(
    guest: Client, provider: FakeProvider
) -> None:
    response = guest.get("/accounts/wordpress_com/login/callback/?code=c&state=s")

    assert response["Location"] == "/accounts/login/"


def test_a_state_is_good_once(guest: Client, provider: FakeProvider) -> None:
    address = address_in(press(guest, "wordpress_com"))
    state = parse_qs(urlsplit(address).query)["state"][0]
    query = {"code": "c", "state": state}
    guest.get("/accounts/wordpress_com/login/callback/", query)
    guest.post("/accounts/logout/")

    guest.get("/accounts/wordpress_com/login/callback/", query)

    assert signed_in_as(guest) is None


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/oauth2/token", b"<html>out of order"),
        ("/oauth2/token", b"[]"),
        ("/rest/v1.1/me", b"[1, 2]"),
        ("/rest/v1.1/me", b"null"),
        ("/rest/v1.1/me", b'{"display_name": "Ada"}'),
        ("/rest/v1.1/me", b'{"ID": "' + b"9" * 400 + b'"}'),
        ("/rest/v1.1/me", b"\xff\xfe" * 40),
        ("/rest/v1.1/me", b" " * 2_000_000),
    ],
)
def test_nonsense_leads_back_with_a_message(
    guest: Client, provider: FakeProvider, path: str, answer: bytes
) -> None:
    provider.raw[path] = answer

    response = come_back(guest)

    assert response["Location"] == AWAY
    assert messages_of(guest) == WRONG
    assert User.objects.count() == 0


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"{}", b'{"authorization_endpoint": "js:x"}'])
def test_a_provider_that_says_nonsense_at_the_sign_in_option_is_unreachable(
    guest: Client, provider: FakeProvider, answer: bytes
) -> None:
    provider.raw["/.well-known/openid-configuration"] = answer

    response = press(guest, "campus")

    assert (response.status_code, response["Location"]) == (303, AWAY)
    assert messages_of(guest) == [
        "We could not reach Campus. Try again, or use another sign-in method."
    ]


def test_a_provider_that_is_down_is_unreachable(guest: Client, provider: FakeProvider) -> None:
    provider.close()

    assert press(guest, "campus")["Location"] == AWAY


def test_a_slow_provider_holds_nobody_up(guest: Client, provider: FakeProvider) -> None:
    provider.seconds = 20
    began = time.monotonic()

    response = press(guest, "campus")

    assert response["Location"] == AWAY
    assert time.monotonic() - began < 5.5


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_provider_that_drips_holds_nobody_up(
    guest: Client, provider: FakeProvider, where: str
) -> None:
    provider.drips = where
    began = time.monotonic()

    assert press(guest, "campus")["Location"] == AWAY
    assert time.monotonic() - began < 5.5


def test_a_provider_that_drips_is_not_listened_to_for_ever(
    guest: Client, provider: FakeProvider
) -> None:
    provider.drips = "body"
    press(guest, "campus")

    time.sleep(1.5)

    assert "provider-call" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(
    guest: Client, provider: FakeProvider, elsewhere: str
) -> None:
    guest.post("/accounts/start/", {"option": "practice", "next": elsewhere})

    assert press(guest, "email", next=elsewhere)["Location"].endswith("?next=%2F")
    assert practise(guest, "Ada")["Location"] == WELCOME


def test_a_link_to_a_provider_does_not_start_it(guest: Client, provider: FakeProvider) -> None:
    response = guest.get("/accounts/wordpress_com/login/?next=/")

    assert response["Location"] == "/accounts/login/"
    assert "/oauth2/authorize" in guest.post("/accounts/wordpress_com/login/").text
    assert guest.put("/accounts/wordpress_com/login/").status_code == 405


def test_a_provider_without_keys_is_turned_away(
    guest: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert guest.get("/accounts/google/login/callback/?code=c&state=s").status_code == 302
    assert "What google answered makes no sense\nTraceback" in caplog.text
    assert guest.get("/accounts/oidc/gone/login/callback/?code=c").status_code == 302
    assert guest.post("/accounts/google/login/").status_code == 302
