"""A folder var/ that an older version filled: told in a sentence, nothing lost."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.setup.test_starting import PREPARE, run

MIGRATIONS = """
CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied text);
INSERT INTO django_migrations (app, name, applied) VALUES ('posts', '0002_moving_in', '2026-01-01');
"""


def filled_by_an_older_version(data: Path) -> Path:
    file = data / "community.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(MIGRATIONS)
        database.commit()
    return file


def test_the_demo_is_made_anew_beside_what_was_there(tmp_path: Path) -> None:
    filled_by_an_older_version(tmp_path)

    done = run([*PREPARE, "--demo"], tmp_path)

    assert done.returncode == 0, done.stderr
    assert "of an older version is kept as" in done.stderr
    with closing(sqlite3.connect(tmp_path / "community-before.sqlite3")) as kept:
        assert kept.execute("SELECT name FROM django_migrations").fetchall() == [
            ("0002_moving_in",)
        ]
    with closing(sqlite3.connect(tmp_path / "community.sqlite3")) as new:
        assert new.execute("SELECT count(*) FROM posts_post").fetchone()[0] > 10


def test_a_real_community_is_left_as_it_is(tmp_path: Path) -> None:
    file = filled_by_an_older_version(tmp_path)

    done = run(PREPARE, tmp_path)

    assert done.returncode == 1
    assert "made by an older version" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("django_migrations",)]


def test_a_first_migration_that_was_rewritten_is_met_with_a_sentence(tmp_path: Path) -> None:
    assert run(PREPARE, tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "community.sqlite3")) as database:
        database.execute("ALTER TABLE posts_workingcopy RENAME COLUMN fields TO words")
        database.commit()

    done = run(PREPARE, tmp_path)

    assert done.returncode == 1
    assert "made by an older version" in done.stderr


def test_a_half_applied_migration_is_gone_on_with(tmp_path: Path) -> None:
    assert run(PREPARE, tmp_path).returncode == 0
    code = "import sys, django; django.setup(); from django.core.management import call_command"
    undo = f"{code}; call_command('migrate', 'search', 'zero', verbosity=0)"
    assert run([sys.executable, "-c", undo], tmp_path).returncode == 0

    assert run(PREPARE, tmp_path).returncode == 0

    with closing(sqlite3.connect(tmp_path / "community.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM search_document").fetchone() == (0,)
