"""Whether pages come while everything goes wrong at once. Run: uv run bench/hard_day.py [PORT]

Starts a demo of its own beside a mail server that says nothing. Then 2,000 people, a hundred at an
address, send a reply a byte a second, an author brings twenty large pictures at once, and people
ask for codes to come in; meanwhile readers read. Fails where a page is not there within two
seconds. SLOW, PICTURES and SECONDS change how hard the day is.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.drawings import drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8139
SLOW = int(os.environ.get("SLOW", "2000"))
PICTURES = int(os.environ.get("PICTURES", "20"))
SECONDS = float(os.environ.get("SECONDS", "60"))
SOON = 2.0
POST = "/@next-stop/2026/05/the-man-who-borrows-the-same-book/"
PAGES = ["/", "/@next-stop/", POST, f"{POST}reply/", "/posts/", "/accounts/login/"]
SEAL = "s" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SESSION = """
from accounts.models import User
from tests.casts import signed_in
print(signed_in(User.objects.get(handle="ada")).cookies["session"].value)
"""


@contextmanager
def silent_mail_server() -> Iterator[int]:
    """Takes every call and says nothing; its system answers for it."""
    with socket.create_server(("127.0.0.1", 0), backlog=500) as listening:
        yield int(listening.getsockname()[1])


@contextmanager
def demo(variables: dict[str, str]) -> Iterator[None]:
    command = [str(ROOT / "bin" / "demo"), "--port", str(PORT)]
    program = subprocess.Popen(  # noqa: S603
        command, env=variables, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        until = time.monotonic() + 180
        while status_of("GET", "/") != 200:
            assert time.monotonic() < until
            time.sleep(0.5)
        yield
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait()


def status_of(
    method: str, path: str, body: bytes = b"", by: str = "127.0.0.1", **headers: str
) -> int | str:
    """The status; what went wrong, where there was none."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=120, source_address=(by, 0))
    data = {"Sec-Fetch-Site": "same-origin"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    try:
        connection.request(method, path, body or None, data)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
    return answer.status


def drip(over: threading.Event) -> None:
    """Replies a byte a second; who is told to go comes again."""
    us = f"localhost:{PORT}"
    kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000"
    head = f"POST {POST}reply/ HTTP/1.1\r\nHost: {us}\r\nOrigin: http://{us}\r\n{kind}\r\n\r\n"
    people: dict[int, socket.socket] = {}
    while not over.is_set():
        for number in range(SLOW):
            try:
                people[number].sendall(b"a")
            except (KeyError, OSError):
                with suppress(OSError):
                    people[number] = socket.create_connection(
                        ("127.0.0.1", PORT), 5, source_address=(f"127.0.1.{number // 100}", 0)
                    )
                    people[number].sendall(head.encode() + b"comment=a")
        over.wait(1)
    for person in people.values():
        person.close()


def bring(session: str, picture: bytes) -> int | str:
    parts = {"csrfmiddlewaretoken": SEAL, "alt": "Noise"}
    lines = [
        f'--here\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    ]
    lines += ['--here\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n']
    body = "".join([*lines, "\r\n"]).encode() + picture + b"\r\n--here--\r\n"
    return status_of(
        "POST",
        "/desk/@quiet-carriage/pictures/",
        body,
        Content_Type="multipart/form-data; boundary=here",
        Cookie=f"session={session}; csrf={SEAL}",
        X_In_Place="yes",
    )


def ask_for_codes(over: threading.Event, statuses: Counter[int | str]) -> None:
    number = 0
    while not over.wait(0.5):
        number += 1
        form = urlencode({"email": f"reader{number}@example.org", "csrfmiddlewaretoken": SEAL})
        cookie = f"csrf={SEAL}"
        path = "/accounts/login/code/"
        statuses[status_of("POST", path, form.encode(), "127.0.0.2", Cookie=cookie, **FORM)] += 1


def read(path: str, over: threading.Event, got: list[tuple[float, int | str]]) -> None:
    while not over.wait(0.2):
        begun = time.perf_counter()
        status = status_of("GET", path)
        got.append((time.perf_counter() - begun, status))


def session_of_ada(variables: dict[str, str]) -> str:
    shell = [sys.executable, "manage.py", "shell", "--no-imports", "-c", SESSION]
    result = subprocess.run(shell, cwd=ROOT, env=variables, check=True, capture_output=True)  # noqa: S603
    return result.stdout.decode().strip()


def hard_day(session: str) -> bool:
    over = threading.Event()
    codes, brought = Counter[int | str](), Counter[int | str]()
    got: dict[str, list[tuple[float, int | str]]] = {path: [] for path in PAGES}
    pictures = [drawing(size=(4000, 3000)) for _ in range(PICTURES)]

    def bring_one(picture: bytes) -> None:
        brought[bring(session, picture)] += 1

    jobs: list[tuple[Callable[..., None], tuple[object, ...]]] = [
        (drip, (over,)),
        (ask_for_codes, (over, codes)),
        *((bring_one, (picture,)) for picture in pictures),
        *((read, (path, over, times)) for path, times in got.items()),
    ]
    threads = [threading.Thread(target=job, args=words) for job, words in jobs]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS)
    over.set()
    for thread in threads:
        thread.join()
    return report(got, codes, brought)


def report(
    got: dict[str, list[tuple[float, int | str]]],
    codes: Counter[int | str],
    brought: Counter[int | str],
) -> bool:
    table = Table("page", "read", "median", "p99", "longest", "not 200")
    for path, answers in got.items():
        times = sorted(seconds for seconds, _status in answers)
        cuts = quantiles(times, n=100)
        figures = [f"{each:.2f} s" for each in (cuts[49], cuts[98], times[-1])]
        failed = sum(status != 200 for _seconds, status in answers)
        table.add_row(path, str(len(times)), *figures, str(failed))
    say = Console(width=120, highlight=False).print
    say(table)
    say(f"Codes: {dict(codes)}; pictures: {dict(brought)}; load {os.getloadavg()[0]:.1f}")
    everything = [answer for answers in got.values() for answer in answers]
    return all(status == 200 and seconds < SOON for seconds, status in everything)


def main() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="cpdblog-bench-") as data, silent_mail_server() as mail:
        mail_settings = {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(mail), "MAIL_TLS": "no"}
        variables = {**os.environ, "DATA_DIR": data, **mail_settings}
        with demo(variables):
            is_well = hard_day(session_of_ada(variables))
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
