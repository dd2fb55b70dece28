"""The two dates that WordPress stores of everything, of which either may be zeros."""

import datetime as dt

from transfer.importers.common.items import plausible_date


def date_of(universal: str, local: str) -> dt.datetime | None:
    """Without a zone where only the local one is known."""
    for text, zone in ((universal, dt.UTC), (local, None)):
        try:
            date = dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
        except ValueError:
            continue
        if plausible_date(date):
            return date
    return None
