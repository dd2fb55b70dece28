"""What a worker does beside its tasks: frees stuck ones, publishes what is due, clears out."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from contextlib import suppress
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import close_old_connections, connection, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import PendingReply
from cpdblog.lib.database.locking import Conflict
from cpdblog.lib.rate_limits.models import RateLimit
from cpdblog.models import LastTime
from mail.models import OutgoingEmail
from mail.outbox import requeue_abandoned
from posts.models import Post
from posts.models.post import DAYS_IN_THE_BIN
from transfer.housekeeping import clear_exports, clear_imports, make_due_exports

EVERY = 30
ALIVE_FOR = dt.timedelta(seconds=5 * EVERY)
A_DAY = dt.timedelta(days=1)
WORKER = "worker:"  # before its id: what is noted of it
STUCK_AFTER = dt.timedelta(minutes=10)
MOST_ATTEMPTS = 3
BIN_RETENTION = dt.timedelta(days=DAYS_IN_THE_BIN)
RESULT_RETENTION = dt.timedelta(days=14)

logger = logging.getLogger(__name__)


class Housekeeping(threading.Thread):
    """Runs beside the worker of this name, and says so: as long as it does, the worker lives."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="housekeeping", daemon=True)
        self.worker_id = worker_id

    def run(self) -> None:
        while True:
            try:
                record_heartbeat(self.worker_id, at=timezone.now())
                run_housekeeping(at=timezone.now())
            except Exception:  # a database that is away for a minute must not end the worker
                logger.exception("The chores could not be done; they are tried again")
            close_old_connections()
            threading.Event().wait(EVERY)


def record_heartbeat(worker_id: str, *, at: dt.datetime) -> None:
    LastTime.objects.note(f"{WORKER}{worker_id}", at=at)


def is_alive(worker_id: str, *, at: dt.datetime) -> bool:
    return LastTime.objects.is_within(ALIVE_FOR, f"{WORKER}{worker_id}", at=at)


def release_tasks(worker_id: str, *, at: dt.datetime) -> None:
    """Of a worker that lost the database over a task: nobody does it now, so it begins anew."""
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if task.worker_ids and task.worker_ids[-1] == worker_id:
            _free(task, at=at)


def run_housekeeping(*, at: dt.datetime) -> None:
    free_stuck_tasks(at=at)
    requeue_abandoned(at=at)
    publish_due_posts(at=at)
    make_due_exports(at=at)
    if LastTime.objects.claim("chores:daily", at=at, every=A_DAY):
        clear_out(at=at)


def free_stuck_tasks(*, at: dt.datetime) -> None:
    """Tasks whose worker died are queued again; one that took three workers with it is given up."""
    running = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=at - STUCK_AFTER
    )
    for task in running.order_by("pk"):
        if not (task.worker_ids and is_alive(task.worker_ids[-1], at=at)):
            _free(task, at=at)


def _free(task: Any, *, at: dt.datetime) -> None:
    # Two workers may see the same task: only the first of them finds this very attempt.
    same = DBTaskResult.objects.filter(
        pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
    )
    if len(task.worker_ids) >= MOST_ATTEMPTS:
        same.update(status=TaskResultStatus.FAILED, finished_at=at)
    else:
        same.update(status=TaskResultStatus.READY, started_at=None)
    logger.warning("%s was left by its worker: %s", task.task_path, task.pk)


def publish_due_posts(*, at: dt.datetime) -> None:
    for post in Post.objects.due(at=at).on_open_blogs().oldest_first().only("blog", "status"):
        with suppress(Conflict), transaction.atomic():
            post.lock_with_blog()
            # Its author, or another worker, may have decided meanwhile.
            if post.is_due(at=at) and not post.blog.is_closed:
                post.publish(at=at)


def clear_out(*, at: dt.datetime) -> None:
    empty_the_bin(at=at)
    PendingReply.objects.expired().delete()
    RateLimit.objects.over(at=at).delete()
    OutgoingEmail.objects.finished_before(at - RESULT_RETENTION).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - RESULT_RETENTION).delete()
    LastTime.objects.filter(what__startswith=WORKER, at__lt=at - A_DAY).delete()
    call_command("clearsessions")
    call_command("clean_images", stdout=StringIO())
    clear_exports(at=at)
    clear_imports(at=at)
    clear_cache(at=at)


def empty_the_bin(*, at: dt.datetime) -> None:
    """One post after the other: each takes its discussion with it, which may be long."""
    for post in Post.objects.binned_before(at - BIN_RETENTION).defer("source", "body_html"):
        with suppress(Conflict):  # taken out at this very moment
            post.delete_permanently()


def clear_cache(*, at: dt.datetime) -> None:
    """A cache in a table forgets what is over only when somebody asks for that very row."""
    store = caches["default"]
    if not isinstance(store, DatabaseCache):
        return
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        over = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [over])  # noqa: S608
