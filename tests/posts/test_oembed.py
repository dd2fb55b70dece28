"""A post put into somebody else's page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.make import make_post
from tests.pages import compact, get

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog
    from posts.models import Post

SITE = "http://localhost:8000"


@pytest.fixture
def rain(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain & <snow>", excerpt="<script>alert(1)</script>")


def fetch(guest: Client, post: Post, **more: str) -> Any:
    return guest.get("/oembed", {"url": f"{SITE}{post.get_absolute_url()}", **more})


def test_a_post_can_be_shown_elsewhere(rain: Post, guest: Client) -> None:
    data = fetch(guest, rain).json()

    assert (data["version"], data["type"]) == ("1.0", "rich")
    assert data["title"] == "Rain & <snow>"
    assert data["author_url"] == f"{SITE}/people/ada/"
    assert data["html"].startswith("<blockquote cite=")
    assert "<script" not in data["html"]
    assert f'<a href="{SITE}{rain.get_absolute_url()}">Rain &amp; &lt;snow&gt;</a>' in data["html"]


def test_it_comes_as_xml_too(rain: Post, guest: Client) -> None:
    answer = fetch(guest, rain, format="xml")

    root = ET.fromstring(answer.content)
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert root.tag == "oembed"
    assert root.findtext("title") == "Rain & <snow>"
    assert (root.findtext("html") or "").startswith("<blockquote")


def test_it_keeps_to_the_room_there_is(rain: Post, guest: Client) -> None:
    small = fetch(guest, rain, maxwidth="300", maxheight="90").json()
    any_size = fetch(guest, rain, maxwidth="²", maxheight="-1").json()

    assert (small["width"], small["height"]) == (300, 90)
    assert (any_size["width"], any_size["height"]) == (640, 240)


def test_a_page_leads_to_both_forms(rain: Post, guest: Client) -> None:
    page = compact(get(rain.get_absolute_url()))

    for form in ("json", "xml"):
        found = re.search(f'type="[a-z]+/{form}\\+oembed" title="[^"]*" href="([^"]+)"', page)
        assert found
        address = urlsplit(html.unescape(found[1]))
        assert guest.get(f"{address.path}?{address.query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": f"{SITE}/"}, 404),
        ({"url": f"{SITE}/@quiet-carriage/"}, 404),
        ({"url": f"{SITE}/@quiet-carriage/2012/07/nothing/"}, 404),
        ({"url": "https://elsewhere.example/@quiet-carriage/2012/07/rain/"}, 404),
        ({"url": "http://[half"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": f"{SITE}/@quiet-carriage/2012/07/%00/"}, 404),
        ({"url": f"{SITE}/", "format": "yaml"}, 501),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(
    quiet_carriage: Blog, guest: Client, query: dict[str, str], status: int
) -> None:
    answer = guest.get("/oembed", query)

    assert answer.status_code == status
    assert answer.content.decode().strip().endswith(".")


@pytest.mark.parametrize("state", ["draft", "private", "scheduled"])
def test_what_is_not_public_is_not_shown_even_to_its_author(
    quiet_carriage: Blog, as_ada: Client, state: str
) -> None:
    post = make_post(quiet_carriage)
    address = f"{SITE}{post.get_absolute_url()}"
    post.unpublish()
    post.status = state
    post.save(update_fields=["status"])

    assert as_ada.get("/oembed", {"url": address}).status_code == 404
