"""Names that are easily taken for each other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.journeys import WELCOME, practise, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "is_notified"),
    [("Ada Kowalczyk", True), ("\u0410da Kowa1czyk", True), ("Benjamin Okafor", False)],
)
def test_a_member_who_takes_a_name_like_anothers_is_told_and_gets_it(
    as_ben: Client, ben: User, ada: User, name: str, *, is_notified: bool
) -> None:
    form = {"name": name, "region": "", "website": "", "bio": ""}

    page = as_ben.post(reverse("accounts:profile"), form, follow=True).content.decode()

    ben.refresh_from_db()
    assert ben.name == name
    assert ("@ben tells you apart" in page) is is_notified


ALIKE = [
    ("Ada Kowalczyk", "newcomer", True),
    ("\u0410da Kowa1czyk", "newcomer", True),
    ("Noor", "ada-kowalczyk", True),
    ("Noor", "noor", False),
]


@pytest.mark.parametrize(("name", "handle", "is_notified"), ALIKE)
@pytest.mark.parametrize("email", ["new@example.org", "ada@example.org"])
def test_who_joins_with_a_name_like_a_members_is_notified(
    ada: User, name: str, handle: str, email: str, *, is_notified: bool
) -> None:
    """And nobody is told whether an address is known."""
    form = {"name": name, "username": handle, "email": email}

    page = Client().post("/accounts/signup/", form, follow=True).text

    assert (f"@{handle} tells you apart" in page) is is_notified
    assert User.objects.filter(handle=handle).exists() is (email == "new@example.org")


@pytest.mark.parametrize(("name", "handle", "is_notified"), ALIKE)
def test_who_comes_in_by_a_sign_in_option_with_a_name_like_a_members_is_notified(
    ada: User, name: str, handle: str, *, is_notified: bool
) -> None:
    guest = Client()
    practise(guest, name)

    text = guest.get(WELCOME).text
    data = {"name": name, "new_handle": handle, "next": "/people/"}
    page = guest.post("/accounts/welcome/", data, follow=True).text

    assert ("tells you apart" in text) is (name != "Noor")
    assert (f"@{handle} tells you apart" in page) is is_notified
    assert signed_in_as(guest) == handle
