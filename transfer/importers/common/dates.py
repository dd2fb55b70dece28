"""Dates as files write them."""

from __future__ import annotations

import datetime as dt

from transfer.importers.common.items import plausible_date


def parse_date(value: object) -> dt.datetime | None:
    """From ISO text with a zone or without, milliseconds since 1970, or a date that was read as
    one already; None for what is no date.
    """
    try:
        match value:
            case dt.datetime():
                return plausible_date(value)
            case dt.date():
                return plausible_date(dt.datetime(value.year, value.month, value.day))  # noqa: DTZ001
            case str():
                return plausible_date(dt.datetime.fromisoformat(value.strip()))
            case int() | float():
                return plausible_date(dt.datetime.fromtimestamp(value / 1000, dt.UTC))
    except (ValueError, OverflowError, OSError):
        pass
    return None
