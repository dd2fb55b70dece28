"""What was asked, as the web server tells it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian.rsgi import Scope

from cpdblog import body_limits
from cpdblog.lib.http.client_address import address_in, network_of
from cpdblog.serving.bodies import Body, TooMuch, take
from cpdblog.serving.wsgi import environment

_SAFE = {"GET", "HEAD", "OPTIONS"}
_LINGER = 10  # seconds, for a browser that listens only when it has sent everything


class Request:
    def __init__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        self.environ = environment(scope)
        self.sender = network_of(address_in(self.environ))
        self.method = scope.method
        self.name = body_limits.name_of(scope.path)
        self.is_safe = scope.method in _SAFE
        self.is_refused = False
        self._largest = body_limits.largest_body(self.name)
        self._protocol = protocol
        self._pieces = _pieces(protocol)

    @property
    def is_large(self) -> bool:
        """More than words, as far as one can tell before it comes."""
        if self.is_safe or self._largest <= body_limits.TEXT:
            return False
        announced = self._announced
        return announced is None or body_limits.TEXT < announced <= self._largest

    @property
    def _announced(self) -> int | None:
        length = self.environ.get("CONTENT_LENGTH")
        if length is None and "HTTP_TRANSFER_ENCODING" not in self.environ:
            return 0
        return None if length is None else int(length)

    async def body(self) -> Body:
        """What was sent. Of too much nothing is taken in: Django is told how much, and refuses."""
        if self.is_safe:
            return Body()
        try:
            body = await self._taken()
        except TooMuch as much:
            self.is_refused = True
            self.environ["CONTENT_LENGTH"] = str(much)
            return Body()
        self.environ["CONTENT_LENGTH"] = str(body.length)
        return body

    async def _taken(self) -> Body:
        announced = self._announced
        if announced and announced > self._largest:
            raise TooMuch(announced)
        return await take(self._pieces, announced, self._largest)

    async def gone(self) -> None:
        """Ends when nobody waits for the page any more. What was sent is done all the same."""
        if self.is_safe:
            await self._protocol.client_disconnect()
        else:
            await asyncio.Future()

    async def throw_away_the_rest(self) -> None:
        """Of a body that was refused: else its sender may never come to read why."""
        if not self.is_refused:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER):
                async for _piece in self._pieces:
                    pass


async def _pieces(protocol: HTTPProtocol) -> AsyncGenerator[bytes]:
    """May be begun, left, and gone on with; the web server lets it be begun once."""
    async for piece in protocol:
        yield piece
