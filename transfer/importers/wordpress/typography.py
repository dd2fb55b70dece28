"""Quotes, dashes and other signs in plain text, set as WordPress sets them when it shows a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpdblog.lib.markup.smilies import SMILEY_PATTERN, SMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator


class Edit(NamedTuple):
    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class Quotes:
    """Opening and closing, double and single."""

    opening: str = "“"
    closing: str = "”"
    opening_single: str = "‘"
    closing_single: str = "’"


ENGLISH = Quotes()
_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "de", "sk"), Quotes("„", "“", "\N{SINGLE LOW-9 QUOTATION MARK}", "‘")),
    **dict.fromkeys(("fi", "sv"), Quotes("”", "”", "’", "’")),
    **dict.fromkeys(("nb", "ru", "uk"), Quotes("«", "»")),
    "fr": Quotes("«\u00a0", "\u00a0»"),
    "pl": Quotes("„", "”", "\N{SINGLE LOW-9 QUOTATION MARK}", "’"),
}
HIDDEN = "\x02"  # stands for what is not text: code, an address, a shortcode

_MAY_CHANGE = re.compile(r"['\"`]|--|(?:^|\s)-(?:\s|$)|\.\.\.|\dx\d|[:;8][^\s<>&]|\(tm\)|&nbsp;-")
_SIGN = re.compile(
    rf"(?P<smiley>{SMILEY_PATTERN})|(?P<dots>\.\.\.)|(?P<double>``|'')|(?P<hyphens>-+)"
    r"|(?P<trade>(?<=\s)\(tm\))|(?P<times>\b(?:[1-9][\d.,]*+|0[\d.,]++)x(?=\d[\d.,]*\b))"
    r"|(?P<quote>[\"'])"
)
_SPACE_BEFORE = re.compile(r"(?:\s|&nbsp;|&#160;)\Z")
_SPACE_AFTER = re.compile(r"\s|&nbsp;|&#160;|\Z")
_MAY_OPEN_AFTER = re.compile(r"(?:\s|&nbsp;|&#160;|&lt;|[(\[{\-\u2013\u2014])\Z")
_MAY_CLOSE_BEFORE = re.compile(r"\s|&nbsp;|&#160;|&gt;|[.,:;!?)}\-\]\u2013\u2014\u2026\"']|\Z")
_ENDS_A_WORD = re.compile(r"\s|&nbsp;|&#160;|&[lg]t;|[.,:;!?\"'(){}\[\]\-]|\Z")
_SHORTENED = re.compile(
    r"(?:tis|twas|twere|twill|tain['\u2019]t|til|bout|nuff|round|cause|em)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\d\d(?!\d|%|[.,]\d)")
_SHORT_YEAR = re.compile(r"'\d\d\Z")
_FEET_AND_INCHES = re.compile(r"\d+\"")
_LONGEST_ENTITY = 6


def quotes_of(language: str) -> Quotes:
    """As the translation of WordPress into LANGUAGE has them: "de-DE"."""
    return _BY_LANGUAGE.get(re.split("[-_]", language.strip().lower())[0], ENGLISH)


def may_change(text: str) -> bool:
    return bool(_MAY_CHANGE.search(text))


def typeset(text: str, quotes: Quotes = ENGLISH) -> str:
    """Plain TEXT as it is shown."""
    parts, position = [], 0
    for edit in edits(text, quotes):
        parts += [text[position : edit.start], edit.shown]
        position = edit.end
    return "".join([*parts, text[position:]])


def edits(text: str, quotes: Quotes = ENGLISH) -> list[Edit]:
    """What is shown instead of which parts of TEXT, in their order."""
    if not may_change(text):
        return []
    found: list[Edit] = []
    straight: dict[str, list[_Straight]] = {'"': [], "'": []}
    for sign in _SIGN.finditer(text):
        if sign.lastgroup == "quote":
            straight[sign[0]].append(_Straight(text, sign.start(), quotes))
        elif shown := _shown(text, sign, quotes):
            found.append(Edit(sign.start(), sign.end(), shown))
    for marks in straight.values():
        found += _set(marks)
    return sorted(found)


def _shown(text: str, sign: re.Match[str], quotes: Quotes) -> str:
    match sign.lastgroup:
        case "smiley":
            return SMILIES[sign[0]]
        case "dots":
            return "…"
        case "double":
            return quotes.opening if sign[0] == "``" else quotes.closing
        case "trade":
            return "™"
        case "times":
            return f"{sign[0][:-1]}\N{MULTIPLICATION SIGN}"
        case _:
            return _dashes(text, sign)


def _dashes(text: str, sign: re.Match[str]) -> str:
    count = len(sign[0])
    before = text[max(0, sign.start() - _LONGEST_ENTITY) : sign.start()]
    starts = not before or _SPACE_BEFORE.search(before)
    is_apart = starts and _SPACE_AFTER.match(text, sign.end())
    if count == 1:
        return "–" if is_apart else ""
    if count == len("--"):
        if text.endswith("xn", 0, sign.start()):  # an address in letters of other scripts
            return ""
        return "—" if is_apart else "–"
    return "—" * (count // 3) + ("", "-", "–")[count % 3]


class _Straight:
    """A straight quote: it opens, it is an apostrophe, or its neighbours decide."""

    __slots__ = ("at", "is_after_digit", "may_close", "quotes", "shown", "sign", "stops")

    def __init__(self, text: str, at: int, quotes: Quotes) -> None:
        self.at, self.sign, self.quotes = at, text[at], quotes
        self.is_after_digit = text[at - 1 : at].isdecimal()
        self.may_close = bool(_MAY_CLOSE_BEFORE.match(text, at + 1))
        self.stops = text[at + 1 : at + 2] == "."
        self.shown = self._double(text) if self.sign == '"' else self._single(text)

    @property
    def opening(self) -> str:
        return self.quotes.opening if self.sign == '"' else self.quotes.opening_single

    @property
    def closing(self) -> str:
        return self.quotes.closing if self.sign == '"' else self.quotes.closing_single

    @property
    def prime(self) -> str:
        return "″" if self.sign == '"' else "\N{PRIME}"

    def _double(self, text: str) -> str:
        is_before = not _SPACE_AFTER.match(text, self.at + 1)
        return self.opening if is_before and _may_open(text, self.at, "'") else ""

    def _single(self, text: str) -> str:
        after = self.at + 1
        is_first = _may_open(text, self.at, '"')
        if is_first and _SHORTENED.match(text, after):
            return "’"
        if _YEAR.match(text, after) and not self.is_after_digit:
            return "’"
        if is_first:
            return self.opening
        if self.may_close and _SHORT_YEAR.search(text[max(0, self.at - 3) : self.at]):
            return self.closing
        if self.is_after_digit and _FEET_AND_INCHES.match(text, after):
            return self.prime
        return "" if _ENDS_A_WORD.match(text, after) else "’"


def _set(marks: list[_Straight]) -> Iterator[Edit]:
    """Those between one that opens and the next close it, or are primes behind a number."""
    between: list[_Straight] = []
    is_open = False
    for mark in marks:
        if mark.shown == mark.opening:
            _close(between, is_open=is_open)
            between, is_open = [], True
        elif not mark.shown:
            between.append(mark)
    _close(between, is_open=is_open)
    for mark in marks:
        if mark.shown:
            yield Edit(mark.at, mark.at + 1, mark.shown)


def _close(marks: list[_Straight], *, is_open: bool) -> None:
    closing = [mark for mark in marks if mark.may_close]
    if is_open and len(closing) > 1:
        closing = [mark for mark in closing if not mark.is_after_digit] or _last(closing)
    elif not is_open:
        closing = [mark for mark in closing if not mark.is_after_digit]
    for mark in closing:
        mark.shown = mark.closing
    for mark in marks:
        if not mark.shown and mark.is_after_digit:
            mark.shown = mark.prime
        elif not mark.shown and mark.sign == '"':
            mark.shown = mark.closing


def _last(marks: list[_Straight]) -> list[_Straight]:
    return [mark for mark in marks if mark.stops][-1:] or marks[-1:]


def _may_open(text: str, at: int, other: str) -> bool:
    before = text[max(0, at - _LONGEST_ENTITY) : at]
    if other and before.endswith(other):  # which may open itself
        return _may_open(text, at - 1, "")
    return not before or bool(_MAY_OPEN_AFTER.search(before))
