"""Places of which one sender never has all, however much it sends: others find one too."""

import asyncio
from asyncio import FIRST_COMPLETED, Future
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from cpdblog.serving.bodies import HungUp


class Busy(Exception):
    """Too many wait already, altogether or of this sender, or somebody waited too long."""


class Places:
    """NUMBER of them, EACH for one sender; QUEUE may wait for one, half of them of one sender.

    A sender's own wait in the order they came; of several senders each is let in in turn.
    """

    def __init__(self, number: int, *, each: int, queue: int = 0, patience: float = 0) -> None:
        self._free = number
        self._each = each
        self._room = queue
        self._queue_each = queue // 2
        self._patience = patience
        self._held = Counter[str]()
        self._lines: dict[str, deque[Future[None]]] = {}

    @asynccontextmanager
    async def one(self, sender: str, gone: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Raises Busy; where GONE ends first, because nobody is there to be answered, HungUp."""
        turn = self._come(sender)
        try:
            if not turn.done():
                await self._wait(turn, gone)
            yield
        finally:
            self._go(sender, turn)

    def _come(self, sender: str) -> Future[None]:
        turn = asyncio.get_running_loop().create_future()
        if self._free and self._held[sender] < self._each:
            self._let_in(sender, turn)
            return turn
        line = self._lines.get(sender, deque())
        if not self._room or len(line) >= self._queue_each:
            raise Busy
        self._room -= 1
        line.append(turn)
        self._lines[sender] = line
        return turn

    async def _wait(self, turn: Future[None], gone: Callable[[], Awaitable[None]]) -> None:
        left = asyncio.ensure_future(gone())
        try:
            either = {turn, left}
            await asyncio.wait(either, timeout=self._patience, return_when=FIRST_COMPLETED)
            if not turn.done():
                raise HungUp if left.done() else Busy
        finally:
            left.cancel()

    def _go(self, sender: str, turn: Future[None]) -> None:
        if not turn.done():
            self._leave_the_line(sender, turn)
            return
        self._free += 1
        self._held[sender] -= 1
        if not self._held[sender]:
            del self._held[sender]
        self._let_in_the_next()

    def _let_in_the_next(self) -> None:
        for sender, line in self._lines.items():
            if self._held[sender] < self._each:
                turn = line[0]
                self._leave_the_line(sender, turn)
                self._let_in(sender, turn)
                return

    def _let_in(self, sender: str, turn: Future[None]) -> None:
        self._free -= 1
        self._held[sender] += 1
        turn.set_result(None)

    def _leave_the_line(self, sender: str, turn: Future[None]) -> None:
        self._room += 1
        line = self._lines.pop(sender)
        line.remove(turn)
        if line:
            self._lines[sender] = line  # behind the other senders
