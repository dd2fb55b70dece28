"""Threads for Django, in lanes: what waits in one of them never holds up another."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_A_WHILE = 0.5  # seconds; only who waits longer is worth looking after


class Busy(Exception):
    """Too many wait in this lane already."""


class Lane:
    def __init__(self, name: str, *, threads: int, queue: int) -> None:
        self._threads = ThreadPoolExecutor(threads, name)
        self._room = threads + queue

    async def run[T](self, work: Callable[[], T]) -> T:
        """What WORK returns, done on a thread of this lane. Raises Busy."""
        if not self._room:
            raise Busy
        self._room -= 1
        try:
            return await asyncio.wrap_future(self._threads.submit(work))
        finally:
            self._room += 1


class Lanes:
    """Reading waits for no writer, and neither for what waits for something outside."""

    def __init__(self) -> None:
        self.reading = Lane("reading", threads=3, queue=400)
        self.writing = Lane("writing", threads=2, queue=100)
        self.waiting = Lane("waiting", threads=2, queue=8)
