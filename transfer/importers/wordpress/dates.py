"""The two dates that WordPress stores of everything, of which either may be zeros."""

import datetime as dt
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

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


def are_zeros(*dates: str) -> bool:
    """Whether no date is said: zeros, or what zeros became in another time zone."""
    return not any(text and text[0] != "-" and not text.startswith("0000") for text in dates)


@dataclass(slots=True)
class Order:
    """Dates for what is published and has none: each item a second after the one before it."""

    first: dt.datetime | None = None  # of the first item that has a date
    last: dt.datetime | None = field(default=None, init=False)

    def date_after_last(self, exported_at: str) -> dt.datetime:
        """EXPORTED_AT is the date of the file, as feeds write it."""
        if self.last:
            return self.last + dt.timedelta(seconds=1)
        return (self.first or _date_of_feed(exported_at)) - dt.timedelta(days=1)


def _date_of_feed(text: str) -> dt.datetime:
    now = dt.datetime.now(dt.UTC)
    try:
        date = parsedate_to_datetime(text).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return now
    return min(plausible_date(date) or now, now)
