"""Files of pictures that no row speaks of: left by a crash, or by a blog that was deleted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import Identity, User
from images.models import Image
from posts.models import Post

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterator

A_DAY = dt.timedelta(days=1)


class Command(BaseCommand):
    help = "Deletes files of pictures that belong to nothing any more and are older than a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are.")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        before = timezone.now() - A_DAY
        count = 0
        for folder, named_in in _folders():
            files = _files(folder)
            known = named_in(f"{folder}/")
            for name in files:
                if name in known or not _is_older(name, before):
                    continue
                count += 1
                if not dry_run:
                    default_storage.delete(name)
        done = "would be deleted" if dry_run else "deleted"
        self.stdout.write(f"{count} files {done}.")


def _is_older(name: str, moment: dt.datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:  # thrown away this minute
        return False


def _in_posts(folder: str) -> set[str]:
    images = Image.objects.filter(name__startswith=folder)
    return {name for image in images for name in image.file_names()}


def _of_people(folder: str) -> set[str]:
    people = User.objects.filter(avatar__startswith=folder).values_list("avatar", flat=True)
    signs = Identity.objects.filter(avatar__startswith=folder).values_list("avatar", flat=True)
    return {*people, *signs}


def _cards(folder: str) -> set[str]:
    return set(Post.objects.filter(card__startswith=folder).values_list("card", flat=True))


FOLDERS = {"pictures": _in_posts, "avatars": _of_people, "cards": _cards}


def _folders() -> Iterator[tuple[str, Callable[[str], set[str]]]]:
    """Each with what knows which of its files are needed."""
    for root, named_in in FOLDERS.items():
        if default_storage.exists(root):
            below = (f"{root}/{name}" for name in sorted(default_storage.listdir(root)[0]))
            yield from ((folder, named_in) for folder in below)


def _files(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
