"""Names that are easily taken for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("Ada Kowalczyk", True), ("\u0410da Kowa1czyk", True), ("Benjamin Okafor", False)],
)
def test_a_member_who_takes_a_name_like_anothers_is_told_and_gets_it(
    as_ben: Client, ben: User, ada: User, name: str, *, is_told: bool
) -> None:
    form = {"name": name, "region": "", "website": "", "bio": ""}

    page = as_ben.post(reverse("accounts:profile"), form, follow=True).content.decode()

    ben.refresh_from_db()
    assert ben.name == name
    assert ("@ben tells you apart" in page) is is_told
