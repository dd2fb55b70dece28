"""Thread order as a string: a comment's path is its parent's path and one step of its own.

A step is the second of posting and the primary key of the comment, in base 36, seven characters
each. It depends on nothing that can change, so two replies never race for a place, and sorting by
path reads the discussion depth first, oldest first.
"""

import datetime as dt

STEP_LENGTH = 14
MAX_DEPTH = 64  # 64 steps are 896 bytes; PostgreSQL refuses index rows over 2,704
MAX_INDENT = 5

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_HALF = STEP_LENGTH // 2


def step(posted_at: dt.datetime, pk: int) -> str:
    seconds = max(0, int(posted_at.timestamp()))
    return _base36(seconds) + _base36(pk)


def root_path(path: str) -> str:
    """Of the comment that answers the post itself; its own where it is one."""
    return path[:STEP_LENGTH]


def ancestor_paths(path: str) -> list[str]:
    """From the root to the parent; empty for a root."""
    return [path[:end] for end in range(STEP_LENGTH, len(path), STEP_LENGTH)]


def _base36(number: int) -> str:
    digits = []
    for _place in range(_HALF):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
