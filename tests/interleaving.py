"""One thing in the middle of another, in the order that a test names."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 20.0


def during[Result](change: Callable[[], object], act: Callable[[], Result]) -> Result:
    """What ACT gives when CHANGE is committed while it waits for the lock that CHANGE holds.

    So ACT has read what was there before, and what it reads under the lock is new.
    """
    waits, ends = threading.Event(), list[Result]()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("BEGIN") or (" FOR " in sql and "UPDATE" in sql):
            waits.set()
        return execute(sql, *rest)

    def run() -> None:
        try:
            with connection.execute_wrapper(watch):
                ends.append(act())
        finally:
            waits.set()
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        change()
        thread.start()
        assert waits.wait(PATIENCE)
    thread.join(PATIENCE)
    return ends[0]
