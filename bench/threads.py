"""What a page of a discussion costs, by the length and the shape of the thread. Run: uv run
bench/threads.py

Every shape is measured in turn, five rounds, on one database of its own; the result is the ratio
to a thread of 60
comments. DATABASE_URL chooses PostgreSQL instead of a SQLite file.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="cpdblog-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext
from rich.console import Console
from rich.table import Table

from comments.discussion import address_of
from comments.models import Comment
from comments.thread_paths import step
from posts.models import Post
from tests.make import NOON, make_blog, make_post

ROUNDS = 5
REPEATS = 8
WORDS = "There is a chair for you by the window, and somebody has kept the kettle warm since nine."


def fill(post: Post, parents: list[int | None]) -> None:
    """PARENTS[n] is the place in the list of the comment that number n answers."""
    highest = Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made: list[Comment] = []
    for number, place in enumerate(parents):
        parent = made[place] if place is not None else None
        comment = Comment(
            pk=highest + 1 + number,
            blog_id=post.blog_id,
            post=post,
            parent_id=parent.pk if parent else None,
            depth=parent.depth + 1 if parent else 1,
            status=Comment.Status.APPROVED,
            name=f"Reader {number}",
            email=f"reader{number}@example.org",
            source=WORDS,
            body_html=f"<p>{WORDS}</p>",
            key=str(number),
            posted_at=NOON,
        )
        comment.path = (parent.path if parent else "") + step(NOON, comment.pk)
        made.append(comment)
    Comment.objects.bulk_create(made, batch_size=1000)
    Post.objects.filter(pk=post.pk).update(comment_count=len(made))


def shapes() -> dict[str, list[int | None]]:
    return {
        "60 comments": [None] * 60,
        "10,000 at the top": [None] * 10_000,
        "1 with 9,999 replies": [None] + [0] * 9_999,
        "157 chains of 64": [n - 1 if n % 64 else None for n in range(10_000)],
    }


def measure(addresses: dict[str, str]) -> dict[str, list[float]]:
    client = Client()
    taken: dict[str, list[float]] = {name: [] for name in addresses}
    for _round in range(ROUNDS):
        for name, address in addresses.items():
            begun = time.process_time()
            for _repeat in range(REPEATS):
                client.get(address)
            taken[name].append((time.process_time() - begun) / REPEATS * 1000)
    return taken


def facts(address: str) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(queries), len(answer.content)


def pages() -> dict[str, str]:
    blog = make_blog()
    addresses = {}
    for name, parents in shapes().items():
        post = make_post(blog, title=name)
        fill(post, parents)
        last = post.comments.placed().order_by("-path").first()
        middle = post.comments.placed().in_thread_order()[len(parents) // 2]
        addresses[f"{name}, first page"] = post.get_absolute_url()
        addresses[f"{name}, a permalink in the middle"] = address_of(middle).partition("#")[0]
        addresses[f"{name}, the last comment"] = address_of(last).partition("#")[0]
    connection.cursor().execute("ANALYZE")
    return addresses


def main() -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    before = runner.setup_databases()
    try:
        addresses = pages()
        taken = measure(addresses)
        table = Table("page", "queries", "bytes", "CPU ms", "ratio", title=connection.vendor)
        base = median(taken["60 comments, first page"])
        for name, address in addresses.items():
            queries, size = facts(address)
            cost = median(taken[name])
            table.add_row(name, str(queries), f"{size:,}", f"{cost:.1f}", f"{cost / base:.2f}")
        Console(width=110).print(table)
    finally:
        runner.teardown_databases(before)


if __name__ == "__main__":
    main()
