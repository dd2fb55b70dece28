"""Names people have, made into handles and initials."""

import re
import unicodedata
from collections.abc import Callable
from itertools import count

_HANDLE_LENGTH = 40
# Letters that are none of these with a mark on it, as readers without them on their keys type them.
_TYPED_AS = str.maketrans({
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ŋ": "n", "ħ": "h", "ŧ": "t",
})  # fmt: skip


def handle_from(wish: str, *, otherwise: str = "member") -> str:
    """Small Latin letters, digits and single hyphens; OTHERWISE where nothing of WISH is left."""
    letters = unicodedata.normalize("NFKD", wish.casefold()).translate(_TYPED_AS)
    plain = letters.encode("ascii", "ignore").decode()
    return (
        re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: _HANDLE_LENGTH - 4].strip("-") or otherwise
    )


def free_handle(wish: str, *, taken: Callable[[str], bool], otherwise: str = "member") -> str:
    base = handle_from(wish, otherwise=otherwise)
    if not taken(base):
        return base
    return next(handle for n in count(2) if not taken(handle := f"{base}-{n}"))


def initials(name: str) -> str:
    """The first letters of the first and last word: at most two characters."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [word[0] for word in (words[:1] + words[1:][-1:])]
    return "".join(letters).upper() or "–"
