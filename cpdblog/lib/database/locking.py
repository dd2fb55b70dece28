"""Verbs act on a row as it is now: held until they are done, and read again first."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Concatenate

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise


class Conflict(Exception):
    """What was asked for cannot be done to the thing as it is now; `message` says why."""

    status = 409
    message: str | _StrPromise = _("This was changed meanwhile. Nothing was done.")

    def __str__(self) -> str:
        return str(self.message)


class Gone(Conflict):
    status = 404
    message = _("This was deleted meanwhile. Nothing was done.")


def lock(row: models.Model) -> None:
    """Nobody else changes ROW until the transaction is over. Raises Gone.

    What was set on it and not saved is forgotten. Whoever locks several rows takes the blog
    first, then the post, then the comment: so nobody waits for somebody who waits for them.
    """
    rows = type(row)._default_manager.select_for_update(no_key=True)
    try:
        row.refresh_from_db(from_queryset=rows)
    except ObjectDoesNotExist as gone:
        raise Gone from gone


def locked[Row: models.Model, **Given, Answer](
    verb: Callable[Concatenate[Row, Given], Answer],
) -> Callable[Concatenate[Row, Given], Answer]:
    """The verb in a transaction, on the row as it is now."""

    @functools.wraps(verb)
    def on_the_row_as_it_is(row: Row, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with transaction.atomic():
            lock(row)
            return verb(row, *args, **kwargs)

    return on_the_row_as_it_is
