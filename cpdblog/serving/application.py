"""One request: its body is taken in, Django answers on a thread, the answer is sent.

Only Django needs a thread. What stands ready could be answered at the top of `_answer`.
"""

import asyncio
import logging
from functools import partial
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian.rsgi import Scope

from cpdblog import limits
from cpdblog.serving.bodies import Body, HungUp, TooSlow
from cpdblog.serving.lanes import Busy, Lane
from cpdblog.serving.listening import let_the_deaf_go
from cpdblog.serving.requests import Request
from cpdblog.serving.wsgi import Answer, Handler, ask

logger = logging.getLogger(__name__)

_UNTIL_OPENED = 60  # seconds; then only the web server needs the file


class Application:
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        # Reading waits for no writer, and neither for what takes as long as somebody else takes.
        self._reading = Lane("reading", threads=3, queue=4000, patience=10)
        self._writing = Lane("writing", threads=2, queue=400, patience=20)
        self._waiting = Lane("waiting", threads=2, queue=30, patience=30)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        limits.name_of("/")  # whatever cannot be imported ends the start, not a page
        loop.call_soon(let_the_deaf_go, settings.SECONDS_TO_SEND * 3)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        request = Request(scope, protocol)
        try:
            answer = await self._answer(request)
        except HungUp:
            answer = _in_words(400, _("Your message broke off on its way."))
        except TooSlow:
            answer = _in_words(408, _("Your message came too slowly. Please send it again."))
        except Busy:
            answer = _in_words(503, _("We are very busy. Please try again in a moment."))
        except OSError:  # no room on the disk for what was sent
            logger.exception("%s %s", scope.method, scope.path)
            answer = _in_words(503, _("We cannot take that in just now. Please try again."))
        except Exception:
            logger.exception("%s %s", scope.method, scope.path)
            answer = _in_words(500, _("Something broke on our side."))
        _send(protocol, answer)
        await request.throw_away_the_rest()

    async def _answer(self, request: Request) -> Answer:
        if request.is_large and (refusal := await self._refusal(request)):
            return refusal
        body = await request.body()
        try:
            request.environ["wsgi.input"] = await body.opened()
            return await self._ask(request, self._lane(request, body))
        finally:
            body.close()

    async def _refusal(self, request: Request) -> Answer | None:
        """A file is taken in only from somebody who may open the page that it is sent from."""
        page = {**request.environ, "REQUEST_METHOD": "GET", "CONTENT_LENGTH": ""}
        answer = await self._reading.run(partial(ask, self._handler, page), request.gone)
        if answer.status == HTTPStatus.OK:
            return None
        request.is_refused = True
        return answer

    async def _ask(self, request: Request, lane: Lane) -> Answer:
        work = partial(ask, self._handler, request.environ)
        try:
            return await lane.run(work, request.gone)
        except Busy:
            # A page gives back the words that were typed, if anybody has a moment to draw it.
            request.environ["cpdblog.is_busy"] = True
            return await self._reading.run(work, request.gone)

    def _lane(self, request: Request, body: Body) -> Lane:
        if limits.waits(request.name, request.method, body.in_memory()):
            return self._waiting
        writes = limits.writes(request.name, request.method)
        return self._writing if writes else self._reading


def _in_words(status: int, words: Promise | str) -> Answer:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "private, no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", "5"))
    return Answer(status, headers, f"{words}\n".encode())


def _send(protocol: HTTPProtocol, answer: Answer) -> None:
    if answer.file:
        protocol.response_file(answer.status, answer.headers, answer.file)
    else:
        protocol.response_bytes(answer.status, answer.headers, answer.body)
    if answer.is_ours:
        forget = partial(Path(answer.file).unlink, missing_ok=True)
        asyncio.get_running_loop().call_later(_UNTIL_OPENED, forget)
