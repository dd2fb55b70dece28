"""The community as it is run: bin/run, its web server and its worker, on a port of their own."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from tests.serving.visitor import Community

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared_below(tmp_path_factory.getbasetemp())


@cache
def prepared_below(folder: Path) -> Path:
    """Once, whichever folder of tests asks, and for all processes of a run: it takes longer than
    most of them. Each process has a copy of its own.
    """
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    first, unfinished = shared / "prepared", shared / "in-preparation"
    with (shared / "preparing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            unfinished.mkdir()
            prepare(unfinished)
            unfinished.rename(first)
    data = folder / "community"
    shutil.copytree(first, data)
    (data / "media").mkdir(exist_ok=True)
    (data / "media" / "long.webp").write_bytes(bytes(range(256)) * 40_000)
    return data


@pytest.fixture(scope="session")
def community(prepared: Path) -> Iterator[Community]:
    with running(prepared) as served:
        yield served


@contextmanager
def running(data: Path, **variables: str) -> Iterator[Community]:
    port = free_port()
    with (data / "log").open("ab") as log:
        program = subprocess.Popen(  # noqa: S603
            [ROOT / "bin" / "run"],
            cwd=ROOT,
            env=environment(data, HOST="127.0.0.1", PORT=str(port), WORKERS="1", **variables),
            stderr=log,
            start_new_session=True,
        )
    served = Community(port, data, program)
    try:
        served.wait_until_it_answers()
        yield served
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(timeout=30)


def prepare(data: Path, **variables: str) -> None:
    run_in(data, "-m", "cpdblog.management.prepare", "--port", "0", **variables)
    furnish = "from tests.serving.furnish import furnish; print(furnish())"
    shell = ["manage.py", "shell", "--no-imports", "-c", furnish]
    (data / "session").write_text(run_in(data, *shell, **variables))


def run_in(data: Path, *words: str, **variables: str) -> str:
    result = subprocess.run(  # noqa: S603
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(data, **variables),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return result.stdout


def environment(data: Path, **variables: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "DATA_DIR": str(data), "SECONDS_TO_SEND": "2", **variables}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
