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
    """COUNT of them, EACH for one sender; QUEUE may wait for one, half of them of one sender.

    A sender's own wait in the order they came; of several senders each is let in in turn.
    """

    def __init__(self, count: int, *, each: int, queue: int = 0, patience: float = 0) -> None:
        self._free = count
        self._each = each
        self._queue_left = queue
        self._queue_each = queue // 2
        self._patience = patience
        self._taken = Counter[str]()
        self._queues: dict[str, deque[Future[None]]] = {}

    @asynccontextmanager
    async def one(self, sender: str, gone: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Raises Busy; where GONE ends first, because nobody is there to be answered, HungUp."""
        turn = self._join(sender)
        try:
            if not turn.done():
                await self._wait(turn, gone)
            yield
        finally:
            self._leave(sender, turn)

    def _join(self, sender: str) -> Future[None]:
        turn = asyncio.get_running_loop().create_future()
        if self._free and self._taken[sender] < self._each:
            self._let_in(sender, turn)
            return turn
        queue = self._queues.get(sender, deque())
        if not self._queue_left or len(queue) >= self._queue_each:
            raise Busy
        self._queue_left -= 1
        queue.append(turn)
        self._queues[sender] = queue
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

    def _leave(self, sender: str, turn: Future[None]) -> None:
        if not turn.done():
            self._leave_queue(sender, turn)
            return
        self._free += 1
        self._taken[sender] -= 1
        if not self._taken[sender]:
            del self._taken[sender]
        self._let_in_next()

    def _let_in_next(self) -> None:
        for sender, queue in self._queues.items():
            if self._taken[sender] < self._each:
                turn = queue[0]
                self._leave_queue(sender, turn)
                self._let_in(sender, turn)
                return

    def _let_in(self, sender: str, turn: Future[None]) -> None:
        self._free -= 1
        self._taken[sender] += 1
        turn.set_result(None)

    def _leave_queue(self, sender: str, turn: Future[None]) -> None:
        self._queue_left += 1
        queue = self._queues.pop(sender)
        queue.remove(turn)
        if queue:
            self._queues[sender] = queue  # behind the other senders
