"""A hub of our own, which writes down what it is told."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest

from tests.make import make_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogs.models import Blog

SITE = "http://localhost:8000"


class Hub(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ears)
        self.heard: list[list[tuple[str, str]]] = []
        self.answer = 204

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Ears(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.heard.append(parse_qsl(self.rfile.read(length).decode()))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def hub(settings: Any) -> Iterator[Hub]:
    hub = Hub()
    thread = threading.Thread(target=hub.serve_forever)
    thread.start()
    settings.WEBSUB_HUB = hub.address
    yield hub
    hub.shutdown()
    thread.join()
    hub.server_close()


def announced(hub: Hub) -> list[str]:
    """The addresses of what the hub heard last."""
    return [value for name, value in hub.heard[-1] if name == "hub.url"]


def test_a_post_that_comes_out_is_told_for_every_feed_it_is_in(
    hub: Hub, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["weather"], categories=["Trains"])

    assert hub.heard[-1][0] == ("hub.mode", "publish")
    for folder in ("/", "/@quiet-carriage/", "/@quiet-carriage/category/trains/", "/tags/weather/"):
        for form in ("feed/", "feed.rss", "feed.json"):
            assert f"{SITE}{folder}{form}" in announced(hub)


def test_the_same_state_of_a_post_is_told_once_and_a_change_again(
    hub: Hub, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)
    before = len(hub.heard)

    post.set_tags([])
    assert len(hub.heard) == before
    post.write()
    assert len(hub.heard) == before + 1


def test_a_draft_is_nobodys_business(hub: Hub, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, status="draft").write()
    make_post(quiet_carriage, kind="page")

    assert hub.heard == []


def test_a_hub_that_refuses_or_is_gone_stops_nobody(
    hub: Hub, quiet_carriage: Blog, settings: Any
) -> None:
    hub.answer = 500
    make_post(quiet_carriage)
    settings.WEBSUB_HUB = "http://127.0.0.1:9/"

    assert make_post(quiet_carriage).is_published


def test_without_a_hub_nobody_is_told(quiet_carriage: Blog, settings: Any) -> None:
    settings.WEBSUB_HUB = ""

    assert make_post(quiet_carriage).is_published


def test_what_is_brought_along_from_elsewhere_is_no_news(hub: Hub, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, imported_from="wordpress:quiet.example:7")

    assert hub.heard == []
