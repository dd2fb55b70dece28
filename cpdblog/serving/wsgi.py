"""Django's own WSGI handler, asked on a thread and answering with what can be sent without one."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from granian.rsgi import Scope

type Handler = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
type Headers = list[tuple[str, str]]

_IN_MEMORY = 4_000_000  # no page is longer; an archive read from elsewhere may be


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes = b""
    file: str = ""  # the path of one on the disk, in place of the body
    is_ours: bool = False  # made for this answer alone


def environment(scope: Scope) -> dict[str, Any]:
    """What a WSGI application is headers of a request whose body is somewhere else."""
    server, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.input_terminated": True,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _File,
        **_headers(scope),
    }


def _headers(scope: Scope) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in scope.headers.items():
        if "_" in name:  # it could pass for the one with a hyphen, which proxies vouch for
            continue
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        together = "; " if key == "HTTP_COOKIE" else ","
        headers[key] = f"{headers[key]}{together}{value}" if key in headers else value
    return headers


def ask(handler: Handler, environ: dict[str, Any]) -> Answer:
    """Asks Django, and closes everything it opened, on this thread."""
    head: list[Any] = []
    content = handler(environ, lambda status, headers, *_: head.extend([status, headers]))
    try:
        status, headers = int(head[0].split(" ", 1)[0]), head[1]
        if environ["REQUEST_METHOD"] == "HEAD":
            return Answer(status, headers)
        if isinstance(content, _File) and content.path:
            return Answer(status, headers, file=content.path)
        return _collected(status, headers, content)
    finally:
        if close := getattr(content, "close", None):
            close()


def _collected(status: int, headers: Headers, pieces: Iterable[bytes]) -> Answer:
    """All of it before any of it is sent: no thread waits for somebody who reads slowly."""
    content = bytearray()
    rest = iter(pieces)
    for piece in rest:
        content += piece
        if len(content) > _IN_MEMORY:
            return Answer(
                status, headers, file=_stored(chain([bytes(content)], rest)), is_ours=True
            )
    return Answer(status, headers, bytes(content))


def _stored(pieces: Iterable[bytes]) -> str:
    with tempfile.NamedTemporaryFile(prefix="answer-", delete=False) as file:
        file.writelines(pieces)
    return file.name


class _File:
    """What Django hands over in place of content when it answers with a file."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._size = size
        self.close = file.close

    @property
    def path(self) -> str:
        """Where it lies, for the web server to send; nothing where it is but a part of a file."""
        name = getattr(self._file, "name", "")
        return name if isinstance(name, str) and Path(name).is_file() else ""

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(self._size):
            yield piece
