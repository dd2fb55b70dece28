"""Exports of a blog or of what one person wrote, and how often one is made."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blogs.models import Blog
from cpdblog.lib.database.locking import locked
from cpdblog.lib.files import delete_when_committed
from transfer.models.job import Job, JobQuerySet

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "exports"
_SHORTEST_MONTH = 28


class ExportQuerySet(JobQuerySet["Export"]):
    def ready(self) -> Self:
        return self.filter(status=Export.Status.DONE)

    def superseded_by(self, export: Export) -> Self:
        """The earlier ones of the same blog, or person, for the same person."""
        return self.finished().filter(blog=export.blog, by=export.by, pk__lt=export.pk)

    def personal(self, user: User) -> Self:
        """Of what USER wrote and liked and of their profile, which belongs to no blog of theirs."""
        return self.filter(blog=None, by=user)


_ExportManager = models.Manager.from_queryset(ExportQuerySet)


class ExportManager(_ExportManager["Export"]):
    @transaction.atomic
    def request(
        self, blog: Blog | None, *, by: User, is_emailed: bool = False
    ) -> tuple[Export, bool]:
        """The one that is being packed already, or a new one; and whether it is new.

        Without a blog it is a personal one of BY.
        """
        if blog:
            Blog.objects.select_for_update().get(pk=blog.pk)
        else:
            User.objects.select_for_update(no_key=True).get(pk=by.pk)
        unfinished = self.filter(blog=blog, by=by).unfinished().first()
        if unfinished is None:
            return self.create(blog=blog, by=by, is_emailed=is_emailed), True
        if is_emailed and not unfinished.is_emailed:
            unfinished.is_emailed = True
            unfinished.save(update_fields=["is_emailed"])
        return unfinished, False


class Export(Job):
    """Everything of one blog, or of one person, in one zip: packed by a task, kept some days."""

    STUCK_AFTER = dt.timedelta(hours=6)
    RETENTION = dt.timedelta(days=7)

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, null=True, related_name="exports")
    size = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)  # of what is in it
    is_emailed = models.BooleanField(default=False)  # an e-mail says when it is ready

    objects = ExportManager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.UniqueConstraint(
                fields=["by"],
                condition=models.Q(blog__isnull=True, status__in=["waiting", "running"]),
                name="one_personal_export_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.file or str(self.pk)

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.DONE

    @property
    def expires_at(self) -> dt.datetime:
        return self.created_at + self.RETENTION

    @property
    def file_name(self) -> str:
        """As it is called where it is taken to."""
        if self.blog is None:
            return f"everything-of-{self.by.handle}-{self.created_at:%Y-%m-%d}.zip"
        return f"{self.blog.handle}-{self.created_at.astimezone(self.blog.zone):%Y-%m-%d}.zip"

    @locked
    def start(self) -> bool:
        """Whether it is still to be packed: another worker may have done it, or given it up."""
        if self.is_unfinished:
            self.status = self.Status.RUNNING
            self.save(update_fields=["status"])
        return self.is_unfinished

    @transaction.atomic
    def finish(self, *, file: str, size: int, counts: Mapping[str, int]) -> bool:
        """Whether this call finished it: a worker that was thought dead may come second."""
        return self.update_unfinished(
            file=file,
            size=size,
            counts=dict(counts),
            status=self.Status.DONE,
            finished_at=timezone.now(),
        )

    def delete_permanently(self) -> None:
        """The row first: a file without one is found and removed, a row without its file lies."""
        self.delete()
        if self.file:
            delete_when_committed(storages["private"], self.file)


class ExportScheduleQuerySet(models.QuerySet["ExportSchedule"]):
    def due(self, *, at: dt.datetime) -> Self:
        return self.filter(next_at__lte=at)


_ExportScheduleManager = models.Manager.from_queryset(ExportScheduleQuerySet)


class ExportScheduleManager(_ExportScheduleManager["ExportSchedule"]):
    @transaction.atomic
    def set_interval(self, blog: Blog, *, user: User, every: str) -> ExportSchedule:
        """The first comes at once, so that one sees that it works."""
        now = timezone.now()
        schedule, is_new = self.get_or_create(
            blog=blog, user=user, defaults={"every": every, "next_at": now}
        )
        if not is_new and schedule.every != every:
            schedule.every = every
            schedule.next_at = schedule.next_after(now)
            schedule.save(update_fields=["every", "next_at"])
        return schedule


class ExportSchedule(models.Model):
    """How often somebody is sent a link to a new zip of their blog."""

    class Every(models.TextChoices):
        WEEK = "week", _("Every week")
        MONTH = "month", _("Every month")

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="export_schedules")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="export_schedules"
    )
    every = models.CharField(max_length=5, choices=Every, default=Every.MONTH)
    next_at = models.DateTimeField()

    objects = ExportScheduleManager()

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        constraints = [
            models.UniqueConstraint(fields=["blog", "user"], name="one_export_schedule_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.blog}: {self.every}"

    @property
    def is_deliverable(self) -> bool:
        """Whether the user may still export the blog, and has an e-mail address."""
        return self.user.is_active and bool(self.user.email) and self.blog.is_owned_by(self.user)

    def next_after(self, moment: dt.datetime) -> dt.datetime:
        """A week or a month later, at the same time of day on the blog's clock."""
        local = moment.astimezone(self.blog.zone)
        if self.every == self.Every.WEEK:
            return local + dt.timedelta(days=7)
        year, month = divmod(local.year * 12 + local.month, 12)
        return local.replace(year=year, month=month + 1, day=min(local.day, _SHORTEST_MONTH))

    @locked
    def advance(self, *, at: dt.datetime) -> None:
        """To the next time after AT: what a worker slept through is not made up for."""
        moment = self.next_at
        while moment <= at:
            moment = self.next_after(moment)
        self.next_at = moment
        self.save(update_fields=["next_at"])
