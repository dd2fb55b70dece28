r"""The signs that are written onto letters. To `\w` they are none of a word's, which cuts हिन्दी."""

import re
import unicodedata
from itertools import chain

_BLOCKS = ((0x300, 0x3100), (0xA66F, 0xAC00), (0xFB1E, 0xFE30), (0x101FD, 0x12000))
_LATER_BLOCKS = ((0x16AF0, 0x16FF2), (0x1D165, 0x1D245), (0x1E000, 0x1E950))
# They choose between shapes or join what belongs together, and are not seen themselves.
_UNSEEN = {0x34F, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), 0x16FE4}


def _ranges() -> str:
    codes = chain.from_iterable(range(*block) for block in (*_BLOCKS, *_LATER_BLOCKS))
    marks = [
        code
        for code in codes
        if unicodedata.category(chr(code)) in {"Mn", "Mc"} and code not in _UNSEEN
    ]
    starts = [code for code, before in zip(marks, [-1, *marks], strict=False) if code - before != 1]
    ends = [code for code, then in zip(marks, [*marks[1:], -1], strict=True) if then - code != 1]
    return "".join(
        f"{re.escape(chr(first))}-{re.escape(chr(last))}"
        for first, last in zip(starts, ends, strict=True)
    )


MARKS = _ranges()  # to stand in a set of a pattern
WORD = rf"[\w{MARKS}]"
# Between two letters these two say whether to join them, as in the name of Sri Lanka.
_JOINERS = "\u200c\u200d"
LETTERS = rf"(?:{WORD}|[{_JOINERS}](?={WORD}))"
_NO_LETTERS = re.compile(rf"[^\w{MARKS}]+")
_NO_LETTERS_OR_DIGITS = re.compile(rf"(?:_|[^\w{MARKS}])+")
# A dot that only stays where a dotted capital was made small.
_LOST_DOT = "i\u0307"


def with_hyphens(words: str, *, keep_underscores: bool = False) -> str:
    """WORDS in small letters with a hyphen between them, each with the marks that belong to it."""
    joined = re.sub(f"[{_JOINERS}]", "", unicodedata.normalize("NFKC", words))
    small = joined.lower() if keep_underscores else joined.casefold()
    whole = unicodedata.normalize("NFKC", small.replace(_LOST_DOT, "i"))
    between = _NO_LETTERS if keep_underscores else _NO_LETTERS_OR_DIGITS
    return between.sub("-", whole).strip("-")
