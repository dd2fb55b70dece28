"""Takes the sting out of marks that pair with nothing, before Markdown reads them."""
# mypy: allow-subclassing-any

import re
from collections import defaultdict
from typing import override
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

# Longer texts are parsed piece by piece: Markdown copies a whole piece for each of its marks.
_LONGEST_PIECE = 4_000
_LONGEST_CROWDED_PIECE = 1_000
_CROWDED = 8
_DEEPEST_BRACKET = 4
_MOST_EMPHASIS = 120
_LONGEST_RUN = 4
_MOST_OPEN_TITLES = 8
_FREE_MARKS = 300
_CHARACTERS_A_MARK = 12
PIECE = "piece"

_MARK = re.compile(r"[\[!*_~`<&\\#@]|:[^\s/]|//|www\.|\n")
_TOKEN = re.compile(r"\\.|`+|!?\[|\]|([*_~])\1*", re.DOTALL)
_QUOTE = re.compile(r"[\"']")
_TICKS = re.compile(r"`+")
_DESTINATION = re.compile(r"\((?:[^()\n\\\[\]]|\\.|\n(?!\n)|\[[^\[\]()\n]*\]|\([^()\n]*\))*+\)")


def escaped(character: str) -> str:
    """The way Markdown itself keeps an escaped character out of sight of its patterns."""
    return f"{STX}{ord(character)}{ETX}"


class MarkGuard(Treeprocessor):
    """Walks the paragraphs after the blocks are known and before their inline marks are read."""

    def __init__(self, md: Markdown, source_length: int) -> None:
        super().__init__(md)
        self.allowed = _FREE_MARKS + source_length // _CHARACTERS_A_MARK

    @override
    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.text and not isinstance(element.text, AtomicString):
                self._divide(element, element.text)
            if element.tail and not isinstance(element.tail, AtomicString):
                element.tail = self._tamed(element.tail)

    def _divide(self, element: Element, text: str) -> None:
        first, *others = _pieces(text)
        element.text = self._tamed(first)
        for place, other in enumerate(others):
            piece = Element(PIECE)
            piece.text = self._tamed(other)
            element.insert(place, piece)

    def _tamed(self, text: str) -> str:
        # A bracket is looked at by seven patterns, and an address is written letter by letter.
        self.allowed -= len(_MARK.findall(text)) + text.count("[") + 2 * text.count("@")
        if self.allowed < 0:
            plain: str = AtomicString(text)
            return plain
        return tamed(text)


def _pieces(text: str) -> list[str]:
    crowded = len(_MARK.findall(text)) * _CROWDED > len(text)
    longest = _LONGEST_CROWDED_PIECE if crowded else _LONGEST_PIECE
    pieces = []
    start = 0
    while len(text) - start > longest:
        limit = start + longest
        end = max(text.rfind("\n", start, limit), text.rfind(". ", start, limit) + 1)
        if end <= start:
            end = text.rfind(" ", start, limit)
        end = end if end > start else limit
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


class _Taming:
    def __init__(self, text: str) -> None:
        self.text = text
        self.ticks: dict[int, list[int]] = defaultdict(list)
        for run in _TICKS.finditer(text):
            self.ticks[len(run[0])].append(run.start())
        for starts in self.ticks.values():
            starts.reverse()
        self.open: list[tuple[int, int]] = []
        self.bad: set[int] = set()
        self.emphasis: list[range] = []
        self.open_titles = 0

    def end_of_code(self, start: int, length: int) -> int:
        """Where the span that opens here ends; past the ticks themselves if nothing closes it."""
        candidates = self.ticks[length]
        while candidates and candidates[-1] < start + length:
            candidates.pop()
        if candidates:
            return candidates[-1] + length
        self.bad.update(range(start, start + length))
        return start + length

    def bracket(self, start: int, end: int) -> None:
        if self.text[end - 1] == "[":
            self.open.append((start, end))
        elif self.open:
            opened, _ = self.open.pop()
            after = self.text[end : end + 1]
            if len(self.open) >= _DEEPEST_BRACKET:
                self.bad.update((self.text.index("[", opened), start))
            elif after == "(" and not self._has_destination(end):
                self.bad.add(end)

    def _has_destination(self, start: int) -> bool:
        match = _DESTINATION.match(self.text, start)
        if not match:
            return False
        quote = _QUOTE.search(match[0])
        if quote and match[0].count(quote[0]) % 2:
            # Markdown looks for the end of such a title in all that follows.
            self.open_titles += 1
        return self.open_titles <= _MOST_OPEN_TITLES

    def result(self) -> str:
        for start, _ in self.open:
            self.bad.add(self.text.index("[", start))
        crowded = len(self.emphasis) > _MOST_EMPHASIS
        for run in self.emphasis:
            if crowded or len(run) > _LONGEST_RUN:
                self.bad.update(run)
        return "".join(
            escaped(character) if place in self.bad else character
            for place, character in enumerate(self.text)
        )


def tamed(text: str) -> str:
    """The text with every bracket, tick and run that cannot mean anything kept as a character."""
    taming = _Taming(text)
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        token = match[0]
        if token[0] == "`":
            position = taming.end_of_code(match.start(), len(token))
        elif match[1]:
            taming.emphasis.append(range(match.start(), match.end()))
        elif token[0] != "\\":
            taming.bracket(match.start(), match.end())
    return taming.result()
