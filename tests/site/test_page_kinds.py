"""bin/pages: every kind of page, who sees it, and where one is."""

from __future__ import annotations

from fnmatch import fnmatchcase
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from cpdblog.management.page_examples import Examples
from cpdblog.management.page_kinds import (
    ANYBODY,
    NO_PAGES,
    PAGES_DESPITE,
    named_addresses,
    page_kinds,
)
from tests.casts import signed_in
from tests.filled import fill
from tests.site.permissions import Place, addresses

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog

SITE = "http://localhost:8000"
# Of a passkey, which only a device can make.
OF_A_PASSKEY = ["mfa_remove_webauthn", "mfa_edit_webauthn"]
HOW = (
    "Say in cpdblog/management/page_examples.py what stands for its parts, and make one in "
    "tests/filled.py; or say in NO_PAGES of page_kinds.py that it is no page."
)


@pytest.fixture
def examples(quiet_carriage: Blog, ada: User, mo: User) -> Examples:
    fill(quiet_carriage, ada, mo)
    return Examples(ada)


def test_every_kind_of_page_is_listed_with_an_address(examples: Examples) -> None:
    known = {kind.name: kind.address for kind in page_kinds(examples)}
    pages = {address.name for address in named_addresses() if address.is_page}

    assert pages <= set(known)
    assert [name for name, address in known.items() if not address] == OF_A_PASSKEY, HOW


def test_what_anybody_sees_opens_for_anybody(examples: Examples, guest: Client) -> None:
    wrong = {}
    for kind in page_kinds(examples):
        if kind.who == ANYBODY and not kind.name.startswith("not found"):
            answer = guest.get(kind.address, follow=True)
            if answer.status_code != 200 and "nothing" not in kind.address:
                wrong[kind.name] = answer.status_code

    assert wrong == {}


def test_what_a_member_or_an_author_sees_asks_strangers_to_sign_in(
    examples: Examples, guest: Client
) -> None:
    for kind in page_kinds(examples):
        if kind.who != ANYBODY and kind.address:
            answer = guest.get(kind.address)
            assert "/login/" in answer.headers.get("Location", ""), kind.name


def test_what_is_said_to_be_no_page_is_none(db: None, settings: Settings) -> None:
    """Ours are asked; a page that is hidden behind one of these patterns would be missed."""
    settings.STAFF_SECOND_FACTOR = False
    place = Place()
    ada = signed_in(place.people["owner"])
    pages = []
    for name, parts in addresses().items():
        if any(fnmatchcase(name, known) for known in NO_PAGES) and name not in PAGES_DESPITE:
            answer = ada.get(place.address(name, parts))
            if answer.streaming:
                answer.getvalue()  # to its end, which closes the file
            elif answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                pages.append(name)

    assert pages == []


def test_nothing_is_said_of_addresses_that_are_gone() -> None:
    names = {address.name for address in named_addresses()}

    assert {known for known in NO_PAGES if not any(fnmatchcase(n, known) for n in names)} == set()
    assert names >= PAGES_DESPITE


def test_the_command_prints_a_line_for_each(examples: Examples) -> None:
    output = StringIO()

    call_command("show_pages", stdout=output)

    lines = dict(line.split("\t", 1) for line in output.getvalue().splitlines())
    assert lines["posts:front"] == f"anybody\t{SITE}/"
    assert lines["posts:tag"] == f"anybody\t{SITE}/tags/kettles/"
    assert lines["desk:posts"] == f"author\t{SITE}/desk/@quiet-carriage/posts/"
    assert lines["admin:index"] == f"host\t{SITE}/admin/"
    assert lines["account_email"] == f"member\t{SITE}/accounts/email/"
    assert "comments:approval" not in lines  # it only takes what is sent
    assert "posts:feed" not in lines


def test_in_an_empty_community_most_pages_have_no_address(ada: User) -> None:
    output = StringIO()

    call_command("show_pages", stdout=output)

    assert "blogs:home\tanybody\t-\n" in output.getvalue()
    assert f"people:detail\tanybody\t{SITE}/people/ada/\n" in output.getvalue()


def test_the_command_needs_somebody_to_look_through(db: None) -> None:
    with pytest.raises(CommandError, match="ada"):
        call_command("show_pages")
