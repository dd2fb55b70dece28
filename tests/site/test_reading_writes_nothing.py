"""Who reads waits for nobody who writes: a page that is opened writes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpdblog import body_limits
from tests.site.permissions import Place, addresses, rows

if TYPE_CHECKING:
    from pytest_django import Settings

WRITING = re.compile(r"(INSERT|UPDATE|DELETE|SAVEPOINT|BEGIN)|.* FOR UPDATE", re.DOTALL)
OF_ALLAUTH = [
    "account_change_password",
    "account_email",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_set_password",
    "account_signup",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "socialaccount_connections",
    "usersessions_list",
]


@pytest.fixture
def place(db: None, settings: Settings) -> Place:
    settings.STAFF_SECOND_FACTOR = False
    return Place()


def places_to_read(place: Place) -> dict[str, str]:
    """Addresses that are opened and not sent to, by their names."""
    read = [row for row in rows() if row.method == "GET"]
    known = {
        name: place.address(name, parts)
        for name, parts in addresses().items()
        if any(row.is_about(name) for row in read)
    }
    known |= {name: reverse(name) for name in OF_ALLAUTH}
    # Those that cannot help it have the threads of those who write.
    return {name: address for name, address in known.items() if not body_limits.writes(name, "GET")}


@pytest.mark.parametrize("role", ["signed out", "member", "owner", "host"])
def test_a_page_that_is_opened_writes_nothing(role: str, place: Place) -> None:
    client = place.client(role)
    wrote = []
    for name, address in places_to_read(place).items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        if answer.streaming:
            answer.getvalue()
        wrote += [f"{name}: {one['sql'][:80]}" for one in queries if WRITING.match(one["sql"])]

    assert wrote == []
