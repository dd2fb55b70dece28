"""What people do in a community that really runs, as their browsers send it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.serving.visitor import FORM

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.serving.visitor import Answer, Community

POST = "/@quiet-carriage/2012/07/rain/"
REPLY = f"{POST}reply/"
SEAL = "s" * 32


def send(community: Community, path: str, *, by_ada: bool = False, **fields: str) -> Answer:
    cookie = {"Cookie": f"{community.cookie()}; csrf={SEAL}"} if by_ada else {}
    body = urlencode({**fields, "csrfmiddlewaretoken": SEAL} if by_ada else fields).encode()
    headers = {
        "Content_Length": str(len(body)),
        "Content_Type": FORM,
        "Sec-Fetch-Site": "same-origin",
    }
    return community.ask("POST", path, body, **headers, **cookie)


def reply(community: Community, words: str, *, guest: str = "Gus Guest") -> Answer:
    email = f"{guest.partition(' ')[0].lower()}@example.org"
    return send(community, REPLY, comment=words, name=guest, email=email)


def publish(community: Community, title: str) -> Answer:
    data = {"title": title, "source": "It rained.", "do": "publish", "when": "now", "version": "0"}
    return send(community, "/desk/@quiet-carriage/write/", by_ada=True, **data)


def wait_until(is_so: Callable[[], bool], *, seconds: float = 30) -> float:
    """How long it took."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds
        time.sleep(0.1)
    return time.monotonic() - begun
