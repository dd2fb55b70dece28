"""Taking in what somebody sends, with bounds on how much and how slowly. No thread waits for it."""

import asyncio
import tempfile
from collections.abc import AsyncIterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import IO

from django.conf import settings

_IN_MEMORY = 64 * 1024  # two thousand slow senders together stay below what one picture takes
_PIECE = 1024 * 1024  # written to the disk in one piece
_SLOWEST = 1000  # bytes a second, but for a rest as long as one has for a form
_LONGEST = 60 * 60

_disk = ThreadPoolExecutor(2, "disk")


class HungUp(Exception):
    """Who was sending is gone; there is nobody to answer."""


class TooMuch(Exception):
    """More came than its address takes; how much, is its argument."""


class TooSlow(Exception):
    """So slow that it is rather meant to keep us waiting."""


class Body:
    """What came: a short one in memory, anything longer in a file that nobody else sees."""

    def __init__(self) -> None:
        self.length = 0
        self._buffer = bytearray()
        self._file: IO[bytes] | None = None

    async def add(self, piece: bytes) -> None:
        self.length += len(piece)
        self._buffer += piece
        if len(self._buffer) > (_PIECE if self._file else _IN_MEMORY):
            await self._write()

    async def opened(self) -> IO[bytes]:
        """To be read from its beginning."""
        if self._file is None:
            return BytesIO(bytes(self._buffer))
        await self._write()
        self._file.seek(0)
        return self._file

    def in_memory(self) -> bytes | None:
        """The whole of it, unless it lies in a file."""
        return None if self._file else bytes(self._buffer)

    def close(self) -> None:
        if self._file:
            self._file.close()

    async def _write(self) -> None:
        piece, self._buffer = bytes(self._buffer), bytearray()
        self._file = self._file or tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        await asyncio.get_running_loop().run_in_executor(_disk, self._file.write, piece)


async def take(pieces: AsyncIterable[bytes], announced: int | None, largest: int) -> Body:
    """Everything that is sent; ANNOUNCED is how long it should be, where that was said.

    Raises TooMuch beyond LARGEST bytes, TooSlow and HungUp; then nothing is kept.
    """
    body = Body()
    try:
        await _fill(body, pieces, largest)
        if announced not in {None, body.length}:
            raise HungUp
    except BaseException:
        body.close()
        raise
    return body


async def _fill(body: Body, pieces: AsyncIterable[bytes], largest: int) -> None:
    loop = asyncio.get_running_loop()
    covered = begun = loop.time()  # up to when what came so far would have been enough
    empty = 0
    try:
        async with asyncio.timeout(settings.SECONDS_TO_SEND) as limit:
            async for piece in pieces:
                empty = 0 if piece else empty + 1
                if body.length + len(piece) > largest:
                    raise TooMuch(body.length + len(piece))
                await body.add(piece)
                # Not ahead of the clock: what came quickly buys no rest later.
                covered = min(covered + len(piece) / _SLOWEST, loop.time())
                limit.reschedule(min(covered + settings.SECONDS_TO_SEND, begun + _LONGEST))
    except TimeoutError:
        raise TooSlow from None
    if empty != 1:  # granian ends with one empty piece, and tells of a broken connection by another
        raise HungUp
