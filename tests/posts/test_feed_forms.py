"""Atom, RSS and JSON Feed of everything that has a feed: valid, kept, asked about again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Tag
from tests.make import make_comment, make_post
from tests.pages import get, links, status, text_of
from tests.posts.feed_reader import ATOM, complaints

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog
    from posts.models import Post

FORMS = ["feed/", "feed.rss", "feed.json"]
FOLDERS = [
    "/",
    "/tags/weather/",
    "/@quiet-carriage/",
    "/@quiet-carriage/category/trains/",
    "/comments/",
    "/@quiet-carriage/comments/",
    "/@quiet-carriage/2012/07/rain/comments/",
]
OF_POSTS = FOLDERS[:4]
HUB = "https://hub.example/"
HOSTILE = """A [relative](next/ "x") one, a [mark](#here), [//elsewhere](//other.example/a?b=1&c=2),
[half an address](http://[::1), an image ![Steam](/media/steam.webp), <b>bold</b> and & a \x0b tab.

> Quoted :) 🚂 عربى
"""


@pytest.fixture
def rain(quiet_carriage: Blog) -> Post:
    fields: dict[str, Any] = {"tags": ["weather", "Réseaux & <co>"], "categories": ["Trains"]}
    make_post(quiet_carriage, title="", source="No title at all.", **fields)
    rain = make_post(quiet_carriage, title="Rain", source=HOSTILE, **fields)
    make_comment(rain, HOSTILE, parent=make_comment(rain), name="Gus & <Guest>")
    return rain


@pytest.fixture(params=[folder + form for folder in FOLDERS for form in FORMS])
def address(request: pytest.FixtureRequest, rain: Post) -> str:
    return str(request.param)


def test_a_feed_is_as_its_standard_wants_it(address: str, guest: Client) -> None:
    answer = guest.get(address)

    assert answer.status_code == 200
    assert complaints(answer) == []


def test_a_feed_that_is_known_is_not_written_again(address: str, guest: Client) -> None:
    first = guest.get(address)

    for known in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        with CaptureQueriesContext(connection) as queries:
            again = guest.get(address, headers=known)
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == first["ETag"]
        assert "body_html" not in " ".join(query["sql"] for query in queries)


def test_a_feed_may_be_kept_and_is_asked_about_again(address: str, guest: Client) -> None:
    answer = guest.head(address)

    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer["ETag"].startswith("W/")


@pytest.mark.parametrize("folder", OF_POSTS)
def test_whatever_changes_in_a_feed_is_told(folder: str, rain: Post, guest: Client) -> None:
    def stamp() -> str:
        return str(guest.get(f"{folder}feed/")["ETag"])

    stamps = [stamp()]
    rain.title = "Rain again"
    rain.write()
    stamps.append(stamp())
    rain.set_tags(["weather", "clouds"])
    stamps.append(stamp())
    Tag.objects.get(key="clouds").rename("Clouds, mostly")
    stamps.append(stamp())
    rain.author.rename("Ada K.")
    stamps.append(stamp())
    rain.unpublish()
    stamps.append(stamp())

    assert len(set(stamps)) == len(stamps)


def test_a_post_that_is_taken_back_leaves_readers_who_only_know_a_date(
    rain: Post, guest: Client
) -> None:
    date = guest.get("/feed/")["Last-Modified"]
    rain.unpublish()
    rain.blog.posts.exclude(pk=rain.pk).update(updated_at=rain.created_at.replace(year=2020))

    again = guest.get("/feed/", headers={"If-Modified-Since": date})

    assert again.status_code == 200
    assert "Rain" not in again.content.decode()


def test_a_post_keeps_its_id_whatever_it_is_called(rain: Post, guest: Client) -> None:
    def ids() -> list[str]:
        return [item["id"] for item in json.loads(guest.get("/feed.json").content)["items"]]

    before = ids()
    rain.title, rain.slug = "Sun", "sun"
    rain.save()

    assert ids() == before
    assert "/sun/" in guest.get("/feed/").content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_public_is_in_no_feed(
    rain: Post, quiet_carriage: Blog, guest: Client, form: str
) -> None:
    fields: dict[str, Any] = {"tags": ["weather"], "categories": ["Trains"], "source": "A secret."}
    for state in ("draft", "scheduled", "private"):
        make_post(quiet_carriage, title="Hidden", status=state, **fields)
    binned = make_post(quiet_carriage, title="Hidden", **fields)
    make_comment(binned, "Said under a secret.")
    binned.bin()
    make_comment(rain, "A secret.", status="pending")

    for folder in FOLDERS:
        content = guest.get(folder + form).content.decode()
        assert "Hidden" not in content
        assert "secret" not in content


def test_an_empty_feed_is_the_same_tomorrow(quiet_carriage: Blog, guest: Client) -> None:
    first = guest.get("/@quiet-carriage/feed/")

    assert complaints(first) == []
    assert first.content == guest.get("/@quiet-carriage/feed/").content
    assert first["Last-Modified"] == guest.get("/@quiet-carriage/feed/")["Last-Modified"]


def test_the_pages_lead_to_their_feeds(rain: Post) -> None:
    for page, folder in {
        "/": "/",
        "/posts/": "/",
        "/tags/weather/": "/tags/weather/",
        "/@quiet-carriage/": "/@quiet-carriage/",
        "/@quiet-carriage/category/trains/": "/@quiet-carriage/category/trains/",
        "/@quiet-carriage/2012/07/rain/": "/@quiet-carriage/2012/07/rain/comments/",
    }.items():
        shown = get(page)
        for form in FORMS:
            assert f'href="{folder}{form}">' in shown, (page, form)


def test_another_spelling_of_a_tag_leads_to_its_feed(rain: Post, guest: Client) -> None:
    Tag.objects.get(key="weather").aliases.create(key="climate")

    answer = guest.get("/tags/climate/feed.rss")

    assert answer.status_code == 301
    assert answer["Location"] == "/tags/weather/feed.rss"


def test_what_is_not_there_has_no_feed(rain: Post) -> None:
    for folder in ("/tags/nothing/", "/@nobody/", "/@quiet-carriage/category/nothing/"):
        assert [status(folder + form) for form in FORMS] == [404, 404, 404]


def test_no_hub_is_named_where_there_is_none(rain: Post, guest: Client) -> None:
    for form in FORMS:
        assert "hub" not in guest.get(f"/{form}").content.decode()


@pytest.mark.parametrize("folder", OF_POSTS)
def test_a_feed_of_posts_names_the_hub(
    rain: Post, guest: Client, settings: Any, folder: str
) -> None:
    settings.WEBSUB_HUB = HUB

    atom, rss, json_feed = (guest.get(f"{folder}{form}") for form in FORMS)

    for answer in (atom, rss):
        links = ET.fromstring(answer.content).iter(f"{ATOM}link")
        assert {link.get("rel"): link.get("href") for link in links}["hub"] == HUB
    assert json.loads(json_feed.content)["hubs"] == [{"type": "WebSub", "url": HUB}]
    assert json_feed["Link"] == (
        f'<http://localhost:8000{folder}feed.json>; rel="self", <{HUB}>; rel="hub"'
    )


def test_a_comment_says_what_it_answers(rain: Post, guest: Client) -> None:
    feed = ET.fromstring(guest.get("/@quiet-carriage/2012/07/rain/comments/feed/").content)
    announced = [
        element.get("href") or ""
        for element in feed.iter("{http://purl.org/syndication/thread/1.0}in-reply-to")
    ]

    first = rain.comments.order_by("pk")[0]
    assert announced == [
        f"http://localhost:8000/comments/{first.pk}/",
        f"http://localhost:8000{rain.get_absolute_url()}",
    ]


IN_A_BROWSER = {"Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize("form", ["feed/", "feed.rss", "feed.json"])
def test_a_feed_that_somebody_opens_in_a_browser_is_a_page(
    guest: Client, quiet_carriage: Blog, form: str
) -> None:
    post = make_post(quiet_carriage, title="Rain & snow")

    answer = guest.get(f"/@quiet-carriage/{form}", headers=IN_A_BROWSER)

    page = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "This is a feed." in page
    assert f'value="http://localhost:8000/@quiet-carriage/{form}"' in page
    assert f"http://localhost:8000{post.get_absolute_url()}" in links(page)
    assert "Rain & snow Ada Kowalczyk, 2 July 2012" in text_of(page)


def test_who_keeps_answers_for_others_keeps_the_feed(guest: Client, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage)

    for headers in ({}, IN_A_BROWSER):
        answer = guest.get("/@quiet-carriage/feed/", headers=headers)
        assert "Sec-Fetch-Dest" in answer.headers["Vary"]


def test_an_empty_feed_says_what_will_come(guest: Client, quiet_carriage: Blog) -> None:
    page = guest.get("/@quiet-carriage/feed/", headers=IN_A_BROWSER).content.decode()

    assert "Nothing has been published here yet." in page
