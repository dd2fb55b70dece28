"""What is wrong with a file that can be read all the same, and on which lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES_NAMED = 8


@dataclass(slots=True)
class Faults:
    """By kind: how many there are, and the lines of the first of them."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[int]] = field(default_factory=dict)

    def add(self, message: str, line: int) -> None:
        self.counts[message] += 1
        named = self.lines.setdefault(message, [])
        if len(named) < _LINES_NAMED and line not in named:
            named.append(line)

    def notes(self) -> Iterator[tuple[str, str]]:
        """Place and message of each kind."""
        for message, lines in self.lines.items():
            count = self.counts[message]
            word = "line" if len(lines) == 1 else "lines"
            rest = f" ({count} times)" if count > len(lines) else ""
            yield f"{word} {', '.join(map(str, lines))}", f"{message}{rest}"
