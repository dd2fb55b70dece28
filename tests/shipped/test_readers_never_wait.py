"""Somebody else holds the database for writing: who reads does not notice."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from tests.shipped.acts import POST, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serving.visitor import Community

SOON = 2.0
PAGES = ["/", "/posts/", POST, f"{POST}reply/", "/search/?q=rain", "/people/ada/", "/feed/"]
OWN_PAGES = [*PAGES, "/desk/", "/desk/@quiet-carriage/write/", "/accounts/profile/"]


@contextmanager
def write_lock(community: Community) -> Iterator[None]:
    path = community.data / "community.sqlite3"
    with closing(sqlite3.connect(path, autocommit=True)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE posts_post SET title = title")
        yield
        other.execute("ROLLBACK")


def test_who_reads_never_waits_for_who_writes(community: Community) -> None:
    with ThreadPoolExecutor(12) as people:
        with write_lock(community):
            writers = [
                people.submit(reply, community, f"Words {number}", guest=f"Gus{number} Guest")
                for number in range(8)
            ]
            strangers = [community.get(page) for page in PAGES]
            ada = [community.get(page, Cookie=community.cookie()) for page in OWN_PAGES]
            assert not any(writer.done() for writer in writers)
        statuses = {writer.result().status for writer in writers}

    assert [(page.status, page.seconds < SOON) for page in strangers] == [(200, True)] * len(PAGES)
    assert [(page.status, page.seconds < SOON) for page in ada] == [(200, True)] * len(OWN_PAGES)
    assert 303 in statuses
    assert statuses <= {303, 429, 503}
