"""A database that is away or full: nothing is written, and nothing that was typed is lost."""

from __future__ import annotations

from contextlib import contextmanager
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from comments.models import Comment
from comments.reply_box import reply_address
from posts.models import Post
from tests.casts import signed_in
from tests.comments.replies import guest_reply
from tests.desk.editor import IN_PLACE
from tests.desk.test_starting_a_blog import SETTINGS
from tests.make import make_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User
    from blogs.models import Blog

LONG = "I thought about it <b>all</b> the way to Ely.\r\n\r\nAnd back, in the rain & wind."


@pytest.fixture
def rain(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain", slug="rain")


@contextmanager
def database_refusing() -> Iterator[None]:
    """Nothing can be written any more, as on a full disk or on a server that is shutting down."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("PRAGMA query_only=ON")
        else:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE pid = pg_backend_pid()")
            end_backend(cursor.fetchone()[0])
    try:
        yield
    finally:
        if is_sqlite:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only=OFF")
        else:
            connection.close()


def end_backend(number: int) -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    other.close()


class GivenBack(HTMLParser):
    """The form of a page that gives something back, as a browser would send it once more."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.empty: set[str] = set()
        self.files: set[str] = set()
        self.action = self.text_of = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = attributes["action"]
        elif tag == "textarea" and "name" in attributes:
            self.text_of = attributes["name"]
            self.values[self.text_of] = ""
        elif tag == "input" and "value" in attributes:
            self.values[attributes["name"]] = attributes["value"]
        elif tag == "input":
            (self.files if attributes.get("type") == "file" else self.empty).add(attributes["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text_of:
            self.values[self.text_of] = self.values[self.text_of].removeprefix("\n")
            self.text_of = ""

    def handle_data(self, data: str) -> None:
        if self.text_of:
            self.values[self.text_of] += data


def browser_of(user: User | None) -> Client:
    client = signed_in(user) if user else Client()
    client.raise_request_exception = False
    client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def refused(client: Client, address: str, data: dict[str, Any]) -> GivenBack:
    with database_refusing():
        answer = client.post(address, data)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "no-store" in answer.headers["Cache-Control"]
    form = GivenBack(answer.text)
    assert form.action == address
    return form


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["guest", "ben"])
def test_a_reply_is_given_back_and_sent_by_one_press(who: str, rain: Post, ben: User) -> None:
    client = browser_of(ben if who == "ben" else None)
    data = guest_reply(LONG, key="k" * 24)

    form = refused(client, reply_address(rain), data)
    there = Comment.objects.count()
    again = client.post(form.action, form.values)

    assert form.values.items() >= data.items()
    assert there == 0
    assert again.status_code == 303
    assert Comment.objects.get().source == LONG.replace("\r\n", "\n")


@pytest.mark.django_db(transaction=True)
def test_a_post_is_given_back_and_published_by_one_press(ada: User, quiet_carriage: Blog) -> None:
    client = browser_of(ada)
    data = {"title": "Ely & back", "source": LONG, "do": "publish", "when": "now", "version": "0"}

    form = refused(client, "/desk/@quiet-carriage/write/", data)
    client.post(form.action, form.values)

    assert form.values == data
    post = Post.objects.get()
    assert (post.title, post.source, post.is_published) == (
        "Ely & back",
        LONG.replace("\r\n", "\n"),
        True,
    )


@pytest.mark.django_db(transaction=True)
def test_settings_of_a_blog_are_given_back(ada: User, quiet_carriage: Blog) -> None:
    data = {**SETTINGS, "title": "The Loud Carriage", "tagline": "Rain, mostly"}

    form = refused(browser_of(ada), "/desk/@quiet-carriage/settings/", data)

    assert form.values.items() >= data.items()


@pytest.mark.django_db(transaction=True)
def test_a_password_is_never_given_back(ben: User) -> None:
    ben.set_password("correct horse battery")
    ben.save()
    data = {"login": "ben", "password": "correct horse battery"}
    client = browser_of(None)

    with database_refusing():
        answer = client.post("/accounts/login/", data)

    assert answer.status_code == 503
    assert "correct horse" not in answer.text
    form = GivenBack(answer.text)
    assert (form.values, form.empty) == ({"login": "ben"}, {"password"})


@pytest.mark.django_db(transaction=True)
def test_a_file_is_asked_for_again_by_its_name(ada: User, quiet_carriage: Blog) -> None:
    picture = SimpleUploadedFile("Ely station.gif", picture_of_a_dot(), "image/gif")
    data = {"picture": picture, "alt": "A station in the rain"}
    client = browser_of(ada)

    with database_refusing():
        answer = client.post("/desk/@quiet-carriage/pictures/", data)

    assert answer.status_code == 503
    form = GivenBack(answer.text)
    assert (form.values["alt"], form.files) == ("A station in the rain", {"picture"})
    assert "Please choose Ely station.gif again" in answer.text
    assert 'enctype="multipart/form-data"' in answer.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["autosave", "save"])
def test_what_is_sent_in_place_is_told_in_a_sentence(
    act: str, ada: User, quiet_carriage: Blog
) -> None:
    data = {"title": "Ely", "source": LONG, "do": act, "version": "0"}
    client = browser_of(ada)

    with database_refusing():
        answer = client.post("/desk/@quiet-carriage/write/", data, headers=IN_PLACE)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "try again" in answer.json()["error"]


def picture_of_a_dot() -> bytes:
    return bytes.fromhex(
        "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
    )
