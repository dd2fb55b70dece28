"""What the commands that import a blog have in common."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from accounts.models import User
from blogs.models import Blog
from transfer.importers.common.attachments import Attachments
from transfer.importers.common.folders import open_files
from transfer.importers.common.items import Unreadable
from transfer.importers.common.people import People
from transfer.importers.common.post_importer import PostImporter

if TYPE_CHECKING:
    from transfer.importers.common.items import Reader


class ImportCommand(BaseCommand):
    reader: type[Reader]
    importer: type[PostImporter] = PostImporter
    argument = "FILE"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar=self.argument, type=Path)
        parser.add_argument("--blog", required=True, metavar="HANDLE")
        parser.add_argument("--owner", metavar="HANDLE", help="whose blog it is when it is new")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")
        parser.add_argument(
            "--files", type=Path, metavar="PATH", help="a zip or folder of pictures"
        )
        parser.add_argument("--no-fetch", action="store_true", help="leave pictures where they are")

    def handle(self, *, path: Path, blog: str, **options: Any) -> None:
        people = People(_owner(blog, options["owner"] or ""))
        attachments = Attachments(
            people.owner, may_fetch=not options["no_fetch"], is_trial=options["dry_run"]
        )
        try:
            with ExitStack() as stack:
                if options["files"]:
                    attachments.files = stack.enter_context(open_files(options["files"]))
                reader, now = self.make_reader(path, options), timezone.now()
                is_trial = options["dry_run"]
                self._run(self.importer(reader, blog, people, now, attachments, is_trial))
        except OSError as error:
            message = f"{error.filename or path} cannot be read: {error.strerror}."
            raise CommandError(message) from error
        except Unreadable as error:
            raise CommandError(str(error)) from error

    def make_reader(self, path: Path, options: dict[str, Any]) -> Reader:
        return self.reader(path)

    def _run(self, importer: PostImporter) -> None:
        failure = ""
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Moving in", total=importer.reader.total)
            try:
                for _item in importer.run():
                    progress.update(bar, completed=importer.reader.done)
            except Unreadable as error:
                failure = str(error)
            except OperationalError as error:
                failure = f"The database stopped answering: {error}"
        if importer.is_trial:
            self.stdout.write("A trial: nothing of this was kept.")
        for line in importer.report.lines():
            self.stdout.write(line)
        if failure:
            message = f"{failure} What stands before it is brought in; run again with a sound file."
            raise CommandError(message)


def _owner(handle: str, owner_handle: str) -> User:
    """The owner of the blog, or of the one to be created. Raises CommandError."""
    blog = Blog.objects.filter(handle=handle).first()
    found = User.objects.active().with_handle_or_email(handle=owner_handle)
    person = found.first() if owner_handle else None
    if owner_handle and not person:
        message = f"Nobody here has the handle {owner_handle}."
        raise CommandError(message)
    owner = blog.owner() if blog else person
    if not owner:
        message = f"There is no blog {handle} with an owner: say whose it will be with --owner."
        raise CommandError(message)
    if person and owner != person:
        message = f"The blog {handle} belongs to {owner.handle}, not to {owner_handle}."
        raise CommandError(message)
    if not blog:
        _check_handle(handle)
    return owner


def _check_handle(handle: str) -> None:
    try:
        Blog._meta.get_field("handle").clean(handle, None)
    except ValidationError as error:
        raise CommandError("; ".join(error.messages)) from error
