import datetime as dt
import threading
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from comments.models import PendingReply
from cpdblog.management import housekeeping
from posts.models import Post
from posts.signals import post_changed
from tests.make import make_post

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def running_task(*, minutes: int, workers: list[str]) -> Any:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=NOW - dt.timedelta(minutes=minutes),
        worker_ids=workers,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="somewhere.task",
        backend_name="default",
        run_after=get_date_max(),
    )


def status_after_chores(task: Any) -> str:
    housekeeping.free_stuck_tasks(at=NOW)
    task.refresh_from_db()
    return str(task.status)


def test_a_task_whose_worker_died_is_queued_again() -> None:
    task = running_task(minutes=11, workers=["gone"])

    assert status_after_chores(task) == TaskResultStatus.READY


def test_a_task_whose_worker_lives_may_take_its_time() -> None:
    housekeeping.record_heartbeat("busy", at=NOW)

    task = running_task(minutes=60, workers=["gone", "busy"])

    assert status_after_chores(task) == TaskResultStatus.RUNNING


def test_a_long_task_is_not_begun_twice_when_the_cache_forgets() -> None:
    housekeeping.record_heartbeat("busy", at=NOW)
    task = running_task(minutes=60, workers=["busy"])

    cache.clear()

    assert status_after_chores(task) == TaskResultStatus.RUNNING


def test_a_worker_that_was_silent_for_minutes_is_dead() -> None:
    housekeeping.record_heartbeat("silent", at=NOW - dt.timedelta(minutes=3))

    task = running_task(minutes=60, workers=["silent"])

    assert status_after_chores(task) == TaskResultStatus.READY


def test_what_a_worker_lost_with_the_database_is_queued_again_at_once() -> None:
    lost, other = (running_task(minutes=0, workers=[one]) for one in ("unlucky", "busy"))

    housekeeping.release_tasks("unlucky", at=NOW)

    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.status, other.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_the_daily_chores_are_done_once_a_day_whatever_the_cache_forgets() -> None:
    PendingReply.objects.store(post=make_post(), source="Old")
    housekeeping.run_housekeeping(at=NOW)
    PendingReply.objects.update(expires_at=NOW)
    cache.clear()

    housekeeping.run_housekeeping(at=NOW + dt.timedelta(hours=23))
    kept = PendingReply.objects.count()
    housekeeping.run_housekeeping(at=NOW + dt.timedelta(hours=24))

    assert (kept, PendingReply.objects.count()) == (1, 0)


def test_a_young_task_is_left_alone() -> None:
    task = running_task(minutes=9, workers=["gone"])

    assert status_after_chores(task) == TaskResultStatus.RUNNING


def test_a_task_that_took_three_workers_with_it_is_given_up() -> None:
    task = running_task(minutes=11, workers=["one", "two", "three"])

    assert status_after_chores(task) == TaskResultStatus.FAILED


def test_a_scheduled_post_appears_when_it_is_due() -> None:
    due, later = make_post(), make_post()
    for post, at in ((due, NOW), (later, NOW + dt.timedelta(hours=1))):
        Post.objects.filter(pk=post.pk).update(status="scheduled", published_at=at)

    housekeeping.publish_due_posts(at=NOW)

    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.status, due.published_at) == ("published", NOW)
    assert later.status == "scheduled"


def test_a_post_taken_back_at_the_last_moment_stays_back() -> None:
    first, second = make_post(), make_post()
    for post in (first, second):
        Post.objects.filter(pk=post.pk).update(status="scheduled", published_at=NOW)

    def take_back(**_signal: Any) -> None:
        Post.objects.filter(pk=second.pk).update(status="draft")

    post_save.connect(take_back, sender=Post)
    try:
        housekeeping.publish_due_posts(at=NOW)
    finally:
        post_save.disconnect(take_back, sender=Post)

    second.refresh_from_db()
    assert second.status == "draft"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_publish_a_post_once() -> None:
    post = make_post(status="draft")
    post.schedule(at=NOW)
    published: list[int] = []
    together = threading.Barrier(2)

    def note(post: Post, **_signal: Any) -> None:
        published.append(post.pk)

    def work() -> None:
        together.wait()
        housekeeping.publish_due_posts(at=NOW + dt.timedelta(seconds=20))
        connection.close()

    post_changed.connect(note, sender=Post)
    try:
        workers = [threading.Thread(target=work) for _one in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        post_changed.disconnect(note, sender=Post)

    assert published == [post.pk]
    post.refresh_from_db()
    assert (post.status, post.published_at) == ("published", NOW)


def test_a_worker_looks_twice_a_minute() -> None:
    assert housekeeping.EVERY <= 30


def test_words_nobody_came_back_for_are_cleared_out() -> None:
    post = make_post()
    PendingReply.objects.store(post=post, source="Fresh")
    PendingReply.objects.store(post=post, source="Old")
    PendingReply.objects.filter(source="Old").update(expires_at=NOW)

    housekeeping.clear_out(at=NOW)

    assert PendingReply.objects.get().source == "Fresh"


def test_what_the_cache_has_outlived_is_cleared_out(settings: Any) -> None:
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    settings.CACHES = {"default": table}
    call_command("createcachetable")
    cache.set("over", 1, timeout=60)
    cache.set("lasting", 1, timeout=7200)

    housekeeping.clear_out(at=NOW + dt.timedelta(hours=1))

    assert cache.get_many(["over", "lasting"]) == {"lasting": 1}


def test_results_are_kept_for_a_fortnight() -> None:
    for days in (13, 15):
        task = running_task(minutes=1, workers=[])
        finished = NOW - dt.timedelta(days=days)
        DBTaskResult.objects.filter(pk=task.pk).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=finished
        )

    housekeeping.clear_out(at=NOW)

    assert DBTaskResult.objects.get().finished_at == NOW - dt.timedelta(days=13)
