"""Footnotes whose ids carry the prefix of their post, as a page may show several posts."""
# mypy: allow-subclassing-any

import re
from typing import override
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.util import AtomicString

# Every reference with an id gets a way back; a note is referred to this often at most that way.
_MOST_WAYS_BACK = 20
_SPACE = re.compile(r"\s")


class Footnotes(FootnoteExtension):
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        super().__init__(BACKLINK_TITLE="Back to where footnote %d stands in the text")

    @override
    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Reference(r"\[\^([^\]]*)\]", self), "footnote", 175)

    @override
    def reset(self) -> None:
        super().reset()
        self.numbers: dict[str, int] = {}

    @override
    def makeFootnoteId(self, id: str) -> str:
        return f"{self.prefix}fn:{_SPACE.sub('-', id)}"

    @override
    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        first = f"{self.prefix}fnref:{_SPACE.sub('-', id)}"
        if not found:
            return first
        times = self.found_refs[first] = self.found_refs.get(first, 0) + 1
        return first if times == 1 else first.replace("fnref:", f"fnref{times}:", 1)

    def number(self, label: str) -> int:
        if len(self.numbers) != len(self.footnotes):
            self.numbers = {name: place for place, name in enumerate(self.footnotes, start=1)}
        return self.numbers[label]

    def has_way_back(self, label: str) -> bool:
        return bool(self.found_refs.get(self.makeFootnoteRefId(label), 0) < _MOST_WAYS_BACK)


class _Reference(FootnoteInlineProcessor):
    """As Markdown's own, without a walk through all notes for each reference."""

    footnotes: Footnotes

    @override
    def handleMatch(
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        label = m[1]
        if label not in self.footnotes.footnotes:
            return None, m.start(), m.end()
        raised = Element("sup")
        if self.footnotes.has_way_back(label):
            raised.set("id", self.footnotes.makeFootnoteRefId(label, found=True))
        address = f"#{self.footnotes.makeFootnoteId(label)}"
        link = SubElement(raised, "a", {"href": address, "class": "footnote-ref"})
        link.text = AtomicString(str(self.footnotes.number(label)))
        return raised, m.start(), m.end()
