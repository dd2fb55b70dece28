"""E-mails, shown to hosts: to whom, when and how often tried. What they say is nobody's to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.admin import HostAdmin, ReadOnly, marked
from mail.models import OutgoingEmail

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.http import HttpRequest


class DeliveryFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "delivery"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("queued", _("Waiting")),
            ("sent", _("Sent")),
            ("given-up", _("Not delivered")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "queued":
                return queryset.queued()
            case "sent":
                return queryset.filter(sent_at__isnull=False)
            case "given-up":
                return queryset.given_up()
        return queryset


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnly, HostAdmin):
    list_display = ["address", "state", "tried", "queued_at"]
    list_filter = [DeliveryFilter]
    search_fields = ["to"]
    search_help_text = _("E-mail addresses")
    ordering = ["-pk"]
    fields = readonly_fields = (
        *("address", "state", "tried"),
        *("queued_at", "next_at", "over_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("subject", "text", "html", "headers")

    def title_of(self, thing: OutgoingEmail) -> str:
        return gettext("E-mail to %(address)s") % {"address": thing.to}

    @admin.display(description=_("to"), ordering="to")
    def address(self, email: OutgoingEmail) -> str:
        return email.to

    @admin.display(description=_("status"))
    def state(self, email: OutgoingEmail) -> str:
        if email.sent_at:
            return marked(gettext("Sent"), "published")
        if email.given_up_at:
            return marked(gettext("Not delivered"), "wrong")
        return marked(gettext("Waiting"), "scheduled")

    @admin.display(description=_("tries"), ordering="tries")
    def tried(self, email: OutgoingEmail) -> int:
        return email.tries

    @admin.display(description=_("written"), ordering="pk")
    def queued_at(self, email: OutgoingEmail) -> dt.datetime:
        return email.created_at

    @admin.display(description=_("next try"), empty_value="–")
    def next_at(self, email: OutgoingEmail) -> dt.datetime | None:
        return email.next_try_at if email.is_queued else None

    @admin.display(description=_("sent or given up"), empty_value="–")
    def over_at(self, email: OutgoingEmail) -> dt.datetime | None:
        return email.sent_at or email.given_up_at
