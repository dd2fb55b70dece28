"""What waits for something outside has threads of its own, and never all of them."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.accounts.fake_provider import FakeProvider
from tests.serving.conftest import running
from tests.serving.test_slow_visitors import SOON, pages_come_soon
from tests.serving.visitor import FORM, SIGN_IN, START, Community, answer_on, head

CALLBACK = "/accounts/oidc/library/login/callback/?code=1&state=2"
REPLY = "/@quiet-carriage/2012/07/rain/reply/"
PLACES = 2 + 30  # threads, and who may wait for one


@pytest.fixture
def silent_provider() -> Iterator[FakeProvider]:
    provider = FakeProvider()
    provider.seconds = 60
    yield provider
    provider.close()


@pytest.fixture
def community(prepared: Path, silent_provider: FakeProvider) -> Iterator[Community]:
    """With a way in that answers nothing; the clock of every call to it is Django's own."""
    known = {"URL": silent_provider.url, "CLIENT_ID": "we", "CLIENT_SECRET": "hush"}
    variables = {f"OPENID_LIBRARY_{name}": value for name, value in known.items()}
    with running(prepared, OPENID_PROVIDERS="library", **variables) as served:
        yield served
        silent_provider.seconds = 0


def form(path: str, **fields: str) -> bytes:
    body = urlencode(fields).encode()
    return head("POST", path, Content_Length=str(len(body)), Content_Type=FORM) + body


@pytest.mark.parametrize(
    "way",
    [form(START, option="library"), form(REPLY, comment="Lovely", through="library")],
    ids=["signing in", "replying"],
)
def test_a_silent_provider_holds_up_only_who_goes_there(
    community: Community, silent_provider: FakeProvider, way: bytes
) -> None:
    with ExitStack() as stack:
        for _ in range(12):
            stack.enter_context(community.connected()).sendall(way)

        assert pages_come_soon(community)
        signing_in = community.ask("POST", SIGN_IN, b"", Content_Length="0")

    assert silent_provider.requested
    assert signing_in.status == 200
    assert signing_in.seconds < SOON


def test_when_too_many_wait_the_next_is_asked_to_come_again(community: Community) -> None:
    with ExitStack() as stack:
        for _ in range(PLACES + 3):
            stack.enter_context(community.connected()).sendall(form(START, option="library"))
        last = stack.enter_context(community.connected())
        last.sendall(form(REPLY, comment="My long thought", through="library"))

        answer = answer_on(last)

    assert answer.status == 503
    assert answer.headers["retry-after"] == "10"
    assert b"My long thought" in answer.words
    assert answer.seconds < SOON


def test_who_goes_there_many_times_leaves_a_thread_for_others(community: Community) -> None:
    with ExitStack() as stack:
        for _ in range(PLACES + 3):
            stack.enter_context(community.connected()).sendall(form(START, option="library"))
        other = stack.enter_context(community.connected(by="127.0.0.2"))
        other.sendall(form(START, option="library"))

        answer = answer_on(other)

    # The silent door cost it three seconds of its own, and none of those of who came before.
    assert answer.status == 303
    assert answer.seconds < 3 + 2.5


def test_who_leaves_the_queue_makes_room_for_the_next(community: Community) -> None:
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(community.connected()).sendall(form(START, option="library"))
        with ExitStack() as impatient:
            for _ in range(PLACES + 3):
                impatient.enter_context(community.connected()).sendall(head("GET", CALLBACK))
        assert pages_come_soon(community)

        patient = stack.enter_context(community.connected())
        patient.sendall(form(START, option="library"))

        assert answer_on(patient).status == 303


def test_what_was_begun_is_finished_before_the_end(
    community: Community, silent_provider: FakeProvider
) -> None:
    silent_provider.seconds = 2
    with community.connected() as connection:
        connection.sendall(form(START, option="library"))
        until = time.monotonic() + 5
        while not silent_provider.requested:
            assert time.monotonic() < until
            time.sleep(0.05)
        community.program.terminate()

        answer = answer_on(connection)

    assert answer.status == 200
    assert community.program.wait(timeout=15) == 0
