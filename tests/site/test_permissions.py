"""Every address of ours, tried by everybody, answers as docs/permissions.md says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.casts import confirmed
from tests.site.permissions import ANSWERS, ROLES, TABLE, Place, Row, addresses, meaning, rows

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

TABLE_ROWS = rows()
ADDRESSES = addresses()
HOW = (
    "Add a line to docs/permissions.md: `name`, GET or POST, and for each of "
    f"{', '.join(ROLES)} one of {', '.join(sorted(ANSWERS))}. Where a part of the address must be "
    "something that is there, say so in Place of tests/site/permissions.py."
)


@pytest.fixture
def place(db: None, settings: Settings) -> Place:
    settings.STAFF_SECOND_FACTOR = False
    return Place()


def try_it(client: Client, method: str, address: str) -> str:
    """What the answer means; whatever it did is undone."""
    with transaction.atomic():
        answer = client.get(address) if method == "GET" else client.post(address)
        if answer.headers.get("Location", "").startswith("/admin/login/"):
            answer = client.get(answer.headers["Location"])  # which is a door for hosts only
        answer_of = meaning(answer)
        if answer.streaming:
            answer.getvalue()  # to its end, which closes the file
        transaction.set_rollback(True)
    return answer_of


def test_every_address_is_in_the_table() -> None:
    missing = [name for name in ADDRESSES if not any(row.is_about(name) for row in TABLE_ROWS)]

    assert not missing, f"{', '.join(missing)}: {HOW}"


def test_the_table_names_nothing_that_is_gone() -> None:
    gone = [
        pattern
        for row in TABLE_ROWS
        for pattern in row.names
        if not any(Row((pattern,), "", "", ()).is_about(name) for name in ADDRESSES)
    ]

    assert gone == [], f"Take them out of {TABLE.name}, or mend the name."


def test_the_table_says_only_what_can_be_said() -> None:
    wrong = [str(row) for row in TABLE_ROWS if not ANSWERS.issuperset(row.answers)]

    assert wrong == [], HOW
    assert {row.method for row in TABLE_ROWS} == {"GET", "POST"}


def test_every_way_to_ask_is_in_the_table(place: Place) -> None:
    """A view says which methods it takes when it is asked in one that it does not."""
    host, missing = place.client("host"), []
    for name, parts in ADDRESSES.items():
        answer = host.options(place.address(name, parts))
        allowed = {method.strip() for method in answer.headers.get("Allow", "GET").split(",")}
        answer_of = {row.method for row in TABLE_ROWS if row.is_about(name)}
        missing += [f"{method} {name}" for method in allowed & {"GET", "POST"} - answer_of]

    assert not missing, f"{', '.join(missing)}: {HOW}"


@pytest.mark.parametrize("row", TABLE_ROWS, ids=str)
def test_an_address_answers_everybody_as_the_table_says(row: Row, place: Place) -> None:
    wrong = []
    for name in filter(row.is_about, ADDRESSES):
        for role, expected in zip(ROLES, row.answers, strict=True):
            address = place.address(name, ADDRESSES[name], row.of)
            answer_of = try_it(place.client(role), row.method, address)
            if answer_of != expected:
                wrong.append(f"{name} answers {role}: {answer_of}, the table says {expected}")

    assert wrong == []


# Where a former author differs from a member: the drafts written here may still be read by who
# wrote them, and what is of the member of the table is not theirs.
FORMER_AUTHOR = {
    "posts:draft of the author": "yes",
    "desk:edit of the author": "no",
    "transfer:everything_file of the member": "hidden",
}
OF_THE_MEMBER = "of what the member said there"


@pytest.mark.parametrize("row", TABLE_ROWS, ids=str)
def test_who_was_taken_off_the_blog_is_a_member_like_any_other(row: Row, place: Place) -> None:
    former = place.client("author")
    place.author.leave()
    as_member = "no" if row.of == OF_THE_MEMBER else row.answers[ROLES.index("member")]
    expected = FORMER_AUTHOR.get(f"{row.names[0]} {row.of}", as_member)
    wrong = []
    for name in filter(row.is_about, ADDRESSES):
        answer_of = try_it(former, row.method, place.address(name, ADDRESSES[name], row.of))
        if answer_of != expected:
            wrong.append(f"{name} answers a former author: {answer_of}, not {expected}")

    assert wrong == []


@pytest.mark.parametrize("row", TABLE_ROWS, ids=str)
def test_a_host_is_one_only_with_the_second_factor(
    row: Row, place: Place, settings: Settings
) -> None:
    """Without it a host is somebody without a part in the blog, whom the admin asks for it."""
    settings.STAFF_SECOND_FACTOR = True
    answers = dict(zip(ROLES, row.answers, strict=True))
    wrong = []
    for name in filter(row.is_about, ADDRESSES):
        address = place.address(name, ADDRESSES[name], row.of)
        bare, whole = place.client("host"), confirmed(place.client("host"))
        without, with_it = try_it(bare, row.method, address), try_it(whole, row.method, address)
        expected = "confirms" if name.startswith("admin:") else answers["owner elsewhere"]
        if name.startswith("admin:") and without == "yes":
            without = "confirms" if _must_confirm(bare, address) else without
        if (without, with_it) != (expected, answers["host"]):
            wrong.append(f"{name}: {without} without it, {with_it} with it")

    assert wrong == []


def _must_confirm(host: Client, address: str) -> bool:
    ends = host.get(
        address, follow=True
    ).redirect_chain  # a page that takes POST only leads there too
    return any(to.startswith("/accounts/2fa/") for to, _status in ends)
