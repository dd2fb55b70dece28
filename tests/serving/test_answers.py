"""What comes is the same as from Django's own door, whichever kind of answer it is."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cpdblog.serving.wsgi import ask
from tests.serving.conftest import ROOT, environment, free_port
from tests.serving.visitor import FORM, LONG_FILE, SIGN_IN, Answer, Community

OURS_TO_SAY = {"date", "expires", "transfer-encoding"}  # and a length where Django told none


@pytest.fixture(scope="module")
def by_wsgi(prepared: Path) -> Iterator[Community]:
    port = free_port()
    words = ["--interface", "wsgi", "--port", str(port), "--log-level", "error"]
    with (prepared / "log").open("ab") as log:
        program = subprocess.Popen(  # noqa: S603
            [Path(sys.executable).with_name("granian"), *words, "cpdblog.wsgi:application"],
            cwd=ROOT,
            env=environment(prepared),
            stderr=log,
        )
    served = Community(port, prepared, program)
    served.wait_until_it_answers()
    yield served
    program.terminate()
    program.wait(timeout=30)


def headers_to_compare(answer: Answer) -> dict[str, str]:
    gone = OURS_TO_SAY | {"content-length"}
    return {name: value for name, value in answer.headers.items() if name not in gone}


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/@quiet-carriage/",
        "/feed.rss",
        "/nothing-here/",
        "/@quiet-carriage",
        "/?x=%00",
        "/%FF/",
        "/search/?q=%E2%98%83+%C3",
        "/desk/",
        "/static/nothing.css",
        LONG_FILE,
    ],
)
def test_an_answer_is_the_same(
    community: Community, by_wsgi: Community, method: str, path: str
) -> None:
    ours, theirs = (server.ask(method, path, b"") for server in (community, by_wsgi))

    assert (ours.status, ours.words) == (theirs.status, theirs.words)
    assert headers_to_compare(ours) == headers_to_compare(theirs)
    if method == "GET":
        assert ours.headers["content-length"] == str(len(ours.words))


def test_what_is_known_is_not_sent_again(community: Community) -> None:
    for path in ("/feed.rss", LONG_FILE):
        tag = community.get(path).headers["etag"]

        assert community.get(path, If_None_Match=tag).status == 304


def test_a_part_of_a_static_file_is_that_part(community: Community) -> None:
    page = community.get("/").words.decode()
    stylesheet = page.partition('rel="stylesheet" href="')[2].partition('"')[0]

    whole, part = community.get(stylesheet), community.get(stylesheet, Range="bytes=10-29")

    assert part.status == 206
    assert part.words == whole.words[10:30]


def test_a_form_is_read_to_its_end(community: Community) -> None:
    form = b"login=ada&password=" + b"x" * 200_000
    whole = community.ask("POST", SIGN_IN, form, Content_Length=str(len(form)), Content_Type=FORM)
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (form[:70], form[70:]))
    in_pieces = community.ask(
        "POST", SIGN_IN, pieces + b"0\r\n\r\n", Transfer_Encoding="chunked", Content_Type=FORM
    )

    for answer in (whole, in_pieces):
        assert b'value="ada"' in answer.words


def test_a_header_may_not_pass_for_another(community: Community) -> None:
    """A proxy overwrites X-Forwarded-For; with underscores it would reach Django by the same name.

    Of Content-Length it could make another length than the web server read.
    """
    form = b"login=ada&password=x"
    with community.connected() as connection:
        lines = [f"POST {SIGN_IN} HTTP/1.1", "Host: localhost", "Origin: http://localhost"]
        lines += [f"Content-Type: {FORM}", f"Content-Length: {len(form)}", "Content_Length: 3"]
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode() + form)

        assert b'value="ada"' in connection.makefile("rb").read()


def test_what_is_long_and_no_file_is_laid_down_before_it_is_sent() -> None:
    """As when pictures lie in a storage elsewhere: the thread does not wait for their readers."""
    pieces, closed = [bytes([number]) * 1_000_000 for number in range(6)], []

    class Streamed(list[bytes]):
        def close(self) -> None:
            closed.append(self)

    def handler(_environ: Any, start_response: Callable[..., Any]) -> Streamed:
        start_response("200 OK", [("Content-Type", "image/webp")])
        return Streamed(pieces)

    answer = ask(handler, {"REQUEST_METHOD": "GET"})

    assert (answer.status, answer.is_ours, len(closed)) == (200, True, 1)
    assert Path(answer.file).read_bytes() == b"".join(pieces)
    Path(answer.file).unlink()
