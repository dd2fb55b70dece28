"""The settings as they are shipped: a cache in a table, a queue with a worker, writes on disk."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.serving.conftest import ROOT, environment, run_in
from tests.shipped.acts import POST, publish, reply, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serving.visitor import Community

FACTS = """
import json
from django.core.cache import cache
from django.db import connection
cache.set("kettle", {"is": "on"}, timeout=60)
with connection.cursor() as cursor:
    pragmas = [f"PRAGMA {name}" for name in ("synchronous", "journal_mode")]
    values = [cursor.execute(pragma).fetchone()[0] for pragma in pragmas]
print(json.dumps([*values, cache.get("kettle")]))
"""
QUEUE = """
from posts.cards.tasks import draw_card
from posts.models import Post
for _ in range(12):
    draw_card.enqueue(post_id=Post.objects.get(slug="rain").pk)
"""
FULL = 2  # what SQLite calls synchronous=FULL


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """What was prepared, and nothing runs there."""
    name = "community.sqlite3"
    one, other = sqlite3.connect(prepared / name), sqlite3.connect(tmp_path / name)
    with closing(one), closing(other):
        one.backup(other)
    return tmp_path


def query(data: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(data / "community.sqlite3")) as connection:
        return connection.execute(question).fetchall()


def test_an_answered_write_is_on_the_disk_and_the_cache_is_shared(data: Path) -> None:
    facts = json.loads(run_in(data, "manage.py", "shell", "--no-imports", "-c", FACTS))

    assert facts[:3] == [FULL, "wal", {"is": "on"}]
    assert query(data, "SELECT count(*) FROM cache") == [(1,)]


def test_two_workers_at_once_do_each_task_once(data: Path) -> None:
    run_in(data, "manage.py", "shell", "--no-imports", "-c", QUEUE)
    work = [sys.executable, "manage.py", "work", "--until-empty", "--verbosity", "0"]

    workers = [
        subprocess.Popen(work, cwd=ROOT, env=environment(data))  # noqa: S603
        for _ in range(2)
    ]

    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    done = query(data, "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult")
    assert len(done) >= 12
    assert {status for status, _workers in done} == {"SUCCESSFUL"}
    assert {len(json.loads(workers)) for _status, workers in done} == {1}


def test_a_post_is_published_and_its_card_drawn_behind_the_page(community: Community) -> None:
    answer = publish(community, "Thunder")

    assert answer.status == 302
    assert b"Thunder" in community.get(answer.headers["location"]).words
    drawn = "SELECT card FROM posts_post WHERE title = 'Thunder' AND card <> ''"
    wait_until(lambda: bool(query(community.data, drawn)))
    [(card,)] = query(community.data, drawn)
    assert community.get(f"/media/{card}").headers["content-type"] == "image/png"
    assert "Starting" not in community.log()  # nobody needs to know of workers that are well


def test_who_writes_too_quickly_is_asked_to_wait(community: Community) -> None:
    first = reply(community, "Once", guest="Quick Guest")
    second = reply(community, "Twice", guest="Quick Guest")

    assert (first.status, second.status) == (303, 429)
    assert b"Twice" in second.words
    assert b"Once" not in community.get(POST).words  # a guest's words wait here first
