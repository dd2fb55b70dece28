"""A file brought to the desk, on its way into a blog."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogs.models import Blog
from cpdblog.lib.database.locking import locked
from cpdblog.lib.files import delete_when_committed

if TYPE_CHECKING:
    from accounts.models import User

FOLDER = "imports"
FILE_KEPT_FOR = dt.timedelta(days=3)  # after it was read, to be read once more
KEPT_FOR = dt.timedelta(days=90)
GIVEN_UP_AFTER = dt.timedelta(days=1)  # three workers have died over it by then


class AlreadyImporting(Exception):
    """Another file is on its way into this blog."""


class ImportQuerySet(models.QuerySet["Import"]):
    def unfinished(self) -> Self:
        return self.filter(status__in=Import.UNFINISHED)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def stuck(self, *, at: dt.datetime) -> Self:
        return self.unfinished().filter(created_at__lt=at - GIVEN_UP_AFTER)

    def lying(self, *, at: dt.datetime) -> Self:
        """Those whose file nobody asked for any more."""
        finished = self.exclude(status__in=Import.UNFINISHED).exclude(file="")
        return finished.filter(finished_at__lt=at - FILE_KEPT_FOR)

    def over(self, *, at: dt.datetime) -> Self:
        finished = self.exclude(status__in=Import.UNFINISHED)
        return finished.filter(created_at__lt=at - KEPT_FOR)


_ImportManager = models.Manager.from_queryset(ImportQuerySet)


class ImportManager(_ImportManager["Import"]):
    @transaction.atomic
    def begin(self, blog: Blog, *, by: User, **facts: Any) -> Import:
        """Raises AlreadyImporting: one file at a time."""
        Blog.objects.select_for_update().get(pk=blog.pk)
        if self.filter(blog=blog).unfinished().exists():
            raise AlreadyImporting
        return self.create(blog=blog, by=by, **facts)


class Import(models.Model):
    class Kind(models.TextChoices):
        WORDPRESS = "wordpress", _("WordPress")
        BLOGGER = "blogger", _("Blogger")
        GHOST = "ghost", _("Ghost")
        MARKDOWN = "markdown", _("Markdown")
        CPDBLOG = "cpdblog", _("An export from here")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("On its way")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    is_trial = models.BooleanField(default=False)
    file = models.CharField(max_length=200, blank=True)  # its name in the private store
    original_name = models.CharField(max_length=200, blank=True)
    bytes_read = models.PositiveBigIntegerField(default=0)
    bytes_in_all = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportManager()

    class Meta:
        verbose_name = _("import_")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["blog"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="one_arrival_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.original_name or self.file

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED

    @property
    def is_failed(self) -> bool:
        return self.status == self.Status.FAILED

    @property
    def percent(self) -> int:
        return min(100, 100 * self.bytes_read // max(1, self.bytes_in_all))

    def note_progress(self, *, done: int, total: int) -> None:
        self._change(status=self.Status.RUNNING, bytes_read=done, bytes_in_all=total)

    def finish(self, report: dict[str, Any]) -> None:
        """Read to its end, or as far as it made sense: then `trouble` says why."""
        status = self.Status.FAILED if report.get("problem") else self.Status.DONE
        self._change(status=status, report=report, finished_at=timezone.now())

    def fail(self) -> None:
        self._change(status=self.Status.FAILED, finished_at=timezone.now())

    @locked
    def give_file(self) -> str:
        """The name of the file, which is somebody else's from now on."""
        file, self.file = self.file, ""
        self.save(update_fields=["file"])
        return file

    def throw_file_away(self) -> None:
        """The row first: a file without one is found and removed, a row without its file lies."""
        if file := self.give_file():
            delete_when_committed(storages["private"], file)

    def _change(self, **facts: Any) -> None:
        """A worker that was thought dead may come second, and changes nothing any more."""
        Import.objects.filter(pk=self.pk).unfinished().update(**facts)
        self.refresh_from_db()
