"""Words made into the last part of an address."""

from collections.abc import Callable
from itertools import count

from cpdblog.lib.text.combining import with_hyphens

_ROOM_FOR_A_NUMBER = 6
_SPELT_OUT = {"+": "-plus", "#": "-sharp", "&": "-and-", "@": "-at-"}


def slug_from(
    words: str, *, taken: Callable[[str], bool], otherwise: str, length: int = 100
) -> str:
    """Unicode letters, digits and hyphens, at most LENGTH characters; OTHERWISE where nothing is
    left.

    Signs that tell names apart are spelt out, so that C, C++ and C# do not meet.
    """
    base = base_slug(words, length=length) or otherwise
    if not taken(base):
        return base
    return next(slug for n in count(2) if not taken(slug := f"{base}-{n}"))


def base_slug(words: str, *, length: int = 100) -> str:
    """What slug_from makes of WORDS where it is free, "" where nothing is left: shorter than
    LENGTH, so that a number has room behind it.
    """
    return plain_slug(words)[: length - _ROOM_FOR_A_NUMBER].rstrip("-")


def plain_slug(words: str) -> str:
    spelt_out = "".join(_SPELT_OUT.get(character, character) for character in words)
    return with_hyphens(spelt_out.replace("’", "").replace("'", ""))
