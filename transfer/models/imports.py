"""A file that was uploaded at the desk, to be imported into a blog."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.core.files.storage import storages
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogs.models import Blog
from cpdblog.lib.database.locking import locked
from cpdblog.lib.files import delete_when_committed
from transfer.models.job import Job, JobQuerySet

if TYPE_CHECKING:
    from accounts.models import User

FOLDER = "imports"


class AlreadyImporting(Exception):
    """Another file is on its way into this blog."""


class ImportQuerySet(JobQuerySet["Import"]):
    def with_expired_file(self, *, at: dt.datetime) -> Self:
        """Those whose file nobody asked for any more."""
        finished = self.finished().exclude(file="")
        return finished.filter(finished_at__lt=at - Import.FILE_RETENTION)

    def latest_of(self, user: User, *, at: dt.datetime) -> Self:
        """The last one of each blog that this person imports into, for some days after its end."""
        later = Import.objects.filter(blog=models.OuterRef("blog"), pk__gt=models.OuterRef("pk"))
        own = self.filter(by=user, blog__in=Blog.objects.open().managed_by(user))
        fresh = models.Q(finished_at=None) | models.Q(finished_at__gt=at - Import.FILE_RETENTION)
        return own.filter(fresh, ~models.Exists(later)).select_related("blog").newest_first()


_ImportManager = models.Manager.from_queryset(ImportQuerySet)


class ImportManager(_ImportManager["Import"]):
    @transaction.atomic
    def start(self, blog: Blog, *, by: User, **fields: Any) -> Import:
        """Raises AlreadyImporting: one file at a time."""
        Blog.objects.select_for_update().get(pk=blog.pk)
        if self.filter(blog=blog).unfinished().exists():
            raise AlreadyImporting
        return self.create(blog=blog, by=by, **fields)


class Import(Job):
    STUCK_AFTER = dt.timedelta(days=1)
    RETENTION = dt.timedelta(days=90)
    FILE_RETENTION = dt.timedelta(days=3)  # after it was read, to be read once more

    class Kind(models.TextChoices):
        WORDPRESS = "wordpress", _("WordPress")
        BLOGGER = "blogger", _("Blogger")
        GHOST = "ghost", _("Ghost")
        MARKDOWN = "markdown", _("Markdown")
        CPDBLOG = "cpdblog", _("An export from here")

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=10, choices=Kind)
    is_trial = models.BooleanField(default=False)
    original_name = models.CharField(max_length=200, blank=True)
    bytes_read = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)

    objects = ImportManager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["blog"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="one_import_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.original_name or self.file

    @property
    def percent(self) -> int:
        return min(100, 100 * self.bytes_read // max(1, self.bytes_total))

    def record_progress(self, *, done: int, total: int) -> None:
        self.update_unfinished(status=self.Status.RUNNING, bytes_read=done, bytes_total=total)

    def finish(self, report: dict[str, Any]) -> None:
        """Read to its end, or as far as it made sense: then the report's `problem` says why."""
        status = self.Status.FAILED if report.get("problem") else self.Status.DONE
        self.update_unfinished(status=status, report=report, finished_at=timezone.now())

    @locked
    def release_file(self) -> str:
        """The name of the file, which belongs to the caller from now on."""
        file, self.file = self.file, ""
        self.save(update_fields=["file"])
        return file

    def delete_file(self) -> None:
        """The row first: a file without one is found and removed, a row without its file lies."""
        if file := self.release_file():
            delete_when_committed(storages["private"], file)
