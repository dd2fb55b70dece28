from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transfer.importers.ghost.reader import GhostReader
from transfer.management.import_command import ImportCommand

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.management.base import CommandParser


class Command(ImportCommand):
    help = "Brings a Ghost export (JSON) into a blog."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--address", default="", metavar="URL", help="where the blog is read, for its pictures"
        )

    def make_reader(self, path: Path, options: dict[str, Any]) -> GhostReader:
        reader = GhostReader(path)
        reader.blog_url = options["address"].rstrip("/")
        return reader
