from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from search import index
from search.checking import differences
from search.documents import SOURCES
from search.models import Document

AT_ONCE = 200
MAX_NAMED = 20


class Command(BaseCommand):
    help = "Makes the index of the search anew from what is there, or looks whether it is in step."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; name what differs."
        )
        parser.add_argument("--if-empty", action="store_true", help="Only where nothing is in it.")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["check"]:
            self.report_differences()
        elif not (options["if_empty"] and Document.objects.exists()):
            self.rebuild()

    def report_differences(self) -> None:
        found = list(differences())
        if not found:
            self.stdout.write("The index is in step.")
            return
        for line in found[:MAX_NAMED]:
            self.stdout.write(line)
        message = f"{len(found)} differences. `manage.py index_search` makes the index anew."
        raise CommandError(message, returncode=1)

    def rebuild(self) -> None:
        index.clear()
        with Progress(console=Console(stderr=True), transient=True) as progress:
            for kind, (things, of_thing) in SOURCES.items():
                pks = list(things().values_list("pk", flat=True))
                for start in progress.track(
                    range(0, len(pks), AT_ONCE), description=f"Indexing: {kind}"
                ):
                    some = things().filter(pk__in=pks[start : start + AT_ONCE])
                    index.put([of_thing(thing) for thing in some])
        index.optimize()
