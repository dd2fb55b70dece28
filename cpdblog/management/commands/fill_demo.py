from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import track

from cpdblog.demo import load


class Command(BaseCommand):
    help = "Fills this community with demo people, blogs and posts. What is there already stays."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.PRODUCTION:
            message = "The demo people would be able to sign in here: not with PRODUCTION=yes."
            raise CommandError(message)
        now = timezone.now()
        load.create_people()
        load.create_blogs(at=now)
        if files := load.missing_posts():
            for file in track(files, "Filling the demo community", console=Console(stderr=True)):
                load.add_post(file, at=now)
