"""Visitors by hand: sockets that say what no browser would, as slowly as they like."""

from __future__ import annotations

import socket
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

SIGN_IN = "/accounts/login/"
START = "/accounts/start/"
PICTURES = "/desk/@quiet-carriage/pictures/"
LONG_FILE = "/media/long.webp"
FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    words: bytes
    seconds: float


@dataclass
class Community:
    port: int
    data: Path
    program: subprocess.Popen[bytes]

    def wait_until_it_answers(self) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                self.get("/robots.txt")
            except OSError:
                assert time.monotonic() < until, self.log()
                assert self.program.poll() is None, self.log()
                time.sleep(0.1)
            else:
                return

    def log(self) -> str:
        return (self.data / "log").read_text()

    def cookie(self) -> str:
        """Of Ada, who keeps a blog here."""
        return f"session={(self.data / 'session').read_text().strip()}"

    def open_files(self, name: str = "") -> int:
        """How many of that NAME are held by all programs of the community together."""
        connections = [file for pid in family(self.program.pid) for file in open_by(pid)]
        return sum(file.endswith(name) for file in connections)

    @contextmanager
    def connected(self, by: str = "127.0.0.1") -> Iterator[socket.socket]:
        """From the address BY; a machine has many of its own."""
        to = ("127.0.0.1", self.port)
        with socket.create_connection(to, timeout=20, source_address=(by, 0)) as connection:
            yield connection

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, b"", **headers)

    def ask(self, method: str, path: str, body: bytes, **headers: str) -> Answer:
        with self.connected() as connection:
            connection.sendall(head(method, path, **headers) + body)
            return answer_on(connection, method)


def family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from family(int(child))


def open_by(pid: int) -> Iterator[str]:
    for file in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            yield str(file.readlink())


def head(method: str, path: str, **headers: str) -> bytes:
    """The beginning of a request; `Content_Length=3` is one of its headers."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Origin: http://localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


def answer_on(connection: socket.socket, method: str = "GET") -> Answer:
    begun = time.monotonic()
    response = HTTPResponse(connection, method=method)
    response.begin()
    words = response.read()
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, words, time.monotonic() - begun)
