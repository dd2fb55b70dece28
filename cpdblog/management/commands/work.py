import logging
from threading import Event, Thread
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from cpdblog.lib.processes.pauses import growing_pauses
from cpdblog.management.housekeeping import Housekeeping, release_tasks

EMAIL_QUEUE = "email"
PATIENCE = 12  # seconds; whoever stops the worker waits 15

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does the work behind the pages: e-mails, pictures, scheduled posts, clearing out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="Stop when nothing waits.")

    def handle(self, *_args: Any, until_empty: bool, verbosity: int, **_options: Any) -> None:
        house = Housekeeping(new_id())
        house.start()
        postman = EmailWorker()
        if not until_empty:
            postman.start()
        try:
            while not work(house.worker_id, until_empty=until_empty, verbosity=verbosity):
                # Under its former id it would be taken for busy with what it lost.
                lost, house.worker_id = house.worker_id, new_id()
                come_back(lost)
        finally:
            postman.stop()


class EmailWorker(Thread):
    """Sends e-mails while the worker is at other work: a code is waited for, an import is not."""

    def __init__(self) -> None:
        super().__init__(name="postman", daemon=True)
        self.worker = self._new_worker()
        self.goes_on = True

    def run(self) -> None:
        while self.goes_on:
            try:
                self.worker.run()
            except (OperationalError, InterfaceError) as error:
                logger.warning("The database is away: %s", error)
                lost, self.worker = self.worker.worker_id, self._new_worker()
                come_back(lost)

    def stop(self) -> None:
        """Lets it finish the e-mail in hand: cut off in the middle, that would be sent again."""
        self.goes_on = self.worker.running = False
        if self.is_alive():
            self.join(PATIENCE)

    @staticmethod
    def _new_worker() -> Worker:
        return Worker(
            queue_names=[EMAIL_QUEUE],
            excluded_queue_names=[],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=new_id(),
        )


def new_id() -> str:
    return get_random_string(32)


def work(worker_id: str, *, until_empty: bool, verbosity: int) -> bool:
    """Whether it came to its end; if not, the database went away, or could not take any more."""
    try:
        call_command(
            "db_worker",
            worker_id=worker_id,
            batch=until_empty,
            queue_name="*",
            exclude_queues="" if until_empty else EMAIL_QUEUE,
            reload=False,
            verbosity=verbosity,
        )
    except (OperationalError, InterfaceError) as error:
        logger.warning("The database is away: %s", error)
        return False
    return True


def come_back(worker_id: str) -> None:
    for pause in growing_pauses():
        Event().wait(pause)
        connection.close()
        try:
            release_tasks(worker_id, at=timezone.now())
        except (OperationalError, InterfaceError):
            continue
        logger.warning("The database is back.")
        return
