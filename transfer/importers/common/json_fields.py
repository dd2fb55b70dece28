"""What a file of JSON tells, each thing as what it must be or not at all: files are edited."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from transfer.importers.common.items import sensible

if TYPE_CHECKING:
    from collections.abc import Container

_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")


class Told:
    def __init__(self, facts: object) -> None:
        self.facts: dict[str, Any] = facts if isinstance(facts, dict) else {}

    def words(self, name: str, longest: int) -> str:
        said = self.facts.get(name)
        return _UNKEEPABLE.sub("", said)[:longest] if isinstance(said, str) else ""

    def one_of(self, name: str, allowed: Container[str], otherwise: str) -> str:
        said = self.facts.get(name)
        return said if isinstance(said, str) and said in allowed else otherwise

    def flag(self, name: str, *, otherwise: bool = False) -> bool:
        said = self.facts.get(name)
        return said if isinstance(said, bool) else otherwise

    def number(self, name: str, *, highest: int = 2**31 - 1) -> int | None:
        said = self.facts.get(name)
        if not isinstance(said, int) or isinstance(said, bool):
            return None
        return said if 0 <= said <= highest else None

    def moment(self, name: str) -> dt.datetime | None:
        said = self.facts.get(name)
        try:
            moment = dt.datetime.fromisoformat(said) if isinstance(said, str) else None
        except ValueError:
            return None
        return sensible(moment) if moment and moment.tzinfo else None

    def strings(self, name: str, longest: int) -> list[str]:
        said = self.facts.get(name)
        listed = said if isinstance(said, list) else []
        return [_UNKEEPABLE.sub("", one)[:longest] for one in listed if isinstance(one, str)]

    def rows(self, name: str) -> list[Told]:
        said = self.facts.get(name)
        return (
            [Told(row) for row in said if isinstance(row, dict)] if isinstance(said, list) else []
        )

    def inner(self, name: str) -> Told:
        return Told(self.facts.get(name))
