"""Which reader reads which kind of export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moving.importers.blogger import BloggerReader
from moving.importers.ghost import GhostReader
from moving.importers.markdown import MarkdownReader
from moving.importers.wordpress import WordPressReader

if TYPE_CHECKING:
    from moving.importers.arriving import Reader

READERS: dict[str, type[Reader]] = {
    WordPressReader.kind: WordPressReader,
    BloggerReader.kind: BloggerReader,
    GhostReader.kind: GhostReader,
    MarkdownReader.kind: MarkdownReader,
}
