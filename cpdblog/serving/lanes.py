"""Threads for Django, in lanes: what waits in one of them never holds up another."""

import asyncio
from asyncio import FIRST_COMPLETED
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from cpdblog.serving.bodies import HungUp


class Busy(Exception):
    """Too many wait in this lane already, or somebody waited in it too long."""


class Lane:
    def __init__(self, name: str, *, threads: int, queue: int, patience: float) -> None:
        self._pool = ThreadPoolExecutor(threads, name)
        self._queue = queue
        self._patience = patience
        self._room = threads + queue

    async def run[T](self, work: Callable[[], T], gone: Callable[[], Awaitable[None]]) -> T:
        """What WORK returns, done on a thread of this lane. Raises Busy.

        Where it could not begin yet when GONE ends, because nobody is there any more to be
        answered, HungUp.
        """
        if not self._room:
            raise Busy
        self._room -= 1
        try:
            job = self._pool.submit(work)
            answer = asyncio.wrap_future(job)
            if self._room < self._queue:
                await self._turn_of(job, answer, gone)
            return await answer
        finally:
            self._room += 1

    async def _turn_of[T](
        self, job: Future[T], answer: asyncio.Future[T], gone: Callable[[], Awaitable[None]]
    ) -> None:
        left = asyncio.ensure_future(gone())
        either: set[asyncio.Future[Any]] = {answer, left}
        await asyncio.wait(either, timeout=self._patience, return_when=FIRST_COMPLETED)
        is_left = left.done()
        left.cancel()
        if not answer.done() and job.cancel():
            raise HungUp if is_left else Busy
