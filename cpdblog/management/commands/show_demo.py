from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from rich.console import Console

from community.identity import get_community
from cpdblog.demo import load

GUIDE = """
[bold]{community} is open: {site}/[/bold]

[bold]To read[/bold] nothing is needed. A post with two hundred answers:
    {site}/@carlisle-calling/2026/10/roll-call/
[bold]As a guest[/bold] write a name and an e-mail under any post. This blog lets you in at once:
    {site}/@next-stop/2026/05/the-man-who-borrows-the-same-book/
[bold]As a member[/bold] press Practice beside the reply form and say who you are.
[bold]As an author[/bold] (Ada, of The Quiet Carriage) open this:
    {author}
[bold]As a host[/bold] (Samir, who may do everything) open this:
    {host}

Each link works once, for a quarter of an hour; bin/demo --links prints new ones.
{mail}
Ctrl-C stops everything. The next start loses nothing.
"""


class Command(BaseCommand):
    help = "Says where to look in the demo community, and how to be each kind of person."

    def handle(self, *_args: Any, **_options: Any) -> None:
        facts = {
            "community": get_community().name,
            "site": settings.SITE_URL,
            "author": sign_in_link(load.AUTHOR),
            "host": sign_in_link(load.HOST),
            "mail": where_mail_goes(),
        }
        Console(highlight=False, soft_wrap=True).print(GUIDE.format(**facts))


def where_mail_goes() -> str:
    options: Any = settings.MAILERS["default"]["OPTIONS"]
    if "file_path" in options:
        return f"Letters that would be sent lie in {options['file_path']}"
    return f"Letters are really sent, by {options['host']}."


def sign_in_link(handle: str) -> str:
    output = StringIO()
    call_command("sign_in_link", handle=handle, stdout=output, stderr=StringIO())
    return output.getvalue().strip()
