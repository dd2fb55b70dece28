"""Every address takes so much and no more; what stands in front is told the same."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from cpdblog import body_limits
from tests.pages import text_of
from tests.rules.ground import ROOT
from tests.site.permissions import addresses

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
_PARTS: dict[str, Any] = {"year": 2026, "month": "05"}


def written_down() -> list[tuple[str, int]]:
    """Names as in docs/permissions.md, and bytes: rows such as | `desk:*` `admin:*` | 2.5 MB |."""
    rows = re.findall(r"^\| (`.+`) \| ([\d.]+) MB", OPERATIONS, re.MULTILINE)
    return [
        (name, round(float(most) * 1_000_000))
        for names, most in rows
        for name in re.findall(r"`([^`]+)`", names)
    ]


def let_through(path: str) -> int:
    """What the example for nginx lets through to PATH: = before ~ before what it begins with."""
    blocks = re.findall(
        r"location (=|~|) ?(\S+) \{[^}]*client_max_body_size (\d+)m;", OPERATIONS, re.DOTALL
    )
    fits: dict[str, Callable[[str], bool]] = {
        "=": lambda place: path == place,
        "~": lambda place: re.search(place, path) is not None,
        "": path.startswith,
    }
    return next(
        int(most) * 1024**2
        for kind in fits
        for sign, place, most in blocks
        if sign == kind and fits[kind](place)
    )


@pytest.mark.parametrize("name", sorted(addresses()))
def test_an_address_takes_what_is_written_down(name: str) -> None:
    most = next(most for pattern, most in written_down() if fnmatchcase(name, pattern))

    assert body_limits.largest_body(name) == most


def test_what_is_said_of_an_address_is_said_of_one_that_is_there() -> None:
    assert {*body_limits.FILES, *body_limits.SLOW, *body_limits.REPLYING} <= addresses().keys()


@pytest.mark.parametrize("name", sorted(addresses()))
def test_what_stands_in_front_lets_through_what_is_taken(name: str) -> None:
    path = reverse(name, kwargs={of: _PARTS.get(of, 1) for of in addresses()[name]})

    most = body_limits.largest_body(name)

    assert body_limits.name_of(path) == name
    assert most <= let_through(path) <= max(1.1 * most, 3 * 1024**2)


def test_too_much_is_refused_in_words_whatever_serves_the_page(guest: Client) -> None:
    sent = {"login": "a" * body_limits.FORM}

    answer = guest.post("/accounts/login/", sent, headers={"origin": "http://testserver"})

    assert answer.status_code == 413
    assert "That is too large" in text_of(answer.content.decode())


def test_a_script_is_told_as_well(guest: Client) -> None:
    answer = guest.post(
        "/accounts/login/", {"login": "a" * body_limits.FORM}, headers={"x-in-place": "yes"}
    )

    assert answer.status_code == 413
    assert answer.json() == {"error": "That is too large."}
