"""Text as the search compares it: words without case, accents and endings.

Whoever changes what comes out empties the index in a migration, so that it is made anew.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_WORD_LENGTH = 60
# Letters that readers without them on their keys type as others.
_LIKE = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ŋ": "n", "ħ": "h", "ŧ": "t", "ƒ": "f", "ĸ": "k", "ə": "e",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "\N{GREEK SMALL LETTER FINAL SIGMA}": "\N{GREEK SMALL LETTER SIGMA}",
    "\N{ARABIC TATWEEL}": "",
})  # fmt: skip
# Names that are told apart by their signs, as words of letters alone.
_NAMES = (
    (re.compile(r"(?<![^\W_])([a-z])\+\+(?!\w)"), r"\1plusplus"),
    (re.compile(r"(?<![^\W_])([a-z])[#♯](?!\w)"), r"\1sharp"),
    (re.compile(r"(?<![\w.])\.net(?!\w)"), "dotnet"),
)


_CATEGORIES = [unicodedata.category(chr(code)) for code in range(0x20000)]


def _ranges(*categories: str) -> str:
    """The characters of these categories, as they stand in a set of a regular expression."""
    found, begun = [], -1
    for code, category in enumerate(_CATEGORIES):
        is_one = category in categories
        if is_one and begun < 0:
            begun = code
        elif not is_one and begun >= 0:
            found.append(f"\\U{begun:08x}-\\U{code - 1:08x}")
            begun = -1
    return "".join(found)


_UNSEEN = re.compile(f"[{_ranges('Cf')}\\ufe00-\\ufe0f]")
# Written without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_RUN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_WORD = re.compile(f"(?:[^\\W_]|[{_ranges('Mn', 'Mc')}])+")
_WORD_AS_WRITTEN = re.compile(
    f"(?<![^\\W_])[A-Za-z](?:\\+\\+|[#♯])(?!\\w)|(?<![\\w.])\\.[Nn][Ee][Tt](?!\\w)|"
    f"(?:[^\\W_]|[{_ranges('Mn', 'Mc', 'Cf')}])+"
)
_PIECE = re.compile(f"({_RUN.pattern})")
_PLAIN = re.compile("[a-z]+")
_stemmer = snowballstemmer.stemmer("english")


def fold(text: str) -> str:
    """Without case and accents, and with what nobody sees taken out."""
    if text.isascii():
        return text.lower()
    # Words come again and again; whole texts are not worth the memory.
    return _folded_before(text) if len(text) <= MAX_WORD_LENGTH else _folded(text)


def _folded(text: str) -> str:
    seen = _UNSEEN.sub("", text).casefold().translate(_LIKE)
    parts = unicodedata.normalize("NFKD", seen)
    bare = "".join(sign for sign in parts if not _is_accent(sign))
    return unicodedata.normalize("NFC", bare).casefold().translate(_LIKE)


_folded_before = lru_cache(maxsize=50_000)(_folded)


def _is_accent(sign: str) -> bool:
    """Not what makes another letter: the vowels of Thai, the voicing of kana, a virama."""
    place = unicodedata.combining(sign)
    return place > 9 and not 84 <= place <= 132  # noqa: PLR2004


def words_of(text: str) -> list[str]:
    """As they are written, folded; of what has no spaces, the whole run."""
    folded = fold(text)
    if "+" in folded or "#" in folded or "♯" in folded or ".net" in folded:
        for pattern, letters in _NAMES:
            folded = pattern.sub(letters, folded)
    return [word[:MAX_WORD_LENGTH] for word in _WORD.findall(folded)]


def tokens_of(text: str) -> list[str]:
    return [token for word in words_of(text) for token in _tokens(word)]


def is_run(word: str) -> bool:
    return bool(_RUN.search(word))


@lru_cache(maxsize=50_000)
def _tokens(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (stem(word),)
    pieces = [piece for piece in _PIECE.split(word) if piece]
    return tuple(token for piece in pieces for token in _of_piece(piece))


def _of_piece(piece: str) -> list[str]:
    """Two and two of a run, and its last sign, so that each sign begins something."""
    if _RUN.fullmatch(piece):
        return [*pairs(piece), piece[-1]]
    return [stem(piece)]


def pairs(run: str) -> list[str]:
    return [one + other for one, other in pairwise(run)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    if not _PLAIN.fullmatch(word):
        return word
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


def indexed(text: str) -> str:
    """What the databases index of TEXT: words that neither of them takes apart."""
    return " ".join(tokens_of(text))


def as_written(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Where the words stand in a text that nobody folded."""
    return _WORD_AS_WRITTEN.finditer(text, start)


def vocabulary(text: str) -> dict[str, str]:
    """The words of letters alone, folded, and each as it is written in small letters."""
    found = {match[0] for match in as_written(text)}
    return {
        folded: _UNSEEN.sub("", word).lower()
        for word in found
        if (folded := fold(word)).isalpha() and not is_run(folded)
    }
