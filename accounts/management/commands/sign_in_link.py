from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.signin.links import MINUTES, link_for


class Command(BaseCommand):
    help = (
        "Prints a link that signs a host in once. Without options: the first host, "
        "who is made where there is none yet."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group()
        who.add_argument("--handle", help="whom the link is for")
        who.add_argument("--email", help="whom the link is for; a first host is made with it")

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._person(options["handle"] or "", options["email"] or "")
        self.stderr.write(f"Signs in {user.handle}, once, within {MINUTES} minutes:")
        self.stdout.write(link_for(user))

    def _person(self, handle: str, email: str) -> User:
        found = User.objects.active().with_handle_or_email(handle=handle, email=email)
        if handle or email:
            if user := found.first():
                return user
            if User.objects.active().superusers().exists():
                message = f"Nobody here is called {handle or email}."
                raise CommandError(message)
        first = User.objects.active().superusers().first()
        return first or User.objects.create_superuser(
            User.objects.free_handle(handle or "host"), email=email, name="Host"
        )
