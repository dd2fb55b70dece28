"""Closes, drops and flattens tags so that the parser behind the sanitiser meets no surprise."""

import html
import re
from collections import Counter
from collections.abc import Callable

# A few thousand unclosed formatting tags make an HTML5 parser repeat them in every later
# paragraph: 100 kB become 350 MB. Well-nested and shallow markup cannot do that.
DEEPEST = 32

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_RENAMED = {"h1": "h2"}
# Old pages leave these open: the next one of the kind ends the one before.
_ENDED_BY = {
    "p": {"p"},
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
}
_HOLDERS = frozenset({"blockquote", "details", "div", "dl", "figure", "ol", "table", "ul"})

# Strict on purpose: what this calls one tag every HTML5 parser calls the same tag. A "<" that
# opens nothing here is shown as a character, so it cannot open something later either.
_NAME = r"[^ \t\n\f\r\"'<>=/`]++"
_EQUALS = r"[ \t\n\f\r]*+=[ \t\n\f\r]*+"
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r\"'<>=`][^ \t\n\f\r\"'<>`]*+)"
_TAG_OR_NOT = re.compile(
    rf"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)(?=[ \t\n\f\r/>])"
    rf"(?P<rest>(?:[ \t\n\f\r/]*+{_NAME}(?:{_EQUALS}{_VALUE})?+)*+[ \t\n\f\r/]*+)>"
    rf"|<[!?][a-zA-Z\[][^<>]*+>|<"
)
_ATTRIBUTE = re.compile(rf"(?P<name>{_NAME})(?:{_EQUALS}(?P<value>{_VALUE}))?+")
# Without its semicolon a reference in an address is far more often a parameter ("?a=1&copy=2").
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")

_COMMENT = re.compile("<!--")
_COMMENT_ENDS = re.compile("-->")

Attributes = dict[str, str]


class _Nesting:
    def __init__(self, written: Callable[[str, Attributes], str]) -> None:
        self.written = written
        self.open: list[str] = []
        self.count: Counter[str] = Counter()
        self.too_deep: Counter[str] = Counter()

    def enter(self, name: str, rest: str) -> str:
        closed = self._end_the_one_before(name) if name in _ENDED_BY else ""
        if name not in _VOID:
            if len(self.open) >= DEEPEST:
                self.too_deep[name] += 1
                return closed
            self.open.append(name)
            self.count[name] += 1
        return closed + self.written(name, _attributes(rest) if rest else {})

    def _end_the_one_before(self, name: str) -> str:
        farthest = None
        for outer in reversed(self.open):
            if outer in _HOLDERS:
                break
            if outer in _ENDED_BY[name]:
                farthest = outer
        return self.leave(farthest) if farthest else ""

    def leave(self, name: str) -> str:
        if self.too_deep[name]:
            self.too_deep[name] -= 1
            return ""
        if not self.count[name]:
            return ""
        closed = ""
        while True:
            inner = self.open.pop()
            self.count[inner] -= 1
            closed += f"</{inner}>"
            if inner == name:
                return closed


def well_nested(page: str, known: frozenset[str], written: Callable[[str, Attributes], str]) -> str:
    """The page with only the known tags, each closed in order and none deeper than DEEPEST."""
    nesting = _Nesting(written)

    def settle(match: re.Match[str]) -> str:
        if match["name"] is None:
            return "&lt;" if match[0] == "<" else ""
        name = match["name"].lower()
        name = _RENAMED.get(name, name)
        if name not in known:
            return ""
        return nesting.leave(name) if match["close"] else nesting.enter(name, match["rest"])

    settled = _TAG_OR_NOT.sub(settle, _without_comments(page))
    return settled + "".join(f"</{name}>" for name in reversed(nesting.open))


def _attributes(rest: str) -> Attributes:
    found: Attributes = {}
    for match in _ATTRIBUTE.finditer(rest):
        value = match["value"] or ""
        if value[:1] in {'"', "'"}:
            value = value[1:-1]
        decoded = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), value)
        found.setdefault(match["name"].lower(), decoded)
    return found


def _without_comments(page: str) -> str:
    """Comments are cut first and by hand: a pattern would look for the end again at every start."""
    kept, position = [], 0
    while begin := _COMMENT.search(page, position):
        end = _COMMENT_ENDS.search(page, begin.end())
        if not end:
            break
        kept.append(page[position : begin.start()])
        position = end.end()
    return "".join([*kept, page[position:]])
