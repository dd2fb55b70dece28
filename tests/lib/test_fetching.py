"""Addresses that strangers choose: fetched from the public internet only, and never for long."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from cpdblog.lib.fetching.fetch import FetchFailed, FetchRefused, safe_fetch
from cpdblog.lib.fetching.network import is_public

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1:6379/_",
        "//example.org/",
        "/etc/passwd",
        "http://",
        "http://ada:secret@example.org/",
        "http://ada@example.org/",
        "http://example.org:22/",
        "http://example.org:8080/",
        "https://example.org:6379/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://[fe80::1%25lo]/",
        "http://[64:ff9b::7f00:1]/",
        "http://localhost/",
        "http://exa mple.org/",
        "http://example.com/\x01",
        "http://example.org\\@127.0.0.1/",
        "",
    ],
)
def test_what_is_not_on_the_public_internet_is_not_fetched(url: str) -> None:
    with pytest.raises((FetchRefused, FetchFailed)):
        safe_fetch(url, timeout=2)


# One of each special block in the registries of IANA, at its edges where it is not small.
SPECIAL = [
    "0.0.0.1",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.0.10",
    "192.0.0.170",
    "192.0.2.255",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.0",
    "192.88.99.1",
    "192.88.99.255",
    "192.168.0.0",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.0",
    "239.255.255.255",
    "240.0.0.0",
    "255.255.255.254",
    "::1",
    "::7f00:1",
    "::5db8:d70e",
    "::ffff:127.0.0.1",
    "::ffff:192.88.99.1",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::c0a8:1",
    "64:ff9b::c058:6301",
    "64:ff9b:1::1",
    "64:ff9b:1::5db8:d70e",
    "64:ff9b:0:1::1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:5db8:d70e::",
    "2001:1::1",
    "2001:1::2",
    "2001:1::3",
    "2001:2::1",
    "2001:3::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2002::1",
    "2002:5db8:d70e::1",
    "2620:4f:8000::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "4000::1",
    "5f00::1",
    "8000::1",
    "fc00::1",
    "fdff:ffff::1",
    "fe00::1",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fec0::1",
    "fec0:0:0:ffff::1",
    "feff::1",
    "ff00::1",
    "ff0e::1",
    "ffff::1",
]
ORDINARY = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.0.0.1",
    "128.0.0.1",
    "169.253.0.1",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "192.88.98.1",
    "192.88.100.1",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
    "2000::1",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2a00:1450::1",
    "2620:fe::fe",
    "3ffe::1",
]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("0.1.2.3", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("ff02::1", False),
        ("::", False),
        *((address, False) for address in SPECIAL),
        *((address, True) for address in ORDINARY),
    ],
)
def test_the_public_internet_is_where_anybody_can_go(address: str, public: object) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_an_answer_is_handed_over(server: Server) -> None:
    server.pages["/"] = (200, {"Content-Type": "image/png"}, b"picture")

    fetched = safe_fetch(f"{server.url}/", allowed_hosts=[server.host])

    assert (fetched.content, fetched.content_type) == (b"picture", "image/png")
    headers = server.received[0]
    assert headers["Host"] == server.host
    assert headers["User-Agent"].startswith("cpdblog (+http")
    assert "Cookie" not in headers


def test_redirects_are_followed_three_times(server: Server) -> None:
    for number in range(4):
        server.pages[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    server.pages["/4"] = (200, {}, b"end")

    assert safe_fetch(f"{server.url}/1", allowed_hosts=[server.host]).content == b"end"
    with pytest.raises(FetchFailed, match="too many"):
        safe_fetch(f"{server.url}/0", allowed_hosts=[server.host])


@pytest.mark.parametrize("place", ["http://127.0.0.1:1/", "file:///etc/passwd", "http://[::1]/"])
def test_a_redirect_inside_our_walls_is_not_followed(server: Server, place: str) -> None:
    server.pages["/"] = (302, {"Location": place}, b"")

    with pytest.raises(FetchRefused):
        safe_fetch(f"{server.url}/", allowed_hosts=[server.host])


def test_a_name_that_changes_its_mind_gains_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look-up is public, every later one leads inside: there must be only one."""
    looked_up: list[str] = []

    def lookup(host: str, port: int, **_more: Any) -> list[Any]:
        looked_up.append(host)
        place = "203.0.113.9" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)

    with pytest.raises(FetchRefused):
        safe_fetch("http://rebind.example/", timeout=1)

    assert looked_up == ["rebind.example"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lookup(_host: str, port: int, **_more: Any) -> list[Any]:
        places = ["93.184.215.14", "10.0.0.7"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)

    with pytest.raises(FetchRefused):
        safe_fetch("http://both.example/")


@pytest.mark.parametrize("status", [204, 400, 404, 500, 304])
def test_anything_but_success_is_a_failure(server: Server, status: int) -> None:
    server.pages["/"] = (status, {}, b"")

    with pytest.raises(FetchFailed):
        safe_fetch(f"{server.url}/", allowed_hosts=[server.host])


def test_too_much_is_not_read(server: Server) -> None:
    server.pages["/"] = (200, {}, b"x" * 3_000_000)

    with pytest.raises(FetchFailed, match="too big"):
        safe_fetch(f"{server.url}/", allowed_hosts=[server.host])


def test_a_small_answer_that_unfolds_without_end_is_not_read(server: Server) -> None:
    server.pages["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 200_000_000))

    with pytest.raises(FetchFailed, match="too big"):
        safe_fetch(f"{server.url}/", allowed_hosts=[server.host])


def test_a_folded_answer_is_unfolded(server: Server) -> None:
    server.pages["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"picture" * 9_000))

    fetched = safe_fetch(f"{server.url}/", allowed_hosts=[server.host])

    assert fetched.content == b"picture" * 9_000


@pytest.mark.parametrize(
    ("encoding", "content"), [("br", b"x"), ("gzip", b"this is no gzip"), ("gzip, gzip", b"x")]
)
def test_an_encoding_that_is_wrong_is_a_failure(
    server: Server, encoding: str, content: bytes
) -> None:
    server.pages["/"] = (200, {"Content-Encoding": encoding}, content)

    with pytest.raises(FetchFailed):
        safe_fetch(f"{server.url}/", allowed_hosts=[server.host])


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left_in_time(server: Server, where: str) -> None:
    server.drips = where
    began = time.monotonic()

    with pytest.raises(FetchFailed):
        safe_fetch(f"{server.url}/", timeout=1, allowed_hosts=[server.host])

    assert time.monotonic() - began < 2


def test_a_server_that_is_not_there_is_a_failure(server: Server) -> None:
    server.close()

    with pytest.raises(FetchFailed):
        safe_fetch(f"{server.url}/", timeout=1, allowed_hosts=[server.host])


class Server:
    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.received: list[Any] = []
        self.drips = ""
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.http.daemon_threads = True
        self.host = f"127.0.0.1:{self.http.server_port}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def handler(server) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.received.append(self.headers)
                try:
                    self.drip() if server.drips else self.answer()
                except OSError:
                    self.close_connection = True

            def answer(self) -> None:
                status, headers, body = server.pages[self.path]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def drip(self) -> None:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n")
                self.wfile.write(b"X: " if server.drips == "head" else b"\r\n")
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.05)

            def log_message(self, *_words: Any) -> None:
                pass

        return Handler


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()
