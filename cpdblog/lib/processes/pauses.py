"""How long to wait before something that failed is tried again."""

from collections.abc import Iterator

FIRST, LONGEST = 0.5, 15.0


def growing_pauses() -> Iterator[float]:
    """In seconds, each twice the one before, without an end."""
    pause = FIRST
    while True:
        yield pause
        pause = min(pause * 2, LONGEST)
