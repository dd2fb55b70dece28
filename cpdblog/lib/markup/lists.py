"""Lists as CommonMark reads them, written out in the one way that our Markdown reads."""

import re
from dataclasses import dataclass, field

_STEP = 4  # in what is written out, the text of an item begins so far in, whatever was typed
_DEEPEST = 16
_MARKER = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})\.)(?P<gap> +)(?=\S)")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_QUOTE = re.compile(r" {0,3}>")
_OTHER_BLOCK = re.compile(r"#{1,6} |>|/{3,}|`{3,}|~{3,}|\[\^?[^\]]+\]:|\*\[[^\]]+\]:|\||: ")


@dataclass(slots=True)
class _Item:
    column: int  # where its text begins
    is_numbered: bool


@dataclass(slots=True)
class _Reader:
    written: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    fence: str = ""
    goes_on: bool = False  # the line before was words of a paragraph
    is_after_blank: bool = True
    began: int = 0  # how deep is what was written since the last blank line; words are in deeper

    def read(self, line: str) -> None:
        rest = line.lstrip(" ")
        if not rest:
            self.written.append("" if self.items else line)
            self.goes_on, self.is_after_blank = False, True
        elif self.fence:
            self._code(line, rest)
        elif marker := self._marker(rest, len(line) - len(rest)):
            self._item(marker, rest, len(line) - len(rest))
        else:
            self._words(line, rest, len(line) - len(rest))

    def is_outside(self, line: str) -> bool:
        indent = len(line) - len(line.lstrip(" "))
        return not self.fence and all(indent < item.column for item in self.items)

    def pause(self) -> None:
        """Something else stands between."""
        self.items, self.goes_on = [], False
        self.is_after_blank, self.began = False, 1

    def _marker(self, rest: str, indent: int) -> re.Match[str] | None:
        marker = None if _RULE.match(rest) else _MARKER.match(rest)
        if not marker:
            return None
        outer = [item for item in self.items if item.column <= indent]
        if indent - (outer[-1].column if outer else 0) >= _STEP or len(outer) >= _DEEPEST:
            return None
        # In the middle of a paragraph only a first item begins a list.
        is_later = marker["number"] not in {None, "1"} and self.goes_on
        return None if is_later and len(outer) == len(self.items) else marker

    def _item(self, marker: re.Match[str], rest: str, indent: int) -> None:
        closed = self._leave(indent)
        is_numbered = bool(marker["number"])
        is_other = closed and closed.is_numbered != is_numbered
        if not self.is_after_blank and (is_other or len(self.items) < self.began):
            self._blank()
        self._note_beginning(len(self.items))
        gap = len(marker["gap"]) if len(marker["gap"]) <= _STEP else 1
        words = rest[marker.end() :]
        self.written.append(f"{self._margin()}{marker['mark']} {words}")
        column = indent + len(marker["mark"]) + gap
        self.items.append(_Item(column, is_numbered))
        if inner := self._marker(words, column):
            # A list may begin on the line of the item that holds it.
            self.written.pop()
            self.written.append(
                f"{self._margin()[_STEP:]}{marker['mark']} {inner[0]}{words[inner.end() :]}"
            )
            self.items.append(_Item(column + inner.end(), bool(inner["number"])))
            words = words[inner.end() :]
        self._after(words)

    def _words(self, line: str, rest: str, indent: int) -> None:
        if self.goes_on and not _OTHER_BLOCK.match(rest) and not _RULE.match(rest):
            self.written.append(self._margin() + rest if self.items else line)
            return
        self._leave(indent)
        if self.items and self.goes_on and rest[0] == ">":
            self._blank()
        self._note_beginning(len(self.items) + 1)
        inside = " " * (indent - self.items[-1].column) if self.items else ""
        self.written.append(f"{self._margin()}{inside}{rest}" if self.items else line)
        self._after(rest)

    def _leave(self, indent: int) -> _Item | None:
        """Closes the items that this column is not part of; the outermost of them."""
        closed = None
        while self.items and indent < self.items[-1].column:
            closed = self.items.pop()
        return closed

    def _blank(self) -> None:
        self.written.append("")
        self.is_after_blank = True

    def _note_beginning(self, depth: int) -> None:
        if self.is_after_blank:
            self.began, self.is_after_blank = depth, False

    def _after(self, words: str) -> None:
        if opening := _FENCE.match(words):
            self.fence = opening[1]
        self.goes_on = not (_OTHER_BLOCK.match(words) or _RULE.match(words))

    def _code(self, line: str, rest: str) -> None:
        column = self.items[-1].column if self.items else 0
        self.written.append(self._margin() + line[min(column, len(line) - len(rest)) :])
        if rest.rstrip(" ").strip(self.fence[0]) == "" and rest.startswith(self.fence):
            self.fence, self.goes_on = "", False

    def _margin(self) -> str:
        return " " * (_STEP * len(self.items))


def with_even_lists(lines: list[str], *, depth: int = 0) -> list[str]:
    reader = _Reader()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and reader.is_outside(lines[end]) and _QUOTE.match(lines[end]):
            end += 1
        if end > at and depth < _DEEPEST:
            reader.written += _quoted(lines[at:end], depth)
            reader.pause()
            at = end
        else:
            reader.read(lines[at])
            at += 1
    return reader.written


def _quoted(lines: list[str], depth: int) -> list[str]:
    inside = [_QUOTE.sub("", line, count=1) for line in lines]
    inside = [line.removeprefix(" ") for line in inside]
    return [f"> {line}" for line in with_even_lists(inside, depth=depth + 1)]
