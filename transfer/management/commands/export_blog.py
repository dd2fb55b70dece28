from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from blogs.models import Blog
from transfer.exporters.archive.packing import Packing

if TYPE_CHECKING:
    from typing import IO


class Command(BaseCommand):
    help = "Packs everything of a blog into one zip. Run again, it writes the file anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("blog", metavar="HANDLE")
        parser.add_argument("file", metavar="FILE.zip", type=Path)

    def handle(self, *, blog: str, file: Path, **_options: Any) -> None:
        existing = Blog.objects.filter(handle=blog).first()
        if not existing:
            message = f"There is no blog {blog}."
            raise CommandError(message)
        try:
            packing = self._write(existing, file)
        except OSError as error:
            message = f"{file} cannot be written: {error.strerror or error}."
            raise CommandError(message) from error
        summary = ", ".join(f"{count} {what}" for what, count in packing.counts.items())
        self.stdout.write(f"{file}: {summary or 'an empty blog'}")

    def _write(self, blog: Blog, file: Path) -> Packing:
        """Under another name first, so that FILE is whole or as it was."""
        with tempfile.NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.name}-", delete=False
        ) as unfinished:
            path = Path(unfinished.name)
            try:
                packing = self._pack(blog, unfinished)
                unfinished.flush()
                os.fsync(unfinished.fileno())
                path.replace(file)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        return packing

    def _pack(self, blog: Blog, file: IO[bytes]) -> Packing:
        packing = Packing(blog, file, timezone.now())
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Moving out")
            for _post in packing.run():
                progress.update(bar, advance=1, total=packing.total)
        return packing
