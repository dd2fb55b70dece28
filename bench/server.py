"""WSGI on one thread beside what we run, with slow people about. Run: uv run bench/server.py

Both serve the filled demo, one process each, in turn, so that a busy machine is as unfair to one
as to the other. What counts is how they compare, not the figures themselves.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA_DIR") or tempfile.mkdtemp(prefix="cpdblog-bench-"))
PAGES = {"no database": "/robots.txt", "front page": "/", "discussion": "/@next-stop/"}
SECONDS = float(os.environ.get("SECONDS", "4"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
READERS = 6
SLOW = [int(count) for count in os.environ.get("SLOW", "0 20 2000").split()]
GRANIAN = [str(ROOT / ".venv" / "bin" / "granian"), "--host", "127.0.0.1", "--log-level", "error"]


def ours() -> list[str]:
    """The web server of bin/run, without its worker."""
    line = (ROOT / "bin" / "run").read_text().replace("\\\n", " ")
    words = re.search(r"granian (.*?)\s+and ", line, re.DOTALL)
    assert words
    options = (
        words[1]
        .replace('--host "$HOST" --port "$PORT"', "")
        .replace('"$WORKERS"', "1")
        .replace('"$asking"', "20000")
    )
    return [*GRANIAN, *options.replace('"$connections"', "8000").split()]


SERVERS = {
    "WSGI": [
        *GRANIAN,
        "--interface",
        "wsgi",
        "--blocking-threads",
        "1",
        "cpdblog.wsgi:application",
    ],
    "ours": ours(),
}


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "DATA_DIR": str(DATA), "LOG_LEVEL": "ERROR", **more}


@dataclass
class Got:
    """What readers got of a page: seconds each, None for what did not come; and what it cost."""

    times: list[float | None] = field(default_factory=list)
    processor: float = 0

    def add(self, other: Got) -> None:
        self.times += other.times
        self.processor += other.processor

    def figures(self) -> list[str]:
        there = sorted(time for time in self.times if time is not None)
        if len(there) < 2:
            return ["0", "-", "-", "-", str(len(self.times))]
        cuts = quantiles(there, n=100)
        seconds = [cuts[49], cuts[98], self.processor / len(there)]
        rate = len(there) / (SECONDS * ROUNDS)
        missing = len(self.times) - len(there)
        return [f"{rate:.0f}", *(f"{each * 1000:.1f} ms" for each in seconds), str(missing)]


def processor_time(pid: int) -> float:
    """Seconds that a program and what it started have had."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_time(int(child)) for child in children)


@contextmanager
def served(command: list[str]) -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    arguments = [*command[:-1], "--port", str(port), command[-1]]
    program = subprocess.Popen(  # noqa: S603
        arguments, cwd=ROOT, env=environment(), start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 30
        while took(port, "/robots.txt") is None:
            assert time.monotonic() < until
            time.sleep(0.1)
        yield port, program.pid
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


@contextmanager
def slow_people(port: int, count: int) -> Iterator[None]:
    """Each sends a form a byte a second, and comes again when told to go."""
    over = threading.Event()
    us = f"localhost:{port}"
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999"
    head = f"POST /accounts/login/ HTTP/1.1\r\nHost: {us}\r\nOrigin: http://{us}\r\n{form}\r\n\r\n"
    people: dict[int, socket.socket] = {}

    def drip() -> None:
        while not over.is_set():
            for number in range(count):
                try:
                    people[number].sendall(b"a")
                except (KeyError, OSError):
                    people[number] = socket.create_connection(("127.0.0.1", port))
                    people[number].sendall(head.encode())
            over.wait(1)

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        time.sleep(3 if count else 0)
        yield
    finally:
        over.set()
        dripping.join()
        for person in people.values():
            person.close()


def took(port: int, path: str) -> float | None:
    """Seconds until the page was there; None where it did not come in five."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return time.perf_counter() - begun if answer.status == 200 else None


def read(port: int, path: str) -> list[float | None]:
    """What READERS people got in SECONDS who read as fast as they can."""
    until, got = time.monotonic() + SECONDS, list[float | None]()

    def reader() -> None:
        while time.monotonic() < until:
            got.append(took(port, path))

    readers = [threading.Thread(target=reader) for _ in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return got


def measured(name: str, slow: int) -> dict[str, Got]:
    got = {}
    with served(SERVERS[name]) as (port, pid), slow_people(port, slow):
        for page, path in PAGES.items():
            before = processor_time(pid)
            times = read(port, path)
            got[page] = Got(times, processor_time(pid) - before)
    return got


def main() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    prepare = [sys.executable, "-m", "cpdblog.management.prepare", "--port", "0", "--demo"]
    subprocess.run(prepare, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    got: dict[tuple[str, int, str], Got] = {}
    for _round in range(ROUNDS):
        for slow in SLOW:
            for name in SERVERS:
                for page, one in measured(name, slow).items():
                    got.setdefault((page, slow, name), Got()).add(one)
    table = Table("page", "slow", "server", "a second", "median", "p99", "processor", "not in 5 s")
    for page in PAGES:
        for slow in SLOW:
            for name in SERVERS:
                table.add_row(page, str(slow), name, *got[page, slow, name].figures())
    Console().print(table)


if __name__ == "__main__":
    main()
