"""The record of who decided what about a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import person_filter
from comments.models import Decision
from cpdblog.lib.admin import HostAdmin, ReadOnly, by_itself, marked, year_filter

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

SQUARES = {Decision.Kind.APPROVED: "published", Decision.Kind.SPAM: "wrong"}


@admin.register(Decision)
class DecisionAdmin(ReadOnly, HostAdmin):
    list_display = ["about", "kind_of_it", "who", "made_at"]
    list_filter = [
        *(
            person_filter("comment__author", _("about comments of")),
            person_filter("by", _("by"), "host"),
        ),
        *("kind", year_filter("made_at", _("made"))),
    ]
    search_fields = ["by__name", "by__handle", "comment__name"]
    search_help_text = _("Hosts, members, guests")
    ordering = ["-made_at", "-pk"]
    fields = readonly_fields = ("comment_link", "kind_of_it", "because", "who", "made_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        long = ("source", "body_html", "post__source", "post__body_html")
        rows = super().get_queryset(request).select_related("comment__post", "by")
        return rows.defer(*(f"comment__{name}" for name in long))

    def title_of(self, thing: Decision) -> str:
        return f"{thing.get_kind_display()}: {thing.comment}"

    @admin.display(description=_("comment"))
    def about(self, decision: Decision) -> str:
        return str(decision.comment)

    @admin.display(description=_("comment"))
    def comment_link(self, decision: Decision) -> str:
        page = reverse("admin:comments_comment_change", args=[decision.comment_id])
        return format_html('<a href="{}">{}</a>', page, decision.comment)

    @admin.display(description=_("decision"), ordering="kind")
    def kind_of_it(self, decision: Decision) -> str:
        square = SQUARES.get(Decision.Kind(decision.kind), "bin")
        return marked(decision.get_kind_display(), square)

    @admin.display(description=_("reason"), empty_value="–")
    def because(self, decision: Decision) -> str | None:
        return decision.reason or None

    @admin.display(description=_("by"), ordering="by__name", empty_value="–")
    def who(self, decision: Decision) -> str | None:
        return by_itself(decision.by) if decision.by else None
