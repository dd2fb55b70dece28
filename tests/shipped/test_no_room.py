"""The disk takes nothing more: nothing is kept by halves, nothing typed is lost, pages go on."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from tests.drawings import drawing
from tests.serving.visitor import PICTURES, family
from tests.shipped.acts import POST, SEAL, publish, reply, send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serving.visitor import Answer, Community

WRITE = "/desk/@quiet-carriage/write/"


@contextmanager
def no_room(community: Community) -> Iterator[None]:
    """As far as files go: none of its programs may make one longer than a few words."""
    _limit_files(community, 1000)
    try:
        yield
    finally:
        _limit_files(community, resource.RLIM_INFINITY)


def _limit_files(community: Community, most: int) -> None:
    for number in family(community.program.pid):
        _soft, hard = resource.prlimit(number, resource.RLIMIT_FSIZE)
        resource.prlimit(number, resource.RLIMIT_FSIZE, (most, hard))


def bring(community: Community, picture: bytes) -> Answer:
    parts = (
        f'--here\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{SEAL}\r\n'
    )
    parts += '--here\r\nContent-Disposition: form-data; name="alt"\r\n\r\nA kettle\r\n'
    parts += '--here\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n'
    body = parts.encode() + picture + b"\r\n--here--\r\n"
    data = {
        "Content_Type": "multipart/form-data; boundary=here",
        "Content_Length": str(len(body)),
        "Cookie": f"{community.cookie()}; csrf={SEAL}",
        "Sec_Fetch_Site": "same-origin",
        "X_In_Place": "yes",
    }
    return community.ask("POST", PICTURES, body, **data)


def kept(community: Community) -> list[Any]:
    questions = (
        "PRAGMA integrity_check",
        "SELECT count(*) FROM comments_comment",
        "SELECT count(*) FROM posts_post",
        "SELECT count(*) FROM images_image",
    )
    with closing(sqlite3.connect(community.data / "community.sqlite3")) as connection:
        return [connection.execute(question).fetchone()[0] for question in questions]


def test_a_full_disk_costs_nobody_a_word(community: Community) -> None:
    text = "My long thought about rain"
    small, large = drawing(size=(60, 40)), drawing(size=(900, 600))
    whole, *before = kept(community)

    with no_room(community):
        replied = reply(community, text, guest="Fay Full")
        published = publish(community, "No room")
        signed_up = send(community, "/accounts/signup/", email="new@example.org", username="newby")
        brought = [bring(community, picture) for picture in (small, large)]
        pages = [community.get(path).status for path in ("/", POST, f"{POST}reply/")]
        pages.append(community.get(WRITE, Cookie=community.cookie()).status)

    answers = [replied, published, signed_up, *brought]
    assert [answer.status for answer in answers] == [503] * 5
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)
    assert text.encode() in replied.words
    assert b"It rained." in published.words
    assert b"newby" in signed_up.words
    assert all(b'{"error": "We cannot' in answer.words for answer in brought)
    assert pages == [200] * 4
    assert kept(community) == [whole, *before] == ["ok", *before]

    comments, posts, pictures = before
    assert reply(community, text, guest="Fay Full").status == 303
    assert publish(community, "Room again").status == 302
    assert bring(community, large).status == 201
    assert kept(community) == ["ok", comments + 1, posts + 1, pictures + 1]
