"""Reads a JSON object field by field: a value of the wrong type counts as missing, as files are
edited by hand.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from transfer.importers.common.items import plausible_date

if TYPE_CHECKING:
    from collections.abc import Container

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class JSONFields:
    """The fields of a JSON object; of anything else none."""

    def __init__(self, data: object) -> None:
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}

    def text(self, name: str, max_length: int) -> str:
        """At most MAX_LENGTH characters; "" for what is no string."""
        value = self.data.get(name)
        return _UNSTORABLE.sub("", value)[:max_length] if isinstance(value, str) else ""

    def choice(self, name: str, allowed: Container[str], default: str) -> str:
        value = self.data.get(name)
        return value if isinstance(value, str) and value in allowed else default

    def boolean(self, name: str, *, default: bool = False) -> bool:
        value = self.data.get(name)
        return value if isinstance(value, bool) else default

    def integer(self, name: str, *, maximum: int = 2**31 - 1) -> int | None:
        """From 0 to MAXIMUM."""
        value = self.data.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return value if 0 <= value <= maximum else None

    def datetime(self, name: str) -> dt.datetime | None:
        """From ISO 8601 with a zone."""
        value = self.data.get(name)
        try:
            date = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None
        return plausible_date(date) if date and date.tzinfo else None

    def strings(self, name: str, max_length: int) -> list[str]:
        values = self.data.get(name)
        if not isinstance(values, list):
            return []
        return [_UNSTORABLE.sub("", one)[:max_length] for one in values if isinstance(one, str)]

    def objects(self, name: str) -> list[JSONFields]:
        """The objects in a list; other members of it are passed over."""
        values = self.data.get(name)
        if not isinstance(values, list):
            return []
        return [JSONFields(value) for value in values if isinstance(value, dict)]

    def nested(self, name: str) -> JSONFields:
        return JSONFields(self.data.get(name))
