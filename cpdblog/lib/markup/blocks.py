"""Tables, abbreviations and references with the bounds that Markdown's own ones lack."""
# mypy: allow-subclassing-any

import re
from typing import override
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions.abbr import AbbrBlockprocessor, AbbrExtension
from markdown.extensions.tables import TableExtension, TableProcessor

_WIDEST = 40
_MOST_TICKS = 100
_FREE_CELLS = 200
_MOST_ABBREVIATIONS = 100


class _BoundedTable(TableProcessor):
    @override
    def test(self, parent: Element, block: str) -> bool:
        if "|" not in block:
            return False
        rows = block.split("\n")
        if any(row.count("|") > _WIDEST + 1 or row.count("`") > _MOST_TICKS for row in rows):
            return False
        # Short rows are filled up to the width of the first: a few characters buy many cells.
        cells = rows[0].count("|") * len(rows)
        return cells <= _FREE_CELLS + len(block) // 2 and bool(super().test(parent, block))


class Tables(TableExtension):
    @override
    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_BoundedTable(md.parser, self.getConfigs()), "table", 75)


class _BoundedAbbreviation(AbbrBlockprocessor):
    """Each one makes all words dearer, so past the bound a definition stays a line of text."""

    @override
    def run(self, parent: Element, blocks: list[str]) -> bool:
        if len(self.abbrs) >= _MOST_ABBREVIATIONS:
            return False
        return bool(super().run(parent, blocks))


class Abbreviations(AbbrExtension):
    @override
    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_BoundedAbbreviation(md.parser, self.abbrs), "abbr", 16)


class _Reference(ReferenceProcessor):
    """What follows the colon must look like an address: "[Ada]: hello" is somebody speaking."""

    RE = re.compile(
        r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?"
        r"(?=<?(?:[a-zA-Z][a-zA-Z0-9+.-]*:\S|\.{0,2}/|#|\S*@\w|(?:[\w-]+\.)++\w\w|\S*/(?!\S)))"
        r"([^\s]+)[ ]*"
        r"(?:\n[ ]*)?(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
        re.MULTILINE,
    )


class References(Extension):
    @override
    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Reference(md.parser), "reference", 15)


class NoReferences(Extension):
    """In a conversation "[1]: Smith" is a line like any other."""

    @override
    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.deregister("reference")
