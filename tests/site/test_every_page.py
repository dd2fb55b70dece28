"""What holds for each page that anybody may open."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.pages import without_data
from tests.site.conftest import FEEDS, MISSING, PAGES

if TYPE_CHECKING:
    from blogs.models import Blog

BRAVE_BROWSER = {
    "User-Agent": "Mozilla/5.0 (a telephone)",
    "Accept-Language": "pl",
    "Referer": "https://search.example/",
    "X-Forwarded-For": "203.0.113.9",
}
UNFILLED = re.compile(r"%[sd]\b|%\(\w|\{%|\{\{|\}\}|\bNone\b|&lt;(?:Post|Blog|User)|\bundefined\b")
# A block of JSON-LD is data: no browser runs it, and no policy needs to allow it.
INLINE = re.compile(
    r"<style\b|<script\b(?! type=\"application/ld\+json\">)(?![^>]*\ssrc=)"
    r"|<[^>]+\s(?:style|on\w+)\s*=",
    re.IGNORECASE,
)
# Addresses that a page names in its head and no browser loads.
NAMED = re.compile(r'<link\s+rel="(?:canonical|alternate)"')
ELSEWHERE = re.compile(
    r'<(?:img|script|link|iframe|form)\b[^>]*\b(?:src|href|action)="(?:https?:)?//'
)
pytestmark = pytest.mark.usefixtures("community")


@pytest.fixture(params=PAGES)
def address(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def page(address: str) -> str:
    return Client().get(address).content.decode()


def test_a_page_is_there(address: str, guest: Client) -> None:
    assert guest.get(address).status_code == 200


@pytest.mark.parametrize("address", [*PAGES, *FEEDS, *MISSING])
def test_a_stranger_gets_no_cookie_and_the_same_bytes_as_any_other(address: str) -> None:
    plain = Client().get(address)
    brave = Client().get(address, headers=BRAVE_BROWSER)

    assert not plain.cookies
    assert "Set-Cookie" not in plain.headers
    assert body(plain) == body(brave)
    assert b"csrfmiddlewaretoken" not in body(plain)


@pytest.mark.parametrize("address", [*PAGES, *FEEDS, *MISSING, "/robots.txt"])
def test_an_answer_says_what_it_may_load(address: str, guest: Client) -> None:
    policy = guest.get(address).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    loaded = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert loaded["img-src"] == ["'self'", "data:"]
    assert {*loaded["script-src"], *loaded["style-src"], *loaded["connect-src"]} == {"'self'"}


def test_a_page_carries_no_code_of_its_own(address: str) -> None:
    assert INLINE.findall(page(address)) == []


def test_a_page_loads_nothing_from_elsewhere(address: str) -> None:
    assert ELSEWHERE.findall(NAMED.sub("<a", page(address))) == []


@pytest.mark.parametrize("address", [*PAGES, *MISSING])
def test_no_placeholder_is_left_unfilled(address: str, as_ben: Client) -> None:
    typed = "No title, %s and 100%, {{ braces }}"

    for client in (Client(), as_ben):
        shown = without_data(body(client.get(address)).decode()).replace(typed, "")
        assert UNFILLED.findall(shown) == []


@pytest.mark.parametrize("address", [*PAGES, *MISSING[:3]])
def test_a_page_has_one_heading_one_title_and_a_way_in(address: str) -> None:
    shown = page(address)

    assert shown.count("<h1") == 1
    assert shown.count("<title>") == 1
    assert shown.count('<main id="main">') == 1
    assert '<a class="skip" href="#main">' in shown
    assert re.search(r'<html lang="en-GB"', shown, re.IGNORECASE)


def test_headings_skip_no_level(address: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page(address))]

    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))


@pytest.mark.parametrize("address", [*PAGES, *MISSING[:3]])
def test_every_id_is_given_once_and_every_mark_in_the_page_leads_somewhere(address: str) -> None:
    shown = page(address)
    ids = re.findall(r'\sid="([^"]+)"', shown)
    named = re.findall(r'\shref="#([^"]+)"', shown)
    named += " ".join(re.findall(r'\saria-(?:labelledby|describedby)="([^"]+)"', shown)).split()

    assert len(ids) == len(set(ids))
    assert set(named) <= set(ids)


def test_links_inside_the_community_lead_to_pages(address: str, guest: Client) -> None:
    found = set(re.findall(r'<a\b[^>]*\shref="(/[^"#]*)', page(address)))

    lost = {link for link in found if guest.get(link).status_code not in {200, 301, 302}}

    assert lost == set()


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_well_formed(address: str, guest: Client) -> None:
    response = guest.get(address)

    assert response.status_code == 200
    if address.endswith(".json"):
        assert json.loads(response.content)["items"]
    else:
        assert ET.fromstring(response.content).tag.rpartition("}")[2] in {"feed", "rss"}


def test_a_members_page_is_kept_by_nobody(address: str, as_ben: Client) -> None:
    assert "no-store" in as_ben.get(address).headers["Cache-Control"]


def test_a_page_can_be_asked_for_its_head_and_takes_no_post(
    address: str, guest: Client, community: Blog
) -> None:
    assert guest.head(address).status_code == 200
    if not address.endswith("/reply/"):
        posted = guest.post(address, headers={"Sec-Fetch-Site": "same-origin"})
        assert posted.status_code == 405


def body(response: Any) -> bytes:
    whole: bytes = response.getvalue()
    return whole
