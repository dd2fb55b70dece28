"""What bringing in a large WordPress export costs. Run: uv run bench/import_wordpress.py [MB]

Writes an export of MB megabytes (200) and brings it in three times in processes of their own:
once; once killed half way and run again; and once more over what is there. The ends must be the
same, and none may take 300 MB of memory. DATA_DIR is where the communities are made.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

HOUSE = Path(__file__).resolve().parent.parent
LIMIT = 300  # MB of memory
WORDS = ["shelf", "desk", "lamp", "rain", "paper", "chair", "window", "reader", "silence", "kettle"]
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Large</title><link>http://large.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>http://large.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ada</wp:author_login></wp:author>
"""

POSTS = """
    SELECT imported_from, title, slug, status, published_at, body_html, comment_count
    FROM posts_post ORDER BY imported_from
"""
COMMENTS = """
    SELECT said.key, answered.key, said.depth, said.status, said.posted_at, said.body_html
    FROM comments_comment said LEFT JOIN comments_comment answered ON answered.id = said.parent_id
    ORDER BY said.key
"""
ADDRESSES = """
    SELECT old.path, post.imported_from
    FROM posts_oldaddress old JOIN posts_post post ON post.id = old.post_id ORDER BY old.path
"""


@dataclass
class Run:
    seconds: float
    most_memory: float
    steps: int  # the progress bar moved


def write_export(path: Path, megabytes: int) -> tuple[int, int]:
    """How many posts and comments it holds: one picture to three posts, six answers to a post."""
    chance = random.Random(7)  # noqa: S311 - the same file every time
    posts = comments = 0
    with path.open("w") as file:
        file.write(HEAD)
        while file.tell() < megabytes * 1_000_000:
            posts += 1
            if posts % 3 == 0:
                file.write(_picture(posts))
            file.write(_post(chance, posts))
            for number in range(posts % 13):
                comments += 1
                file.write(_comment(chance, posts, number))
            file.write("</item>\n")
        file.write("</channel></rss>\n")
    return posts, comments


def _sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _post(chance: random.Random, number: int) -> str:
    day = f"20{10 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    text = "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>{_sentence(chance, 80)}</p>\n<!-- /wp:paragraph -->"
        for _paragraph in range(4 + number % 197)
    )
    return f"""<item><title><![CDATA[{_sentence(chance, 6)}]]></title>
<link>http://large.example/{day.replace("-", "/")}/post-{number}/</link>
<dc:creator><![CDATA[ada]]></dc:creator><content:encoded><![CDATA[{text}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{day} 12:00:00</wp:post_date_gmt>
<wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><wp:comment_status>open</wp:comment_status>
<category domain="category" nicename="c"><![CDATA[Category {number % 20}]]></category>
<category domain="post_tag" nicename="t"><![CDATA[{chance.choice(WORDS)}]]></category>
"""


def _picture(number: int) -> str:
    address = f"http://large.example/wp-content/uploads/2015/01/p-{number}.jpg"
    return f"""<item><title>p-{number}</title><wp:post_id>{number + 10_000_000}</wp:post_id>
<wp:post_type>attachment</wp:post_type><wp:attachment_url>{address}</wp:attachment_url></item>
"""


def _comment(chance: random.Random, post: int, number: int) -> str:
    own = post * 100 + number
    return f"""<wp:comment><wp:comment_id>{own}</wp:comment_id>
<wp:comment_author><![CDATA[Reader {number}]]></wp:comment_author>
<wp:comment_date_gmt>2020-01-01 12:{number:02}:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{_sentence(chance, 30)}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved>
<wp:comment_parent>{own - 1 if number % 3 else 0}</wp:comment_parent></wp:comment>
"""


def manage(data: Path, *words: str) -> list[str]:
    return ["env", f"DATA_DIR={data}", sys.executable, str(HOUSE / "manage.py"), *words]


def community(folder: Path, name: str) -> Path:
    data = folder / name
    for words in (["migrate", "-v0"], ["createcachetable"]):
        _run(data, *words)
    make = 'from accounts.models import User; User.objects.create_user("ada", "ada@example.org")'
    _run(data, "shell", "-v0", "-c", make)
    return data


def _run(data: Path, *words: str) -> None:
    command = manage(data, *words)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def bring_in(data: Path, export: Path, *, killed_after: float = 0) -> Run:
    words = manage(data, "import_wordpress", str(export), "--blog", "large", "--owner", "ada")
    colours = {"FORCE_COLOR": "1", "TTY_INTERACTIVE": "1", "COLUMNS": "80"}
    begun = time.monotonic()
    child = subprocess.Popen(  # noqa: S603
        words,
        env=os.environ | colours,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if killed_after:
        threading.Timer(killed_after, child.kill).start()
    shown = set(child.stderr.read().split("Moving in")) if child.stderr else set()
    _pid, status, usage = os.wait4(child.pid, 0)
    assert killed_after or status == 0, status
    run = Run(time.monotonic() - begun, usage.ru_maxrss / 1000, len(shown))
    print(run, flush=True)  # the largest take their time
    return run


def digest(data: Path) -> str:
    """Of what came in, without the numbers and moments that are ours."""
    found = hashlib.sha256()
    with sqlite3.connect(data / "community.sqlite3") as database:
        for query in (POSTS, COMMENTS, ADDRESSES):
            for row in database.execute(query):
                found.update(repr(row).encode())
    return found.hexdigest()


def main(megabytes: int) -> int:
    folder = Path(os.environ.get("DATA_DIR") or tempfile.mkdtemp(prefix="cpdblog-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    export = folder / "large.xml"
    posts, comments = write_export(export, megabytes)
    print(f"{export.stat().st_size:,} bytes, {posts:,} posts, {comments:,} comments", flush=True)
    undisturbed, disturbed = community(folder, "once"), community(folder, "killed")
    runs = {"once": bring_in(undisturbed, export)}
    runs["killed half way"] = bring_in(disturbed, export, killed_after=runs["once"].seconds / 2)
    runs["and run again"] = bring_in(disturbed, export)
    runs["once more"] = bring_in(undisturbed, export)
    table = Table("", "seconds", "most memory, MB", "steps of the bar")
    for name, run in runs.items():
        table.add_row(name, f"{run.seconds:.0f}", f"{run.most_memory:.0f}", str(run.steps))
    Console().print(table)
    same = digest(undisturbed) == digest(disturbed)
    print("The same end." if same else "The ends differ.")
    return 0 if same and all(run.most_memory < LIMIT for run in runs.values()) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
