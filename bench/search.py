"""What a search costs among 20,000 posts. Run: uv run bench/search.py

The words are few, so that most of them are in nearly every post: the worst that can be asked.
DATABASE_URL chooses PostgreSQL instead of a SQLite file.
"""

from __future__ import annotations

import os
import random
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

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext
from rich.console import Console
from rich.table import Table

from blogs.models import Blog
from posts.models import Post
from tests.make import NOON, make_blog

POSTS = int(os.environ.get("POSTS", "20000"))
WORDS_A_POST = 200
REPEATS = 9
WORDS = "thing seven networking librarian reflection community group room people talk learn share"
EVERYWHERE = [*WORDS.split(), *(f"usual{number}" for number in range(30))]
QUERIES = {
    "a rare word": "word4711",
    "a word of every hundredth post": "seldom17",
    "a word of nearly every post": "networking",
    "three words of nearly every post": "thing seven networking",
    "a phrase": '"thing seven"',
    "two letters": "li",
    "a word nobody wrote": "zeppelin",
}


def text(number: int) -> str:
    chosen = random.Random(number)  # noqa: S311 - the same posts every time
    words = chosen.choices(EVERYWHERE, k=WORDS_A_POST)
    return " ".join([*words, f"seldom{number % 100}", f"word{number}"])


def fill() -> None:
    blogs = [make_blog() for _ in range(20)]
    owners = {blog.pk: blog.owner() for blog in Blog.objects.all()}
    posts = []
    for number in range(POSTS):
        blog = blogs[number % len(blogs)]
        post = Post(blog=blog, author=owners[blog.pk], title=f"Post {number}", slug=f"p{number}")
        post.body_html = f"<p>{text(number)}</p>"
        post.opening = "It rained, and we talked."
        post.status, post.published_at = Post.Status.PUBLISHED, NOON
        post.address_year, post.address_month = 2000 + number % 12, 7
        posts.append(post)
    Post.objects.bulk_create(posts, batch_size=500)
    begun = time.process_time()
    call_command("index_search")
    Console().print(f"Indexing {POSTS:,} posts: {time.process_time() - begun:.1f} s of CPU")


def milliseconds(address: str) -> float:
    taken = []
    for _repeat in range(REPEATS):
        begun = time.process_time()
        answer = Client().get(address)
        taken.append((time.process_time() - begun) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return median(taken)


def main() -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    before = runner.setup_databases()
    try:
        fill()
        table = Table("asked", "queries", "CPU ms", title=f"{connection.vendor}, whole pages")
        for name, words in QUERIES.items():
            for more in ("", "&order=newest", "&year=2005"):
                address = f"/search/?q={words.replace(' ', '+')}{more}"
                cost = milliseconds(address)
                with CaptureQueriesContext(connection) as queries:
                    Client().get(address)
                table.add_row(f"{name} {more}", str(len(queries)), f"{cost:.1f}")
        Console(width=100).print(table)
    finally:
        runner.teardown_databases(before)


if __name__ == "__main__":
    main()
