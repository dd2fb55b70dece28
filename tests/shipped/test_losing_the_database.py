"""A PostgreSQL that is killed takes the community away for as long as it is away, and no longer."""

from __future__ import annotations

import logging
import os
import shutil
import time
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.serving.conftest import prepare, running
from tests.shipped.acts import POST, publish, reply, wait_until
from tests.shipped.postgres import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serving.visitor import Community

# One is enough to see whether it goes on; POSTMASTER_KILLS=10 looks whether it always does.
logger = logging.getLogger(__name__)
KILLS = int(os.environ.get("POSTMASTER_KILLS", "1"))
AWAY = float(os.environ.get("POSTMASTER_AWAY", "2"))  # seconds


@pytest.fixture
def postgres() -> Iterator[Cluster]:
    cluster = Cluster()
    yield cluster
    cluster.delete_permanently()


@pytest.mark.postgres
def test_the_community_goes_on_by_itself_after_its_database_was_killed(
    postgres: Cluster, prepared: Path, tmp_path: Path
) -> None:
    shutil.copytree(prepared / "static", tmp_path / "static")
    shutil.copy(prepared / "static.stamp", tmp_path)
    data = {"DATABASE_URL": postgres.url, "SECONDS_BETWEEN_COMMENTS": "0"}
    prepare(tmp_path, **data)
    with running(tmp_path, **data) as community:
        for number in range(1, KILLS + 1):
            away = survives_a_kill(community, postgres, number)
            logger.info("Kill %s: pages %.1f s, work %.1f s after the start", number, *away)

        assert community.program.poll() is None
    rows = query(postgres, "SELECT source, count(*) FROM comments_comment GROUP BY source")
    assert dict(rows) == {f"Words {number}": 1 for number in range(1, KILLS + 1)}


def survives_a_kill(community: Community, postgres: Cluster, number: int) -> tuple[float, float]:
    """How long after its database was back it had pages again, and work behind them was done."""
    words = f"Words {number}"
    postgres.kill()
    wait_until(lambda: community.get("/").status == 503)

    refused = reply(community, words)
    assert (refused.status, int(refused.headers["retry-after"]) > 0) == (503, True)
    assert f"\n{words}</textarea>".encode() in refused.words
    time.sleep(AWAY)
    postgres.start()

    pages = wait_until(lambda: community.get(POST).status == 200)
    assert reply(community, words).status == 303
    assert publish(community, f"Storm {number}").status == 302
    undrawn = "SELECT title FROM posts_post WHERE title LIKE 'Storm%' AND card = ''"
    return pages, wait_until(lambda: not query(postgres, undrawn), seconds=60)


def query(postgres: Cluster, question: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(postgres.url) as connection:
        return connection.execute(question).fetchall()
