"""Who sends or reads slowly, breaks off or sends too much harms nobody else.

SLOW_VISITORS=2000 bin/test tests/serving brings as many as an evil day does.
"""

import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from tests.serving.visitor import LONG_FILE, PICTURES, SIGN_IN, Community, answer_on, head

MANY = int(os.environ.get("SLOW_VISITORS", "60"))
SOON = 5.0  # seconds, on a busy machine too; who is held up waits much longer


def pages_come_soon(community: Community) -> bool:
    with ThreadPoolExecutor(3) as readers:
        got = list(readers.map(lambda _: community.get("/"), range(3)))
    return all(answer.status == 200 and answer.seconds < SOON for answer in got)


def test_who_sends_slowly_holds_nobody_up(community: Community) -> None:
    with ExitStack() as slow:
        connections = [slow.enter_context(community.connected()) for _ in range(MANY)]
        for connection in connections:
            connection.sendall(head("POST", SIGN_IN, Content_Length="1000") + b"login=a")

        assert pages_come_soon(community)


def test_who_reads_slowly_holds_nobody_up(community: Community) -> None:
    with ExitStack() as slow:
        for _ in range(MANY):
            connection = slow.enter_context(community.connected())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            connection.sendall(head("GET", LONG_FILE))
        community.get("/robots.txt")  # asked for last: by now all have been answered

        assert pages_come_soon(community)


def test_who_reads_nothing_is_let_go(community: Community) -> None:
    until = time.monotonic() + 30
    with ExitStack() as deaf:
        for _ in range(20):
            deaf.enter_context(community.connected()).sendall(head("GET", LONG_FILE))
        while community.open_files("long.webp") < 20:
            assert time.monotonic() < until
            time.sleep(0.1)

        while community.open_files("long.webp"):
            assert time.monotonic() < until
            time.sleep(0.2)


def test_who_reads_hardly_anything_is_let_go(community: Community) -> None:
    until = time.monotonic() + 30
    with socket.socket() as connection, suppress(ConnectionError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        connection.connect(("127.0.0.1", community.port))
        connection.sendall(head("GET", LONG_FILE))
        while connection.recv(60):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_who_does_not_come_to_an_end_of_asking_holds_nobody_up(community: Community) -> None:
    with ExitStack() as slow:
        for _ in range(MANY):
            slow.enter_context(community.connected()).sendall(b"GET / HTTP/1.1\r\nHost: loc")

        assert pages_come_soon(community)


@pytest.mark.parametrize("beginning", [b"", b"GET / HTTP/1.1\r\nHost: loc"], ids=["silent", "slow"])
def test_who_does_not_come_to_an_end_of_asking_is_let_go(
    community: Community, beginning: bytes
) -> None:
    with community.connected() as connection:
        connection.settimeout(10)
        connection.sendall(beginning)

        assert connection.recv(1) == b""


def test_who_sends_too_slowly_is_told_so(community: Community) -> None:
    with community.connected() as connection:
        connection.sendall(head("POST", SIGN_IN, Content_Length="1000") + b"login=a")

        answer = answer_on(connection)

    assert answer.status == 408
    assert b"send it again" in answer.words
    assert 1 < answer.seconds < 5


def test_who_begins_quickly_and_then_rests_is_told_so(community: Community) -> None:
    with community.connected() as connection:
        connection.sendall(head("POST", SIGN_IN, Content_Length="900000") + b"a" * 800_000)

        answer = answer_on(connection)

    assert answer.status == 408
    assert 1 < answer.seconds < 5


@pytest.mark.parametrize(
    "beginning",
    [
        head("POST", SIGN_IN, Content_Length="1000") + b"login=a",
        head("POST", SIGN_IN, Transfer_Encoding="chunked") + b"5\r\nlogin\r\n",
        head("POST", SIGN_IN, Content_Length="900000") + b"a" * 500_000,
        head("GET", "/"),
        b"GET / HT",
    ],
    ids=["in a form", "in a chunk", "in a file", "before the page came", "while asking"],
)
def test_who_hangs_up_leaves_nothing_behind(community: Community, beginning: bytes) -> None:
    before = len(community.log())  # what others did to this community stands there too
    for _ in range(20):
        with community.connected() as connection:
            connection.sendall(beginning)

    assert pages_come_soon(community)
    assert "Traceback" not in community.log()[before:]
    until = time.monotonic() + 10
    while community.open_files() > 100:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_too_much_is_refused_before_it_is_sent(community: Community) -> None:
    with community.connected() as connection:
        connection.sendall(head("POST", SIGN_IN, Content_Length="300000000"))

        answer = answer_on(connection)

    assert answer.status == 413
    assert b"That is too large" in answer.words
    assert answer.seconds < SOON


def test_a_file_of_somebody_unknown_is_not_taken_in(community: Community) -> None:
    with community.connected() as connection:
        connection.sendall(head("POST", PICTURES, Content_Length="15000000"))

        answer = answer_on(connection)

    assert answer.status == 302
    assert answer.headers["location"].startswith(SIGN_IN)
    assert answer.seconds < SOON


def test_a_file_of_an_author_is_waited_for(community: Community) -> None:
    file = b'Content-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n'
    body = b"--here\r\n" + file + b"a" * 3_000_000 + b"\r\n--here--\r\n"
    data = {"Content_Type": "multipart/form-data; boundary=here", "Cookie": community.cookie()}

    answer = community.ask("POST", PICTURES, body, Content_Length=str(len(body)), **data)

    # The form had no seal, which only its end can tell.
    assert answer.status == 403
    assert b"it had expired" in answer.words


def test_too_much_in_pieces_is_refused_when_it_becomes_too_much(community: Community) -> None:
    piece = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    with community.connected() as connection:
        connection.sendall(head("POST", SIGN_IN, Transfer_Encoding="chunked") + piece * 20)

        answer = answer_on(connection)

    assert answer.status == 413
    assert b"That is too large" in answer.words


@pytest.mark.parametrize("length", ["-1", "3, 4", "many", "99999999999999999999999"])
def test_a_length_that_is_none_is_refused(community: Community, length: str) -> None:
    assert community.ask("POST", SIGN_IN, b"abc", Content_Length=length).status == 400
    assert pages_come_soon(community)
