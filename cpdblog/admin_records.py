"""What Django keeps of what hosts did, shown under names that they know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.admin import HostAdmin, ReadOnly, by_itself, marked, year_filter

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.http import HttpRequest

DEEDS = {ADDITION: _("Added"), CHANGE: _("Changed"), DELETION: _("Deleted")}
SQUARES = {ADDITION: "published", CHANGE: "scheduled", DELETION: "bin"}


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
