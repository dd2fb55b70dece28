"""Which reader reads which kind of export, and which importer stores it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer.importers.archive.importer import ArchiveImporter
from transfer.importers.archive.reader import CpdblogReader
from transfer.importers.blogger.reader import BloggerReader
from transfer.importers.ghost.reader import GhostReader
from transfer.importers.markdown.reader import MarkdownReader
from transfer.importers.wordpress.reader import WordPressReader

if TYPE_CHECKING:
    from transfer.importers.common.items import Reader
    from transfer.importers.common.post_importer import PostImporter

READERS: dict[str, type[Reader]] = {
    WordPressReader.kind: WordPressReader,
    BloggerReader.kind: BloggerReader,
    CpdblogReader.kind: CpdblogReader,
    GhostReader.kind: GhostReader,
    MarkdownReader.kind: MarkdownReader,
}
# An archive of ours holds more than any other export. All others are for PostImporter.
IMPORTERS: dict[str, type[PostImporter]] = {CpdblogReader.kind: ArchiveImporter}
