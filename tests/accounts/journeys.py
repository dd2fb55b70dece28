"""The way out to a provider and back, as a browser goes it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from allauth.account.models import EmailAddress

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

NEXT = "/house-rules/?draft=token#respond"
WELCOME = "/accounts/welcome/?next=%2Fhouse-rules%2F%3Fdraft%3Dtoken%23respond"
AWAY = "/accounts/login/?next=%2Fhouse-rules%2F%3Fdraft%3Dtoken%23respond"


def press(client: Client, option: str, **more: str) -> Any:
    return client.post("/accounts/start/", {"option": option, "next": NEXT, **more})


def address_in(response: Any) -> str:
    """Where the connecting page leads to."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', response.text)
    assert found, response.text
    return html.unescape(found[1])


def state_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["state"][0]


def come_back(client: Client, option: str = "wordpress_com", **query: str) -> Any:
    """Presses the door, and comes back as the provider would send somebody."""
    state = state_in(address_in(press(client, option)))
    place = "oidc/campus" if option == "campus" else option
    return client.get(f"/accounts/{place}/login/callback/", {"code": "c", "state": state, **query})


def practise(client: Client, name: str, **fields: str) -> Any:
    address = address_in(press(client, "practice"))
    return client.post(address, {"name": name, "do": "allow", **fields})


def with_email(user: User, email: str, *, verified: bool = True) -> User:
    user.email = email
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def messages_of(client: Client) -> list[str]:
    """What the message on the next page says."""
    response = client.get("/accounts/logout/")
    if response.status_code != 200:
        response = client.get("/accounts/login/")
    return [str(message) for message in response.context["messages"]]


def signed_in_as(client: Client) -> str | None:
    from accounts.models import User  # noqa: PLC0415

    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk).handle if pk else None
