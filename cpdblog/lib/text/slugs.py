"""Words made into the last part of an address."""

from collections.abc import Callable
from itertools import count

from cpdblog.lib.text.combining import with_hyphens

_SAID = {"+": "-plus", "#": "-sharp", "&": "-and-", "@": "-at-"}


def slug_from(
    words: str, *, taken: Callable[[str], bool], otherwise: str, length: int = 100
) -> str:
    """Unicode letters, digits and hyphens, at most LENGTH characters; OTHERWISE where nothing is
    left.

    Signs that tell names apart are said in words, so that C, C++ and C# do not meet.
    """
    base = plain_slug(words)[: length - 6].rstrip("-") or otherwise
    if not taken(base):
        return base
    return next(slug for n in count(2) if not taken(slug := f"{base}-{n}"))


def plain_slug(words: str) -> str:
    said = "".join(_SAID.get(character, character) for character in words)
    return with_hyphens(said.replace("’", "").replace("'", ""))
