"""A blog's feed: whole texts, addresses that hold anywhere, one id for ever."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cpdblog.lib.markup.absolute import with_absolute_links
from tests.make import NOON, make_post
from tests.pages import status

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://localhost:8000"


def read(guest: Client, address: str = "/@quiet-carriage/feed/") -> ET.Element:
    response = guest.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ET.fromstring(response.content)


def text(element: ET.Element, path: str) -> str:
    return element.findtext(path, namespaces={"": ATOM[1:-1]}) or ""


def test_the_feed_says_whose_it_is_and_where(guest: Client, quiet_carriage: Blog) -> None:
    quiet_carriage.language = "cy"
    quiet_carriage.save()
    make_post(quiet_carriage)

    feed = read(guest)

    assert text(feed, "title") == "The Quiet Carriage"
    assert text(feed, "id").startswith("tag:localhost,")
    assert text(feed, "author/name") == "Ada Kowalczyk"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"
    addresses = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert addresses["self"] == f"{SITE}/@quiet-carriage/feed/"
    assert addresses["alternate"] == f"{SITE}/@quiet-carriage/"


def test_an_entry_holds_the_whole_post(guest: Client, quiet_carriage: Blog) -> None:
    post = make_post(
        quiet_carriage,
        title="Rain & <co>",
        source="Word. " * 100 + "The *end*.",
        excerpt="Short.",
        tags=["weather"],
        categories=["Trains"],
    )

    entry = read(guest).find(f"{ATOM}entry")

    assert entry is not None
    assert text(entry, "title") == "Rain & <co>"
    assert text(entry, "content").strip() == post.body_html.strip()
    assert entry.find(f"{ATOM}content").get("type") == "html"  # type: ignore[union-attr]
    assert entry.find(f"{ATOM}summary") is None
    assert text(entry, "id").endswith(f":post/{post.pk}")
    assert text(entry, "author/name") == "Ada Kowalczyk"
    assert text(entry, "author/uri") == f"{SITE}/people/ada/"
    assert text(entry, "published") == "2012-07-02T12:00:00+00:00"
    assert dt.datetime.fromisoformat(text(entry, "updated"))
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["Trains", "weather"]


def test_links_and_pictures_in_an_entry_hold_anywhere(guest: Client, quiet_carriage: Blog) -> None:
    post = make_post(
        quiet_carriage,
        source="![A shelf](/media/shelf.webp)\n\n#weather and a note[^1].\n\n[^1]: Yes.",
    )

    content = text(read(guest), "entry/content")

    assert f'src="{SITE}/media/shelf.webp"' in content
    assert f'href="{SITE}/tags/weather/"' in content
    assert f'href="{SITE}{post.get_absolute_url()}#' in content
    assert 'href="/' not in content
    assert 'href="#' not in content


def test_only_addresses_that_are_not_whole_are_completed() -> None:
    page = '<p title="a">href="/x" <a href="mailto:a@b.example">a</a> <a href="https://b.example">b</a></p>'

    assert with_absolute_links(page, site=SITE, here="/here/") == page


def test_a_feed_is_the_same_whatever_name_the_server_was_called_by(
    guest: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage)

    named = guest.get("/@quiet-carriage/feed/", headers={"Host": "127.0.0.1"}).content

    assert named == guest.get("/@quiet-carriage/feed/").content


def test_a_feed_holds_the_newest_twenty(guest: Client, quiet_carriage: Blog) -> None:
    for number in range(22):
        published = NOON + dt.timedelta(days=number)
        make_post(quiet_carriage, title=f"Number {number}", published=published)

    titles = [text(entry, "title") for entry in read(guest).findall(f"{ATOM}entry")]

    assert titles == [f"Number {number}" for number in range(21, 1, -1)]


def test_a_new_blog_has_an_empty_feed(guest: Client, quiet_carriage: Blog) -> None:
    assert read(guest).findall(f"{ATOM}entry") == []


def test_a_blog_that_is_not_there_has_none(db: None) -> None:
    assert status("/@nobody/feed/") == 404
