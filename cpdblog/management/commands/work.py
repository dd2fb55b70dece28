from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.crypto import get_random_string

from cpdblog.management.housekeeping import Housekeeping


class Command(BaseCommand):
    help = "Does the work behind the pages: letters, pictures, scheduled posts, clearing out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="Stop when nothing waits.")

    def handle(self, *_args: Any, until_empty: bool, verbosity: int, **_options: Any) -> None:
        worker_id = get_random_string(32)
        Housekeeping(worker_id).start()
        call_command(
            "db_worker",
            worker_id=worker_id,
            batch=until_empty,
            queue_name="*",
            reload=False,
            verbosity=verbosity,
        )
