"""What it costs to pack a blog: seconds of CPU and memory, by the number of posts. Run: uv run
bench/leaving.py [POSTS …]

Every size is packed in a process of its own, so that the memory of one is not that of another.
DATABASE_URL chooses PostgreSQL instead of a SQLite file.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="cpdblog-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from typing import TYPE_CHECKING

from django.db import connection
from django.test.runner import DiscoverRunner
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from comments.models import Comment
from comments.thread_paths import step
from posts.models import Post
from tests.make import NOON, make_blog, make_post
from transfer.exporters.archive.packing import Packing

if TYPE_CHECKING:
    from blogs.models import Blog

SIZES = [100, 1000, 5000]
COMMENTS = 6
WORDS = "There is a chair for you by the window, and somebody has kept the kettle warm since nine. "


def fill(blog: Blog, number: int) -> None:
    """NUMBER posts of two thousand words with six comments, copied from one that was written."""
    post = make_post(blog, source="\n\n".join([WORDS * 11] * 10), tags=["tea", "chairs"])
    for count in range(number - 1):
        month, year = count % 12 + 1, 2005 + count // 12 % 20
        post.pk, post.slug = None, f"post-{count}"
        post.published_at = NOON.replace(year=year, month=month)
        post.address_year, post.address_month = year, month
        post.save(force_insert=True)
    rows = [
        Comment(
            blog=blog,
            post_id=key,
            status="approved",
            name=f"Reader {which}",
            source=WORDS,
            body_html=f"<p>{WORDS}</p>",
            key=f"{which}",
            posted_at=NOON,
            path=step(NOON, which),
        )
        for key in Post.objects.values_list("pk", flat=True)
        for which in range(COMMENTS)
    ]
    Comment.objects.bulk_create(rows, batch_size=500)


def measure(number: int) -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        blog = make_blog(handle="bench")
        if os.fork() == 0:  # what filling costs is not what packing costs
            connection.close()
            fill(blog, number)
            os._exit(0)
        os.wait()
        before, begun = _memory(), time.process_time()
        with tempfile.TemporaryFile() as file:
            for _post in Packing(blog, file, timezone.now()).run():
                pass
            size = file.tell()
        seconds = time.process_time() - begun
        print(number, f"{seconds:.1f}", f"{before:.0f}", f"{_memory():.0f}", f"{size / 1e6:.1f}")
    finally:
        runner.teardown_databases(databases)


def _memory() -> float:
    """The most this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: list[int]) -> None:
    table = Table("posts", "seconds of CPU", "MB before", "MB at most", "zip, MB")
    for number in sizes:
        answer = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, __file__, "--one", str(number)],
            capture_output=True,
            text=True,
            check=True,
        )
        table.add_row(*answer.stdout.split())
    Console().print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main([int(word) for word in sys.argv[1:]] or SIZES)
