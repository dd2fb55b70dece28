from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from cpdblog.demo import load
from cpdblog.management.page_examples import Examples
from cpdblog.management.page_kinds import page_kinds

NOTHING = "-"


class Command(BaseCommand):
    help = "Lists every kind of page, who sees it, and an address where this community shows one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--author", default=load.AUTHOR, help="handle of a member with a blog")

    def handle(self, *_args: Any, author: str, **_options: Any) -> None:
        person = User.objects.known_as(author).first()
        if person is None:
            raise CommandError(f"Nobody here is called {author}; --author names a member.")
        for kind in page_kinds(Examples(person)):
            address = f"{settings.SITE_URL}{kind.address}" if kind.address else NOTHING
            self.stdout.write(f"{kind.name}\t{kind.who}\t{address}")
