"""Two people at one thing: the second acts on a row that was read before the first did."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from typing import TYPE_CHECKING, Any

import time_machine
from django.db import connection, models, transaction

from cpdblog.lib.database.locking import Conflict, Gone
from tests.make import NOON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Verb = Callable[[Any], object]

TAKES_A_LOCK = ("BEGIN", " FOR UPDATE", " FOR NO KEY UPDATE")
LATER = NOON + dt.timedelta(days=9000)
RANDOM = {"preview_key", "key_digest"}


def tried(verb: Verb, row: models.Model | None) -> str:
    """ "done", or the name of what was raised."""
    try:
        if row is None:
            raise Gone
        with transaction.atomic():
            verb(row)
    except Conflict as conflict:
        return type(conflict).__name__
    return "done"


def after(row: models.Model, first: Verb, second: Verb, *, is_stale: bool) -> list[Any]:
    """What becomes of both verbs, and of the row; then everything is as it was."""
    rows = type(row)._default_manager
    with transaction.atomic(), time_machine.travel(LATER, tick=False):
        other, mine = rows.get(pk=row.pk), rows.filter(pk=row.pk).first()
        ends: list[Any] = [tried(first, other)]
        now = rows.filter(pk=row.pk).first()
        end = tried(second, mine if is_stale else now)
        ends.append(end if now else "")  # of what is gone it is told in several ways
        left = rows.filter(pk=row.pk).values()
        ends += [{name: row[name] for name in row if name not in RANDOM} for row in left]
        transaction.set_rollback(True)
    return ends


def wrong_pairs(row: models.Model, verbs: dict[str, Verb]) -> Iterator[str]:
    """Every two verbs whose second does other things to a stale row than to one read anew."""
    for (first, one), (second, other) in itertools.product(verbs.items(), repeat=2):
        stale, fresh = (after(row, one, other, is_stale=stale) for stale in (True, False))
        if stale != fresh:
            yield f"{first}, then {second}: {stale}, and read anew {fresh}"


def elsewhere(act: Callable[[], object]) -> None:
    """ACT, done and acknowledged on a connection of its own."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


class Before:
    """Runs ACT elsewhere at the moment when a row is to be held for the first time."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act, self.was_done = act, False

    def __enter__(self) -> Before:
        self.wrapper = connection.execute_wrapper(self._look)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *problem: object) -> None:
        self.wrapper.__exit__(None, None, None)

    def _look(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if not self.was_done and any(words in sql for words in TAKES_A_LOCK):
            self.was_done = True
            elsewhere(self.act)
        return execute(sql, params, many, context)
