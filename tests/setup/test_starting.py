"""The settings and scripts as an administrator meets them, in programs of their own."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shipped.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
PREPARE = [sys.executable, "-m", "cpdblog.management.prepare", "--port", "0"]
TOGETHER = [sys.executable, "-m", "cpdblog.management.supervisor"]
PRODUCTION = {
    "PRODUCTION": "yes",
    "SITE_URL": "https://blogs.example.org",
    "SECRET_KEY": "correct-horse-battery-staple-" * 3,
}


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "cpdblog.settings", **more}


def run(words: list[str], data: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603
        words,
        cwd=ROOT,
        env=environment(data, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SITE_URL"])
def test_production_says_in_one_line_what_is_missing(missing: str, tmp_path: Path) -> None:
    variables = {name: value for name, value in PRODUCTION.items() if name != missing}

    done = run(PREPARE, tmp_path, **variables)

    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert missing in done.stderr


def test_the_folder_for_everything_is_made_where_there_is_none(tmp_path: Path) -> None:
    data = tmp_path / "srv" / "community"

    done = run(PREPARE, data, **PRODUCTION, MAIL_HOST="mail.example.org")

    assert done.returncode == 0, done.stderr
    assert (data / "community.sqlite3").exists()


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    done = run([*PREPARE, "--host", "192.0.2.1"], tmp_path)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_production_has_nothing_to_reproach(tmp_path: Path) -> None:
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    done = run(check, tmp_path, **PRODUCTION, MAIL_HOST="mail.example.org")

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("wished", "promised"),
    [
        ({}, "max-age=31536000"),
        ({"HSTS_SUBDOMAINS": "yes"}, "max-age=31536000; includeSubDomains"),
        (
            {"HSTS_SUBDOMAINS": "yes", "HSTS_PRELOAD": "yes"},
            "max-age=31536000; includeSubDomains; preload",
        ),
    ],
    ids=["for this host", "for those below it", "for the lists"],
)
def test_https_is_promised_for_no_other_host_unless_wished(
    wished: dict[str, str], promised: str, tmp_path: Path
) -> None:
    ask = """
import django; django.setup()
from django.test import Client
answer = Client().get("/robots.txt", secure=True, headers={"host": "blogs.example.org"})
print(answer["Strict-Transport-Security"])
"""

    done = run([sys.executable, "-c", ask], tmp_path, **PRODUCTION, **wished)

    assert done.stdout.strip() == promised, done.stderr


def test_the_lists_take_whole_domains_only(tmp_path: Path) -> None:
    done = run(PREPARE, tmp_path, **PRODUCTION, HSTS_PRELOAD="yes")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "HSTS_SUBDOMAINS" in done.stderr


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    show = "from django.conf import settings; print(settings.SECRET_KEY)"
    data = tmp_path / "data"

    first, second = (run([sys.executable, "-c", show], data).stdout for _ in range(2))

    assert first == second
    assert len(first) > 60
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    show = "from django.conf import settings; print(settings.SECRET_KEY)"
    (tmp_path / "key").write_text("from a file\n")

    done = run([sys.executable, "-c", show], tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))

    assert done.stdout == "from a file\n"


def start_together(tmp_path: Path, first: str, second: str) -> "subprocess.Popen[bytes]":
    words = [*TOGETHER, "sh", "-c", first, "and", "sh", "-c", second]
    return subprocess.Popen(words, cwd=ROOT, env=environment(tmp_path))  # noqa: S603


def wait_until(is_so: Callable[[], bool], *, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def is_there(number: int) -> bool:
    """Whether a process of this number runs, and is not only waited for."""
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def numbers_in(file: Path, *, at_least: int) -> list[int]:
    """What programs wrote there, a line each."""
    wait_until(lambda: file.exists() and len(file.read_text().splitlines()) >= at_least)
    return [int(line) for line in file.read_text().splitlines()]


# Writes its own number and that of a child that would live on without it.
PARENT = "sleep 60 & echo $$ >> {0}/parents; echo $! >> {0}/children; wait"


def test_what_falls_is_started_again_and_leaves_nobody_behind(tmp_path: Path) -> None:
    program = start_together(tmp_path, PARENT.format(tmp_path), "sleep 60")
    [first] = numbers_in(tmp_path / "parents", at_least=1)
    numbers_in(tmp_path / "children", at_least=1)

    os.kill(first, signal.SIGKILL)

    second = numbers_in(tmp_path / "parents", at_least=2)[1]
    children = numbers_in(tmp_path / "children", at_least=2)
    assert [is_there(number) for number in (first, second, *children)] == [
        False,
        True,
        False,
        True,
    ]
    program.terminate()
    assert program.wait(timeout=30) == 0
    assert not any(is_there(number) for number in (second, *children))


def test_what_falls_again_and_again_is_started_again_and_again(tmp_path: Path) -> None:
    program = start_together(tmp_path, f"echo $$ >> {tmp_path}/first; exit 3", "sleep 60")

    assert len(set(numbers_in(tmp_path / "first", at_least=4))) >= 4
    assert program.poll() is None

    program.terminate()
    assert program.wait(timeout=30) == 0


def test_nothing_outlives_the_program_that_keeps_both(tmp_path: Path) -> None:
    line = "echo $$ > {}; exec sleep 60"
    files = [tmp_path / "one", tmp_path / "two"]
    program = start_together(tmp_path, *(line.format(file) for file in files))
    running = [numbers_in(file, at_least=1)[0] for file in files]

    program.kill()
    program.wait()

    wait_until(lambda: not any(is_there(number) for number in running))


@pytest.mark.parametrize("host", ["127.0.0.1:1", "nowhere.invalid"])
def test_the_start_waits_for_a_database_that_is_not_there_yet(host: str, tmp_path: Path) -> None:
    away = f"postgres://postgres@{host}/community"
    waiting = subprocess.Popen(  # noqa: S603
        PREPARE,
        cwd=ROOT,
        env=environment(tmp_path, DATABASE_URL=away),
        stderr=subprocess.PIPE,
        text=True,
    )
    with waiting as program:
        assert program.stderr
        lines = [program.stderr.readline() for _twice in range(2)]
        is_waiting = program.poll() is None
        program.kill()

    assert is_waiting
    assert all(line.startswith("Waiting for the database") for line in lines), lines


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    cluster = Cluster("kettle")
    yield cluster
    cluster.delete_permanently()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("database", "password", "reason"),
    [("postgres", "teapot", "password"), ("community", "kettle", '"community" does not exist')],
)
def test_a_database_that_does_not_let_us_in_is_not_waited_for(
    database: str, password: str, reason: str, postgres: Cluster, tmp_path: Path
) -> None:
    done = run(PREPARE, tmp_path, DATABASE_URL=postgres.url_of(database, password))

    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith("The database of DATABASE_URL cannot be used: ")
    assert reason in last
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_both_programs(number: signal.Signals, tmp_path: Path) -> None:
    line = "echo $$ > {}; exec sleep 60"
    files = [tmp_path / "one", tmp_path / "two"]
    program = start_together(tmp_path, *(line.format(file) for file in files))
    running = [numbers_in(file, at_least=1)[0] for file in files]

    program.send_signal(number)

    assert program.wait(timeout=30) == 0
    assert not any(is_there(process) for process in running)
