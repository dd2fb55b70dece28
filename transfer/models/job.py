"""What exports and imports have in common: somebody asks for one, and a task does it."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet[Row: Job](models.QuerySet[Row]):
    def unfinished(self) -> Self:
        return self.filter(status__in=Job.UNFINISHED)

    def finished(self) -> Self:
        return self.exclude(status__in=Job.UNFINISHED)

    def failed(self) -> Self:
        return self.filter(status=Job.Status.FAILED)

    def stuck(self, *, at: dt.datetime) -> Self:
        return self.unfinished().filter(created_at__lt=at - self.model.STUCK_AFTER)

    def expired(self, *, at: dt.datetime) -> Self:
        return self.finished().filter(created_at__lt=at - self.model.RETENTION)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Job(models.Model):
    STUCK_AFTER: ClassVar[dt.timedelta]  # three workers have died over it by then
    RETENTION: ClassVar[dt.timedelta]  # of the row, once it is finished

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("On its way")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    file = models.CharField(max_length=200, blank=True)  # its name in the private store
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED

    @property
    def is_failed(self) -> bool:
        return self.status == self.Status.FAILED

    def fail(self) -> None:
        self.update_unfinished(status=self.Status.FAILED, finished_at=timezone.now())

    def update_unfinished(self, **values: Any) -> bool:
        """Whether it was unfinished: a worker that was thought dead changes nothing any more."""
        unfinished = type(self)._default_manager.filter(pk=self.pk, status__in=self.UNFINISHED)
        is_updated = bool(unfinished.update(**values))
        self.refresh_from_db()
        return is_updated
