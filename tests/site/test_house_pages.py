"""House rules, privacy and what robots are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accounts.models import User
from tests.pages import get, text_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_the_colophon_leads_to_rules_and_privacy() -> None:
    for address in ("/house-rules/", "/privacy/"):
        assert f'<a href="{address}">' in get("/privacy/")
        assert get(address)


def test_privacy_names_every_kind_of_cookie_and_how_to_be_removed() -> None:
    page = text_of(get("/privacy/"))

    assert "As long as you only read, we set none." in page
    assert "How to have something removed" in page


def test_robots_stay_out_of_what_is_not_for_reading() -> None:
    lines = get("/robots.txt").splitlines()

    assert "User-agent: *" in lines
    assert "Disallow: /*/reply/" in lines
    assert not any(line == "Disallow: /" for line in lines)


def test_a_page_names_the_hosts_and_how_to_reach_them(
    guest: Client, mo: User, ada: User, settings: Settings
) -> None:
    settings.CONTACT_EMAIL = "hosts@example.org"
    User.objects.create_user("gone", name="Gone Host", is_staff=True, is_active=False)

    page = guest.get("/hosts/").text

    assert f'<a href="{mo.get_absolute_url()}"><bdi>Mo Idris</bdi></a>' in page
    assert 'href="mailto:hosts@example.org"' in page
    assert "Ada" not in page
    assert "Gone Host" not in page
    assert mo.email not in page


def test_every_page_that_speaks_of_the_hosts_leads_to_them(guest: Client) -> None:
    for address, times in (("/", 1), ("/house-rules/", 2), ("/privacy/", 2)):
        assert guest.get(address).text.count('href="/hosts/"') == times


def test_signing_in_leads_back_to_the_whole_address(guest: Client) -> None:
    page = guest.get("/search/?q=rain+coats&kind=posts").text

    assert 'href="/accounts/login/?next=/search/%3Fq%3Drain%2Bcoats%26kind%3Dposts"' in page
