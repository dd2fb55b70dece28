"""One sender who asks for very much has a part of the places, and the others have theirs."""

import json
import select
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.serving.test_slow_visitors import SOON
from tests.serving.test_waiting_for_others import form
from tests.serving.visitor import PICTURES, SIGN_IN, Community, answer_on, head

ARRIVE = "/desk/@quiet-carriage/import/"
ONE, OTHER = "127.0.0.1", "127.0.0.2"

type Send = Callable[[str, bytes], socket.socket]


@pytest.fixture
def send(community: Community) -> Iterator[Send]:
    """From an address, on a connection of its own that stays open until the end of the test."""
    with ExitStack() as connections:

        def sent(by: str, what: bytes) -> socket.socket:
            connection = connections.enter_context(community.connected(by))
            connection.sendall(what)
            return connection

        yield sent


def answered(connections: list[socket.socket]) -> list[socket.socket]:
    poll = select.poll()
    for connection in connections:
        poll.register(connection, select.POLLIN)
    ready = {number for number, _event in poll.poll(0)}
    return [connection for connection in connections if connection.fileno() in ready]


def statuses(connections: list[socket.socket]) -> Counter[int]:
    return Counter(answer_on(connection).status for connection in connections)


def file_of_ada(community: Community, path: str, length: int, **headers: str) -> bytes:
    """Its beginning, so that it stays on its way for as long as we have patience."""
    kind = "multipart/form-data; boundary=here"
    data = {"Content_Length": str(length), "Cookie": community.cookie(), **headers}
    return head("POST", path, Content_Type=kind, **data) + b"--here\r\n"


def test_who_asks_for_many_pages_does_not_keep_another_waiting(send: Send) -> None:
    page = head("GET", "/@quiet-carriage/")
    many = [send(ONE, page) for _ in range(150)]
    while not answered(many):
        time.sleep(0.05)

    one = answer_on(send(OTHER, page))

    before = len(answered(many))
    assert one.status == 200
    assert before < len(many) / 2
    assert statuses(many).keys() <= {200, 503}  # on a busy machine some wait too long


def test_who_begins_very_many_forms_leaves_room_for_those_of_others(send: Send) -> None:
    begun = head("POST", SIGN_IN, Content_Length="1000") + b"login=a"
    whole = form(SIGN_IN, login="ada")

    many = [send(ONE, begun) for _ in range(260)]
    other = answer_on(send(OTHER, whole))
    outcomes = statuses(many)

    assert other.status == 200
    assert 0 < outcomes[503] <= 60
    assert outcomes[408] == len(many) - outcomes[503]
    assert answer_on(send(ONE, whole)).status == 200


def test_who_sends_many_large_files_sends_some_of_them_later(
    community: Community, send: Send
) -> None:
    begun = file_of_ada(community, ARRIVE, 400_000_000)

    many = [send(ONE, begun) for _ in range(8)]
    while not answered(many):
        time.sleep(0.05)
    other = answer_on(send(OTHER, begun))
    outcomes = [answer_on(connection) for connection in many]

    # Two at a time, each until it is too slow; three times as long is waited for a place.
    assert Counter(answer.status for answer in outcomes) in [{408: 6, 503: 2}, {408: 8}]
    assert other.status == 408
    assert other.seconds < SOON


def test_a_file_for_which_there_is_no_place_is_refused_in_words(
    community: Community, send: Send
) -> None:
    begun = file_of_ada(community, PICTURES, 9_000_000, X_In_Place="yes")

    many = [send(ONE, begun) for _ in range(24)]
    refused = [answer for answer in map(answer_on, many) if answer.status == 503]

    assert refused
    for answer in refused:
        assert answer.headers["retry-after"] == "5"
        assert json.loads(answer.words)["error"].startswith("Too many files are on their way")
