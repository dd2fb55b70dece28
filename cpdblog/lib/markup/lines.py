"""Bounds what Markdown's block parser can be made to do, line by line and before it starts."""

import re

from cpdblog.lib.markup.lists import with_even_lists

# The parser calls itself for every quote and list inside another.
DEEPEST = 16
# Every line and every table cell may become an element, and an element costs more than a character.
_FREE_LINES = 250
_CHARACTERS_A_LINE = 20
_DEAR_COST = 6
# A block is parsed again from every line that ends it, so long ones are cut there.
_LONG_BLOCK = 24
_MOST_OPEN_BLOCKS = 8

_CONTAINERS = re.compile(r"(?:[ ]{0,3}(?:>|(?:[-*+]|\d{1,9}\.)(?=[ ]))|[ ]{4})[ ]?")
# Each of these becomes several elements, such as a footnote's block, number and way back.
_DEAR = re.compile(r"^[ >:*+\d.-]*(?:```|~~~|///|\[\^[^\]]*\]:)")
# Only such fences hold whatever their lines are; inside quotes and lists a line can end one.
_SURE_FENCE = re.compile(r"^(```+|~~~+)[ ]*[\w#.+-]*[ ]*$")
_OPENS = re.compile(r"^[\s>]*(?:#{1,6}\s|\*?\[[^\]\n]*\]:|:\s|///|[-*_](?:\s*[-*_]){2,}\s*$)")
_BLOCK = re.compile(r"^[ >:*+\d.-]*/{3,}[ ]*(?P<name>[a-zA-Z]?)")
_UNDERLINES = re.compile(r"^[\s>]*(?:=+|-+)\s*$")


def bounded(source: str) -> tuple[str, str]:
    """The part whose marks are read, and the rest: past what a text of its size may cost."""
    lines = with_even_lists(source.expandtabs(4).split("\n"))
    code = _code_lines(lines)
    allowed = _FREE_LINES + len(source) // _CHARACTERS_A_LINE
    kept = 0
    for line in lines:
        allowed -= 1 if kept in code else _cost(line)
        if allowed < 0:
            break
        kept += 1
    head = [line if at in code else _shallow(line) for at, line in enumerate(lines[:kept])]
    _end_nested_blocks(head, code)
    return "\n".join(_cut_long_blocks(head, code)), "\n".join(lines[kept:])


def _code_lines(lines: list[str]) -> set[int]:
    """The lines between fences that are sure to be fences: there a marker is no marker."""
    ends: dict[str, list[int]] = {}
    for at in range(len(lines) - 1, -1, -1):
        if _SURE_FENCE.match(lines[at]):
            ends.setdefault(lines[at].rstrip(), []).append(at)
    code: set[int] = set()
    after = 0
    for at, line in enumerate(lines):
        match = _SURE_FENCE.match(line) if at >= after else None
        if not match:
            continue
        closing = ends.get(match[1], [])
        while closing and closing[-1] <= at:
            closing.pop()
        if closing:
            after = closing[-1] + 1
            code.update(range(at + 1, closing[-1]))
    return code


def _cost(line: str) -> int:
    if _DEAR.match(line):
        return _DEAR_COST
    return 1 + line.count("|") + len(_CONTAINERS.findall(line[:80]))


def _shallow(line: str) -> str:
    """Markers past the deepest level are escaped, so that they show."""
    position = 0
    for _ in range(DEEPEST):
        match = _CONTAINERS.match(line, position)
        if not match:
            break
        position = match.end()
    else:
        line = line[:position] + _escaped_marker(line[position:])
    return line


def _escaped_marker(rest: str) -> str:
    match = re.match(r"([ ]*)(\d*)([->*+.].*)", rest)
    if not match:
        return rest
    return f"{match[1][:3]}{match[2]}\\{match[3]}"


def _end_nested_blocks(lines: list[str], code: set[int]) -> None:
    """A block that never ends holds all later ones, so from some depth on they are words."""
    open_blocks = 0
    for at, line in enumerate(lines):
        if at in code or not (match := _BLOCK.match(line)):
            continue
        if not match["name"]:
            open_blocks = max(0, open_blocks - 1)
        elif open_blocks < _MOST_OPEN_BLOCKS:
            open_blocks += 1
        else:
            lines[at] = line.replace("/", "&#47;", 1)


def _cut_long_blocks(lines: list[str], code: set[int]) -> list[str]:
    result: list[str] = []
    since_blank = 0
    for at, line in enumerate(lines):
        long = since_blank >= _LONG_BLOCK and at not in code
        if long and _OPENS.match(line):
            result.append("")
            since_blank = 0
        result.append(line)
        since_blank = since_blank + 1 if line.strip() else 0
        if long and _UNDERLINES.match(line):
            result.append("")
            since_blank = 0
    return result
