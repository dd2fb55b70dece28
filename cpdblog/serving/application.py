"""One request: its body is taken in, Django answers on a thread, the answer is sent.

Only Django needs a thread. What stands ready could be answered at the top of `_answer`.
"""

import asyncio
import json
import logging
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian.rsgi import Scope

from cpdblog import body_limits
from cpdblog.serving.bodies import Body, HungUp, TooSlow
from cpdblog.serving.lanes import Lane
from cpdblog.serving.listening import set_tcp_user_timeout
from cpdblog.serving.places import Busy, Places
from cpdblog.serving.requests import Request
from cpdblog.serving.wsgi import Answer, Handler, ask

logger = logging.getLogger(__name__)

_UNTIL_OPENED = 60  # seconds; then only the web server needs the file
_VERY_BUSY = _("We are very busy. Please try again in a moment.")
_TOO_MANY_FILES = _("Too many files are on their way to us. Please send yours again in a minute.")


class Application:
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        # Reading waits for no writer, and neither for what takes as long as somebody else takes.
        self._reading = Lane("reading", threads=3, queue=4000, patience=10)
        self._writing = Lane("writing", threads=3, queue=400, patience=20)
        self._outside = Lane("outside", threads=3, queue=60, patience=30)
        # What is sent takes memory or disk until it is answered.
        self._forms = Places(2000, each=200)
        self._files = {
            name: Places(count, each=each, queue=200, patience=settings.SECONDS_TO_SEND * 3)
            for name, (each, count) in body_limits.FILES_AT_ONCE.items()
        }

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        body_limits.name_of("/")  # whatever cannot be imported ends the start, not a page
        loop.call_soon(set_tcp_user_timeout, settings.SECONDS_TO_SEND * 3)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        request = Request(scope, protocol)
        try:
            answer = await self._answer(request)
        except HungUp:
            answer = _plain_answer(request, 400, _("Your message broke off on its way."))
        except TooSlow:
            message = _("Your message came too slowly. Please send it again.")
            answer = _plain_answer(request, 408, message)
        except Busy:
            request.is_refused = True
            answer = _plain_answer(
                request, 503, _TOO_MANY_FILES if request.is_large else _VERY_BUSY
            )
        except OSError:  # no room on the disk for what was sent
            logger.exception("%s %s", scope.method, scope.path)
            message = _("We cannot take that in just now. Please try again.")
            answer = _plain_answer(request, 503, message)
        except Exception:
            logger.exception("%s %s", scope.method, scope.path)
            answer = _plain_answer(request, 500, _("Something broke on our side."))
        _send(protocol, answer)
        await request.throw_away_the_rest()

    async def _answer(self, request: Request) -> Answer:
        if request.is_safe:
            return await self._ask_django(request, Body())
        if request.is_large and (refusal := await self._refusal_of_file(request)):
            return refusal
        places = self._files[request.name] if request.is_large else self._forms
        async with places.one(request.sender, request.gone):
            return await self._ask_django(request, await request.body())

    async def _refusal_of_file(self, request: Request) -> Answer | None:
        """A file is taken in only from somebody who may open the page that it is sent from."""
        page = {**request.environ, "REQUEST_METHOD": "GET", "CONTENT_LENGTH": ""}
        answer = await self._run(request, self._reading, page)
        if answer.status == HTTPStatus.OK:
            return None
        request.is_refused = True
        return answer

    async def _ask_django(self, request: Request, body: Body) -> Answer:
        try:
            request.environ["wsgi.input"] = await body.opened()
            return await self._run(request, self._lane(request, body), request.environ)
        except Busy:
            # A page gives back what was typed, if anybody has a moment to draw it.
            request.environ["cpdblog.is_busy"] = True
            return await self._run(request, self._reading, request.environ)
        finally:
            body.close()

    async def _run(self, request: Request, lane: Lane, environ: dict[str, Any]) -> Answer:
        return await lane.run(partial(ask, self._handler, environ), request.sender, request.gone)

    def _lane(self, request: Request, body: Body) -> Lane:
        if body_limits.waits(request.name, request.method, body.in_memory()):
            return self._outside
        writes = body_limits.writes(request.name, request.method)
        return self._writing if writes else self._reading


def _plain_answer(request: Request, status: int, message: Promise | str) -> Answer:
    in_place = "HTTP_X_IN_PLACE" in request.environ
    headers = [
        ("Content-Type", "application/json" if in_place else "text/plain; charset=utf-8"),
        ("Cache-Control", "private, no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", "5"))
    content = json.dumps({"error": str(message)}) if in_place else f"{message}\n"
    return Answer(status, headers, content.encode())


def _send(protocol: HTTPProtocol, answer: Answer) -> None:
    if answer.file:
        protocol.response_file(answer.status, answer.headers, answer.file)
    else:
        protocol.response_bytes(answer.status, answer.headers, answer.body)
    if answer.is_ours:
        forget = partial(Path(answer.file).unlink, missing_ok=True)
        asyncio.get_running_loop().call_later(_UNTIL_OPENED, forget)
