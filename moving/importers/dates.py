"""Dates as files write them."""

from __future__ import annotations

import datetime as dt

from moving.importers.arriving import sensible


def date_from(text: str) -> dt.datetime | None:
    """An ISO date and time, with a zone or without; None for what is no date."""
    try:
        return sensible(dt.datetime.fromisoformat(text.strip()))
    except ValueError:
        return None
