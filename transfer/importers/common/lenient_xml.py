"""XML as blogs really export it, well-formed or not.

Written by plug-ins and edited by hand, it has undeclared prefixes, a bare “&”, names of HTML and
numbers of signs that XML does not know; parsers that keep to the standard stop at the first of
them, and those that go on leave letters out. This one reads elements, attributes and text, notes
every fault with its line, and goes on. Entities that a file declares itself are refused.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Protocol

from transfer.importers.common.items import Unreadable

if TYPE_CHECKING:
    from transfer.importers.common.faults import Faults

_NAME = r"[A-Za-z_\u0080-\U0010ffff][\w.\-\u00b7-\U0010ffff]*+(?::[\w.\-\u00b7-\U0010ffff]++)?+"
_START = re.compile(
    rf"<({_NAME})((?:\s++[\w:.\-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\s*+(/?+)>"
)
_LOOSE_START = re.compile(rf"<({_NAME})((?:\s[^<>]*+)?+)>")
_ATTRIBUTE = re.compile(r"([\w:.\-]++)\s*+=\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)'|([^\s\"'<>=]++))")
_END = re.compile(rf"</({_NAME})\s*+>")
_MARK = re.compile(r"[<&]|\]\]>")
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BEGUN_REFERENCE = re.compile(r"&#?+\w*+\Z")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
# What is no element, as it begins and as it ends; all but the first is skipped.
_SECTIONS = {_CDATA: _CDATA_END, "<!--": "-->", "<?": "?>", "<!": ">"}
_AFTER_CDATA = re.compile(r"\s*+(?:</|<!\[CDATA\[)")
_LOOK_AHEAD = 400  # characters of white space between the end of a CDATA section and a tag
_LONGEST_MARK = 64  # characters of what is looked for in a CDATA section
_LONGEST_REFERENCE = 34
_MAX_TAG = 60_000
_MAX_OPEN = 100  # elements within each other that are looked through for one to be closed

BARE_AMPERSAND = "an “&” that begins nothing was read as it stands"
HTML_NAME = "names of HTML like &nbsp;, which XML does not know, were read as in HTML"
UNKNOWN_SIGN = "numbers of signs that XML does not know were left out"
BARE_ANGLE = "a “<” that begins no tag was read as it stands"
NESTED_CDATA = "a CDATA section within another was read as text"
STRAY_CDATA_END = "a “]]>” that ends nothing was read as it stands"
UNENDED_CDATA = "a CDATA section without an end was ended with its element"
LOOSE_TAG = "a tag that is not well-formed was read as far as it goes"
UNOPENED = "the end of an element that was not begun was passed over"
UNCLOSED = "an element without an end was ended with the one around it"
UNDECLARED = "prefixes that are not declared were read all the same"


class Target(Protocol):
    def start(self, tag: str, attributes: dict[str, str], /) -> None: ...
    def data(self, text: str, /) -> None: ...
    def end(self, tag: str, /) -> None: ...
    def cut_off(self) -> None: ...


class LenientParser:
    """Feeds a target as the parsers of xml.etree do: a tag is “{namespace}name”.

    RECORD is the name of elements that never stand within each other: the next ends the last.
    """

    def __init__(self, target: Target, *, record: str, faults: Faults) -> None:
        self.target = target
        self.record = record
        self.faults = faults
        self.line = 1
        self._rest = ""
        self._open: list[str] = []  # elements, as they are written
        self._tags: list[str] = []  # the same, with their namespaces
        self._namespaces: dict[str, str] = {"": "", "xml": "xml"}
        self._ending = ""  # of what is skipped
        self._is_in_cdata = False
        self._nested = 0  # CDATA sections within the one we are in
        self._is_last = False

    def feed(self, text: str) -> None:
        """Raises Unreadable for a file that declares entities."""
        text = self._rest + text
        position = 0
        while position < len(text):
            went_on = self._step(text, position)
            if went_on == position:
                break
            self.line += text.count("\n", position, went_on)
            position = went_on
        self._rest = text[position:]

    def close(self) -> None:
        self._is_last = True
        self.feed("")
        if self._open:
            self.target.cut_off()

    def _note(self, message: str) -> None:
        self.faults.add(message, self.line)

    def _step(self, text: str, start: int) -> int:
        """Where what was read ends; START where more must come before anything can be said."""
        if self._is_in_cdata:
            return self._cdata(text, start)
        if self._ending:
            return self._skip(text, start)
        if text[start] == "<":
            return self._markup(text, start)
        if text[start] == "&":
            return self._reference(text, start)
        if text.startswith(_CDATA_END, start):
            self._note(STRAY_CDATA_END)
            self.target.data(_CDATA_END)
            return start + len(_CDATA_END)
        return self._text(text, start)

    def _text(self, text: str, start: int) -> int:
        mark = _MARK.search(text, start)
        end = mark.start() if mark else len(text)
        if not mark and not self._is_last:
            while end > start and text[end - 1] == "]":  # perhaps a “]]>”
                end -= 1
        if end > start:
            self.target.data(text[start:end])
        return end

    def _reference(self, text: str, start: int) -> int:
        found = _REFERENCE.match(text, start)
        if not found:
            is_short = len(text) - start < _LONGEST_REFERENCE
            if is_short and not self._is_last and _BEGUN_REFERENCE.match(text, start):
                return start
            self._note(BARE_AMPERSAND)
            self.target.data("&")
            return start + 1
        self.target.data(self._meant(found))
        return found.end()

    def _meant(self, found: re.Match[str]) -> str:
        meant = html.unescape(found[0])
        if found[1][0] == "#":
            if meant in {"", "\N{REPLACEMENT CHARACTER}"}:
                self._note(UNKNOWN_SIGN)
                return ""
        elif found[1] not in _OF_XML:
            self._note(BARE_AMPERSAND if meant == found[0] else HTML_NAME)
        return meant

    def _markup(self, text: str, start: int) -> int:
        if len(text) - start < len(_CDATA) and not self._is_last and ">" not in text[start:]:
            return start
        begun = next((mark for mark in _SECTIONS if text.startswith(mark, start)), "")
        if begun == _CDATA:
            self._is_in_cdata, self._nested = True, 0
        elif begun:
            self._ending = _SECTIONS[begun]
        elif found := _END.match(text, start):
            self._end(found[1])
            return found.end()
        else:
            return self._start_tag(text, start)
        return start + len(begun)

    def _start_tag(self, text: str, start: int) -> int:
        may_go_on = len(text) - start < _MAX_TAG and not self._is_last
        if found := _START.match(text, start):
            self._start(found)
            return found.end()
        if found := _LOOSE_START.match(text, start):
            if may_go_on and found[0].count('"') % 2:  # a “>” within an attribute
                return start
            self._start(found)
            return found.end()
        if may_go_on and text.find("<", start + 1) < 0:
            return start
        self._note(BARE_ANGLE)
        self.target.data("<")
        return start + 1

    def _skip(self, text: str, start: int) -> int:
        """Comments, what is said to a program, and declarations, of which none is needed."""
        end = text.find(self._ending, start)
        if self._ending == ">":
            declared = text[start : end if end >= 0 else len(text)]
            if "<!ENTITY" in declared or declared.lstrip().startswith("ENTITY"):
                message = "the file declares entities of its own, which is refused."
                raise Unreadable(message, self.line)
        if end < 0:
            kept = len(self._ending) - 1
            return len(text) if self._is_last else max(start, len(text) - max(kept, 8))
        ended = end + len(self._ending)
        self._ending = ""
        return ended

    def _cdata(self, text: str, start: int) -> int:
        end = text.find(_CDATA_END, start)
        if end < 0:
            if self._is_last:
                return self._take_cdata(text, start, len(text))
            begun = text.find("<", max(start, len(text) - _LONGEST_MARK))
            safe = begun if begun >= 0 else len(text) - len(_CDATA_END) + 1
            return self._take_cdata(text, start, max(start, safe))
        after = end + len(_CDATA_END)
        is_short = len(text) - after < _LOOK_AHEAD and not self._is_last
        if is_short and not _AFTER_CDATA.match(text, after):
            return self._take_cdata(text, start, end)
        went_on = self._take_cdata(text, start, end)
        if went_on != end or not self._is_in_cdata:
            return went_on
        if self._nested and not _AFTER_CDATA.match(text, after):
            self._note(NESTED_CDATA)
            self._nested -= 1
            self.target.data(_CDATA_END)
        else:
            self._is_in_cdata = False
        return after

    def _take_cdata(self, text: str, start: int, end: int) -> int:
        """A section that its own element ends was left open: no text holds such an end."""
        own_end = f"</{self._open[-1]}>" if self._open and ":" in self._open[-1] else ""
        ended = text.find(own_end, start, end) if own_end else -1
        if ended >= 0:
            self._note(UNENDED_CDATA)
            self._is_in_cdata, end = False, ended
        self._nested += text.count(_CDATA, start, end)
        if end > start:
            self.target.data(text[start:end])
        return end

    def _start(self, found: re.Match[str]) -> None:
        name = found[1]
        if found.re is _START:
            is_empty = found[3] == "/"
        else:
            self._note(LOOSE_TAG)
            is_empty = found[2].rstrip().endswith("/")
        attributes = self._attributes(found[2]) if found[2] else {}
        if name == self.record and self.record in self._open[:8]:
            self._end(name, is_own=False)
        tag = self._tag(name)
        self.target.start(tag, attributes)
        if is_empty:
            self.target.end(tag)
        else:
            self._open.append(name)
            self._tags.append(tag)

    def _attributes(self, text: str) -> dict[str, str]:
        attributes: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(text):
            value = html.unescape(double or single or bare)
            prefix, colon, local = name.rpartition(":")
            if prefix == "xmlns":
                self._namespaces[local] = value
            elif name == "xmlns":
                self._namespaces[""] = value
            else:
                attributes.setdefault(local if colon else name, value)
        return attributes

    def _tag(self, name: str) -> str:
        prefix, _colon, local = name.rpartition(":")
        namespace = self._namespaces.get(prefix)
        if namespace is None:
            self._note(UNDECLARED)
            namespace = prefix
        return f"{{{namespace}}}{local}" if namespace else local

    def _end(self, name: str, *, is_own: bool = True) -> None:
        if not self._open or self._open[-1] != name or not is_own:
            if name not in self._open[-_MAX_OPEN:]:
                self._note(UNOPENED)
                return
            self._note(UNCLOSED)
        closed = ""
        while closed != name:
            closed = self._open.pop()
            self.target.end(self._tags.pop())
