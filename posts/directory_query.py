"""What a directory is asked for, as its address says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpdblog.lib.text.plain import one_line

if TYPE_CHECKING:
    from django.http import QueryDict

MAX_LENGTH = 80
ACTIVE, NEWEST, BY_NAME = "", "newest", "name"


@dataclass(frozen=True, slots=True)
class DirectoryQuery:
    """What makes no sense in the address is left out."""

    text: str
    region: str
    tag: str
    language: str
    order: str
    letter: str

    @classmethod
    def from_params(cls, params: QueryDict) -> DirectoryQuery:
        typed = {
            name: one_line(params.get(name, ""))[:MAX_LENGTH]
            for name in ("region", "tag", "language", "order", "letter")
        }
        typed["letter"] = typed["letter"].upper()
        if typed["order"] not in {ACTIVE, NEWEST, BY_NAME}:
            typed["order"] = ACTIVE
        return cls(text=one_line(params.get("q", ""))[:MAX_LENGTH], **typed)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.region or self.tag or self.language or self.letter)

    @property
    def is_plain(self) -> bool:
        """Everything, in the order of those who come without a wish."""
        return not (self.is_narrowed or self.order)
