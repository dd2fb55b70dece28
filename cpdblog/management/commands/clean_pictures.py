"""Files of pictures that no row speaks of: left by a crash, or by a blog that was deleted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from posts.models import Image

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

A_DAY = dt.timedelta(days=1)


class Command(BaseCommand):
    help = "Deletes files of pictures that belong to no blog any more and are older than a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are.")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        before = timezone.now() - A_DAY
        count = 0
        for folder in _folders():
            images = Image.objects.filter(name__startswith=f"{folder}/")
            known = {name for image in images for name in image.file_names()}
            for name in _files(folder):
                if name in known or default_storage.get_modified_time(name) > before:
                    continue
                count += 1
                if not dry_run:
                    default_storage.delete(name)
        said = "would be deleted" if dry_run else "deleted"
        self.stdout.write(f"{count} files {said}.")


def _folders() -> Iterator[str]:
    if default_storage.exists("pictures"):
        yield from (f"pictures/{name}" for name in sorted(default_storage.listdir("pictures")[0]))


def _files(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
