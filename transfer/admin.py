"""Imports and exports, shown to hosts: what waits, what went wrong and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.admin import HostAdmin, ReadOnly, by_itself, marked
from transfer.models import Export, Import

if TYPE_CHECKING:
    import datetime as dt

    from transfer.models.job import Job

SQUARES = {"waiting": "draft", "running": "scheduled", "done": "published", "failed": "wrong"}


class JobAdmin(ReadOnly, HostAdmin):
    list_select_related = ["blog", "by"]
    list_filter = ["status"]
    ordering = ["-pk"]

    def title_of(self, thing: Job) -> str:
        return self.what(thing)

    def what(self, job: Job) -> str:
        raise NotImplementedError

    @admin.display(description=_("status"), ordering="status")
    def state(self, job: Job) -> str:
        return marked(job.get_status_display(), SQUARES[job.status])

    @admin.display(description=_("started"), ordering="pk")
    def started_at(self, job: Job) -> dt.datetime:
        return job.created_at

    @admin.display(description=_("finished"), empty_value="–")
    def over_at(self, job: Job) -> dt.datetime | None:
        return job.finished_at

    @admin.display(description=_("started by"), ordering="by__name")
    def who(self, job: Job) -> str:
        return by_itself(job.by)


@admin.register(Import)
class ImportAdmin(JobAdmin):
    list_display = ["what", "blog", "who", "state", "started_at"]
    search_fields = ["original_name", "blog__title", "by__name", "by__handle"]
    search_help_text = _("Files, blogs, people")
    fields = readonly_fields = (
        *("what", "kind_of_file", "blog", "who"),
        *("state", "problem", "is_check", "started_at", "over_at"),
    )

    @admin.display(description=_("file"), ordering="original_name")
    def what(self, job: Any) -> str:
        return job.original_name or gettext("Import into %(blog)s") % {"blog": job.blog}

    @admin.display(description=_("reason"), empty_value="–")
    def problem(self, job: Import) -> str | None:
        return job.report.get("problem") or None

    @admin.display(description=_("format"))
    def kind_of_file(self, job: Import) -> str:
        return job.get_kind_display()

    @admin.display(description=_("only checked"), boolean=True)
    def is_check(self, job: Import) -> bool:
        return job.is_trial


@admin.register(Export)
class ExportAdmin(JobAdmin):
    list_display = ["what", "blog", "who", "state", "started_at"]
    search_fields = ["blog__title", "by__name", "by__handle"]
    search_help_text = _("Blogs and people")
    fields = readonly_fields = (
        "what",
        *("blog", "who", "state", "how_large", "started_at", "over_at"),
    )

    @admin.display(description=_("file"), ordering="pk")
    def what(self, job: Any) -> str:
        return str(job.file_name)

    @admin.display(description=_("size"), empty_value="–")
    def how_large(self, job: Export) -> str | None:
        return filesizeformat(job.size) if job.size else None
