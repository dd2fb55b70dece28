"""Threads for Django, in lanes: what waits in one of them never holds up another."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from cpdblog.serving.places import Places


class Lane:
    def __init__(self, name: str, *, threads: int, queue: int, patience: float) -> None:
        self._pool = ThreadPoolExecutor(threads, name)
        self._places = Places(threads, each=threads - 1, queue=queue, patience=patience)

    async def run[T](
        self, work: Callable[[], T], sender: str, gone: Callable[[], Awaitable[None]]
    ) -> T:
        """What WORK returns, done on a thread of this lane.

        Raises Busy, and HungUp where it could not begin before GONE ended.
        """
        async with self._places.one(sender, gone):
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
