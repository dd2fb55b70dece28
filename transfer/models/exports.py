"""A blog or a person's own things on their way out: the zip, and how often one is wanted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blogs.models import Blog
from cpdblog.lib.database.locking import locked
from cpdblog.lib.files import delete_when_committed

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "exports"
KEPT_FOR = dt.timedelta(days=7)
GIVEN_UP_AFTER = dt.timedelta(hours=6)  # three workers have died over it by then
_SHORTEST_MONTH = 28


class ExportQuerySet(models.QuerySet["Export"]):
    def unfinished(self) -> Self:
        return self.filter(status__in=Export.UNFINISHED)

    def ready(self) -> Self:
        return self.filter(status=Export.Status.DONE)

    def stuck(self, *, at: dt.datetime) -> Self:
        return self.unfinished().filter(created_at__lt=at - GIVEN_UP_AFTER)

    def over(self, *, at: dt.datetime) -> Self:
        finished = self.exclude(status__in=Export.UNFINISHED)
        return finished.filter(created_at__lt=at - KEPT_FOR)

    def before(self, export: Export) -> Self:
        """Those of the same thing for the same person that a newer one makes needless."""
        same = self.filter(blog=export.blog, by=export.by, pk__lt=export.pk)
        return same.exclude(status__in=Export.UNFINISHED)

    def of_oneself(self, user: User) -> Self:
        """What USER said, liked and told, which belongs to no blog of theirs."""
        return self.filter(blog=None, by=user)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


_ExportManager = models.Manager.from_queryset(ExportQuerySet)


class ExportManager(_ExportManager["Export"]):
    @transaction.atomic
    def ask(self, blog: Blog | None, *, by: User, has_letter: bool = False) -> tuple[Export, bool]:
        """The one that is being packed already, or a new one; and whether it is new.

        Without a blog it is of what is BY's own.
        """
        if blog:
            Blog.objects.select_for_update().get(pk=blog.pk)
        else:
            User.objects.select_for_update(no_key=True).get(pk=by.pk)
        waiting = self.filter(blog=blog, by=by).unfinished().first()
        if waiting is None:
            return self.create(blog=blog, by=by, has_letter=has_letter), True
        if has_letter and not waiting.has_letter:
            waiting.has_letter = True
            waiting.save(update_fields=["has_letter"])
        return waiting, False


class Export(models.Model):
    """Everything of one blog, or of one person, in one zip: packed by a task, kept some days."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being packed")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Stopped")

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, null=True, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    file = models.CharField(max_length=200, blank=True)  # its name in the private store
    size = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)  # of what is in it
    has_letter = models.BooleanField(default=False)  # its owner is told by e-mail
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ExportManager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.UniqueConstraint(
                fields=["by"],
                condition=models.Q(blog__isnull=True, status__in=["waiting", "running"]),
                name="one_departure_of_oneself_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.file or str(self.pk)

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.DONE

    @property
    def kept_until(self) -> dt.datetime:
        return self.created_at + KEPT_FOR

    @property
    def file_name(self) -> str:
        """As it is called where it is taken to."""
        if self.blog is None:
            return f"everything-of-{self.by.handle}-{self.created_at:%Y-%m-%d}.zip"
        return f"{self.blog.handle}-{self.created_at.astimezone(self.blog.zone):%Y-%m-%d}.zip"

    @locked
    def begin(self) -> bool:
        """Whether it is still to be packed: another worker may have done it, or given it up."""
        if self.is_unfinished:
            self.status = self.Status.RUNNING
            self.save(update_fields=["status"])
        return self.is_unfinished

    @transaction.atomic
    def finish(self, *, file: str, size: int, counts: Mapping[str, int]) -> bool:
        """Whether this call finished it: a worker that was thought dead may come second."""
        facts: dict[str, Any] = {"file": file, "size": size, "counts": dict(counts)}
        facts |= {"status": self.Status.DONE, "finished_at": timezone.now()}
        is_first = bool(Export.objects.filter(pk=self.pk).unfinished().update(**facts))
        self.refresh_from_db()
        return is_first

    def fail(self) -> None:
        unfinished = Export.objects.filter(pk=self.pk).unfinished()
        unfinished.update(status=self.Status.FAILED, finished_at=timezone.now())

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
    def choose(self, blog: Blog, *, user: User, every: str) -> ExportSchedule:
        """The first comes at once, so that one sees that it works."""
        now = timezone.now()
        schedule, is_new = self.get_or_create(
            blog=blog, user=user, defaults={"every": every, "next_at": now}
        )
        if not is_new and schedule.every != every:
            schedule.every = every
            schedule.next_at = schedule.after(now)
            schedule.save(update_fields=["every", "next_at"])
        return schedule


class ExportSchedule(models.Model):
    """How often somebody wants to be sent the way to a new zip of their blog."""

    class Every(models.TextChoices):
        WEEK = "week", _("Every week")
        MONTH = "month", _("Every month")

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="rhythms")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythms")
    every = models.CharField(max_length=5, choices=Every, default=Every.MONTH)
    next_at = models.DateTimeField()

    objects = ExportScheduleManager()

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("rhythms")
        constraints = [
            models.UniqueConstraint(fields=["blog", "user"], name="one_rhythm_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.blog}: {self.every}"

    @property
    def is_heard(self) -> bool:
        """Whether the one who asked may still have the blog, and can be written to."""
        return self.user.is_active and bool(self.user.email) and self.blog.is_owned_by(self.user)

    def after(self, moment: dt.datetime) -> dt.datetime:
        """A week or a month later, at the same time of day on the blog's clock."""
        local = moment.astimezone(self.blog.zone)
        if self.every == self.Every.WEEK:
            return local + dt.timedelta(days=7)
        year, month = divmod(local.year * 12 + local.month, 12)
        return local.replace(year=year, month=month + 1, day=min(local.day, _SHORTEST_MONTH))

    @locked
    def move_on(self, *, at: dt.datetime) -> None:
        """To the next time after AT: what a worker slept through is not made up for."""
        moment = self.next_at
        while moment <= at:
            moment = self.after(moment)
        self.next_at = moment
        self.save(update_fields=["next_at"])
