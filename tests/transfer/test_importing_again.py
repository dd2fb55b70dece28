from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from accounts.models import User
from comments.models import Comment
from posts.models import Post
from tests.make import make_blog, make_user
from tests.transfer.importing import import_error, import_text
from tests.transfer.rows import all_rows
from tests.transfer.wxr import author, category, comment, export, item

if TYPE_CHECKING:
    from pathlib import Path

AUTHORS = author("flora") + author("cai", source_id=2, email="cai@example.org")
ITEMS = [
    item(
        f"Thing {source_id}",
        post_id=str(source_id),
        creator=["flora", "cai"][source_id % 2],
        terms=category("Things") + category(f"tag {source_id}", "post_tag"),
        comments=[
            comment("A", source_id=10 * source_id),
            comment("B", source_id=10 * source_id + 1, comment_parent=str(10 * source_id)),
            comment("C", source_id=10 * source_id + 2, comment_user_id="2"),
        ],
    )
    for source_id in range(1, 9)
]
WHOLE = export(*ITEMS, authors=AUTHORS)


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    import_text(tmp_path, WHOLE)
    before = all_rows()

    output = import_text(tmp_path, WHOLE)

    assert all_rows() == before
    assert "Brought in: nothing" in output
    assert "Already there: 8 posts, 24 comments" in output


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_what_was_changed_here_stays_and_what_is_new_there_is_added(tmp_path: Path) -> None:
    thing = item("Thing 7", post_id="7", comments=[comment("A", source_id=1)])
    import_text(tmp_path, export(thing))
    post = Post.objects.get()
    post.title = "Thing 7, again"
    post.save()

    later = [comment("A", source_id=1), comment("B", source_id=2, comment_parent="1")]
    import_text(tmp_path, export(item("Thing 7", post_id="7", comments=later)))

    post.refresh_from_db()
    assert (post.title, post.comment_count) == ("Thing 7, again", 2)
    assert Comment.objects.get(depth=2).parent == Comment.objects.get(depth=1)


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_the_same_number_of_another_blog_is_another_post(tmp_path: Path) -> None:
    import_text(tmp_path, export(item("One", post_id="7")))
    import_text(tmp_path, export(item("Two", post_id="7")).replace("quiet.example", "loud.example"))

    assert Post.objects.count() == 2


@pytest.mark.django_db
def test_a_trial_keeps_nothing_and_tells_the_same(tmp_path: Path) -> None:
    make_user("Dina", handle="dina")
    before = all_rows()

    trial = import_text(tmp_path, WHOLE, "--owner", "dina", "--dry-run", blog="new-home")

    assert all_rows() == before
    assert trial.endswith(import_text(tmp_path, WHOLE, "--owner", "dina", blog="new-home"))


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_cut_off_anywhere_and_sent_again_is_the_same_in_the_end(tmp_path: Path) -> None:
    for length in range(len(WHOLE) // 7, len(WHOLE) - 20, len(WHOLE) // 5):
        import_error(tmp_path, WHOLE[:length])

    import_text(tmp_path, WHOLE)

    assert imported_rows() == EXPECTED


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_a_database_that_stops_in_the_middle_of_an_item_leaves_whole_items(tmp_path: Path) -> None:
    left = [60]

    def fall(execute: Any, sql: str, *rest: Any) -> Any:
        is_writing = sql.startswith("INSERT")
        left[0] -= is_writing
        if is_writing and left[0] < 0:
            message = "disk full"
            raise OperationalError(message)
        return execute(sql, *rest)

    with connection.execute_wrapper(fall):
        assert "disk full" in import_error(tmp_path, WHOLE)
    assert 0 < Post.objects.count() < len(ITEMS)
    assert {post.comments.count() for post in Post.objects.all()} == {3}
    import_text(tmp_path, WHOLE)

    assert imported_rows() == EXPECTED


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_run_again_is_the_same_in_the_end(tmp_path: Path) -> None:
    make_blog(make_user("Ada"), handle="quiet-carriage")
    file = tmp_path / "whole.xml"
    file.write_text(WHOLE)

    killed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", CHILD, str(connection.settings_dict["NAME"]), str(file)],
        cwd=settings.BASE_DIR,
        timeout=60,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    assert 0 < Post.objects.count() < len(ITEMS)
    import_text(tmp_path, WHOLE)

    assert imported_rows() == EXPECTED


CHILD = """
import os, signal, sys
import tests.settings
tests.settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from django.core.management import call_command
from django.db import connection
left = 60
def fall(execute, sql, *rest):
    global left
    left -= sql.startswith("INSERT")
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, *rest)
with connection.execute_wrapper(fall):
    call_command("import_wordpress", sys.argv[2], "--blog", "quiet-carriage")
"""

EXPECTED = {
    (f"Thing {source_id}", ("Cai" if source_id % 2 else "Flora"), text, depth)
    for source_id in range(1, 9)
    for text, depth in [("<p>A</p>", 1), ("<p>B</p>", 2), ("<p>C</p>", 1)]
}


def imported_rows() -> set[tuple[str, str, str, int]]:
    assert Comment.objects.count() == len(EXPECTED)
    assert User.objects.count() == 3
    return {
        (found.post.title, found.post.author.name, found.source, found.depth)
        for found in Comment.objects.select_related("post__author")
    }
