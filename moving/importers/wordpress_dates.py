"""The two dates WordPress keeps of everything, of which either may be zeros."""

import datetime as dt

_YEARS = range(1900, 2200)


def date_of(universal: str, local: str, *, zone: dt.tzinfo) -> dt.datetime | None:
    for text, kept_in in ((universal, dt.UTC), (local, zone)):
        try:
            date = dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=kept_in)
        except ValueError:
            continue
        if date.year in _YEARS:
            return date.astimezone(dt.UTC)
    return None
