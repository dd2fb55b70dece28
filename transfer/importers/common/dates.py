"""Dates as files write them."""

from __future__ import annotations

import datetime as dt

from transfer.importers.common.items import sensible


def date_from(said: object) -> dt.datetime | None:
    """From ISO text with a zone or without, milliseconds since 1970, or a date that was read as
    one already; None for what is no date.
    """
    try:
        match said:
            case dt.datetime():
                return sensible(said)
            case dt.date():
                return sensible(dt.datetime(said.year, said.month, said.day))  # noqa: DTZ001
            case str():
                return sensible(dt.datetime.fromisoformat(said.strip()))
            case int() | float():
                return sensible(dt.datetime.fromtimestamp(said / 1000, dt.UTC))
    except (ValueError, OverflowError, OSError):
        pass
    return None
