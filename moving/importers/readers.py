"""Which reader reads which kind of export, and which move keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moving.importers.blogger import BloggerReader
from moving.importers.cpdblog import CpdblogReader
from moving.importers.cpdblog_move import Homecoming
from moving.importers.ghost import GhostReader
from moving.importers.markdown import MarkdownReader
from moving.importers.wordpress import WordPressReader

if TYPE_CHECKING:
    from moving.importers.arriving import Reader
    from moving.importers.move import Move

READERS: dict[str, type[Reader]] = {
    WordPressReader.kind: WordPressReader,
    BloggerReader.kind: BloggerReader,
    CpdblogReader.kind: CpdblogReader,
    GhostReader.kind: GhostReader,
    MarkdownReader.kind: MarkdownReader,
}
# What is ours holds more than any other export, and is kept by a move of its own.
MOVES: dict[str, type[Move]] = {CpdblogReader.kind: Homecoming}
