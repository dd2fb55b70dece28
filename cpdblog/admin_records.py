"""What Django and its task queue keep of their own, shown to hosts under names that they know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from cpdblog.lib.admin import HostAdmin, ReadOnly, by_itself, marked, year_filter

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.http import HttpRequest

TASKS = {
    "accounts.tasks.fetch_avatar": _("Fetch a picture of a person"),
    "desk.blog.tasks.send_invitation": _("Send an invitation"),
    "desk.blog.tasks.send_offer": _("Offer a blog to its new owner"),
    "mail.outbox.deliver": _("Send an e-mail"),
    "posts.cards.tasks.draw_card": _("Draw the picture to share a post with"),
    "posts.cards.tasks.draw_cards_of_blog": _("Draw the pictures of a blog"),
    "posts.cards.tasks.draw_cards_of_person": _("Draw the pictures of a person"),
    "posts.tasks.render_posts_showing": _("Show a changed image in posts"),
    "posts.websub.notify_hub": _("Tell readers of feeds about a post"),
    "transfer.tasks.pack_export": _("Pack an export"),
    "transfer.tasks.run_import": _("Import a file"),
    "transfer.tasks.send_export_email": _("Say that an export is ready"),
}
STATES = {
    "READY": (_("Waiting"), "draft"),
    "RUNNING": (_("Running"), "scheduled"),
    "SUCCESSFUL": (_("Done"), "published"),
    "FAILED": (_("Failed"), "wrong"),
}
DEEDS = {ADDITION: _("Added"), CHANGE: _("Changed"), DELETION: _("Deleted")}
SQUARES = {ADDITION: "published", CHANGE: "scheduled", DELETION: "bin"}


def name_of_task(path: str) -> str:
    known = TASKS.get(path)
    return str(known) if known else path.rpartition(".")[2].replace("_", " ").capitalize()


class TaskStatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(status, label) for status, (label, _square) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(status=self.value()) if self.value() else queryset


class TaskAdmin(ReadOnly, HostAdmin):
    singular, plural = _("task"), _("tasks")
    object_history_template = "admin/record_history.html"
    list_display = ["what", "state", "queued_at", "over_at"]
    list_filter = [TaskStatusFilter]
    search_fields = ["task_path", "exception_class_path"]
    search_help_text = _("Tasks and errors")
    ordering = ["-enqueued_at"]
    fields = readonly_fields = (
        *("what", "state", "reason", "tries"),
        *("queued_at", "begun_at", "over_at", "details"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("args_kwargs", "return_value", "traceback")

    def title_of(self, thing: Any) -> str:
        return name_of_task(thing.task_path)

    @admin.display(description=_("task"), ordering="task_path")
    def what(self, task: Any) -> str:
        return name_of_task(task.task_path)

    @admin.display(description=_("status"), ordering="status")
    def state(self, task: Any) -> str:
        return marked(*STATES[task.status])

    @admin.display(description=_("reason"), empty_value="–")
    def reason(self, task: Any) -> str | None:
        lines = task.traceback.strip().splitlines()
        return Truncator(lines[-1]).chars(300) if lines else None

    @admin.display(description=_("tries"))
    def tries(self, task: Any) -> int:
        return len(task.worker_ids)

    @admin.display(description=_("queued"), ordering="enqueued_at")
    def queued_at(self, task: Any) -> Any:
        return task.enqueued_at

    @admin.display(description=_("started"), empty_value="–")
    def begun_at(self, task: Any) -> Any:
        return task.started_at

    @admin.display(description=_("finished"), ordering="finished_at", empty_value="–")
    def over_at(self, task: Any) -> Any:
        return task.finished_at

    @admin.display(description=_("for whoever mends it"), empty_value="–")
    def details(self, task: Any) -> str | None:
        if not task.traceback:
            return None
        return format_html('<pre tabindex="0">{}</pre>', task.traceback)


class DeedFilter(admin.SimpleListFilter):
    title = _("action")
    parameter_name = "action_flag__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(flag), label) for flag, label in DEEDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        known = {str(flag) for flag in DEEDS}
        return queryset.filter(action_flag=self.value()) if self.value() in known else queryset


class DeedAdmin(ReadOnly, HostAdmin):
    singular, plural = _("host action"), _("host actions")
    object_history_template = "admin/record_history.html"
    list_display = ["thing", "deed", "change", "who", "done_at"]
    list_select_related = ["user", "content_type"]
    list_filter = [DeedFilter, year_filter("action_time", _("date"))]
    search_fields = ["object_repr", "user__name", "user__handle"]
    search_help_text = _("Names, titles, hosts")
    ordering = ["-pk"]
    fields = readonly_fields = ("thing", "deed", "change", "who", "done_at")

    def title_of(self, thing: LogEntry) -> str:
        return thing.object_repr

    @admin.display(description=_("about"), ordering="object_repr")
    def thing(self, entry: LogEntry) -> str:
        return entry.object_repr

    @admin.display(description=_("action"), ordering="action_flag")
    def deed(self, entry: LogEntry) -> str:
        return marked(DEEDS[entry.action_flag], SQUARES[entry.action_flag])

    @admin.display(description=_("what"), empty_value="–")
    def change(self, entry: LogEntry) -> str | None:
        return entry.get_change_message() or None

    @admin.display(description=_("host"), ordering="user__name")
    def who(self, entry: LogEntry) -> str:
        return by_itself(entry.user)

    @admin.display(description=_("date"), ordering="pk")
    def done_at(self, entry: LogEntry) -> dt.datetime:
        return entry.action_time


def register() -> None:
    admin.site.unregister(DBTaskResult)
    admin.site.register(DBTaskResult, TaskAdmin)
    admin.site.register(LogEntry, DeedAdmin)
