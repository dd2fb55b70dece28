"""The part of a page of the admin that changes many things at once, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cpdblog.lib.admin.bulk import left_sentences
from cpdblog.lib.admin.questions import MOST_AT_ONCE
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.http.redirects import own_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from cpdblog.lib.admin.bulk import BulkAction, Sentence

    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


@require_POST
def undo(request: HttpRequest, page: BulkActions) -> HttpResponse:
    """`action` and the `things` are in the address; the way back is in the form."""
    name = request.GET.get("action", "")
    typed = request.GET.get("things", "").split(",")[:MOST_AT_ONCE]
    pks = [pk for pk in map(parse_pk, typed) if pk is not None]
    if name in page.undoing:
        getattr(page, name)(request, page.get_queryset(request).filter(pk__in=pks))
    next_url = own_address(request, request.POST.get("next", ""))
    return HttpResponseRedirect(next_url or reverse(f"admin:{page.address_of('changelist')}"))


class BulkActions(ModelAdmin):
    undoing: Sequence[str] = ()  # names of actions that take another one back

    def get_urls(self) -> list[URLPattern]:
        if not self.undoing:
            return super().get_urls()
        shown = self.admin_site.admin_view(undo)
        pattern = path("undo/", shown, {"page": self}, name=self.address_of("undo"))
        return [pattern, *super().get_urls()]

    def report(
        self,
        request: HttpRequest,
        bulk: BulkAction,
        done: Sequence[Any],
        *,
        left: Iterable[tuple[Any, Sentence | None]],
        undo: str = "",
    ) -> None:
        """What was done, with the address that undoes it, and a sentence for what was not."""
        if done:
            message = bulk.say(bulk.done, done, name=self.title_of)
            self.message_user(request, message, messages.SUCCESS, extra_tags=undo)
        for sentence in left_sentences(left, name=self.title_of):
            self.message_user(request, sentence, messages.INFO)

    def title_of(self, thing: Any) -> str:
        return str(thing)

    def undo_url(self, bulk: BulkAction, done: Sequence[Any]) -> str:
        query = {"action": bulk.undo, "things": ",".join(str(thing.pk) for thing in done)}
        return f"{reverse(f'admin:{self.address_of("undo")}')}?{urlencode(query)}"

    def address_of(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def get_actions(
        self,
        request: HttpRequest,
        action_location: admin.ActionLocation = admin.ActionLocation.CHANGE_LIST,
    ) -> dict[str, Any]:
        """What deletes comes last."""
        offered: dict[str, Any] = super().get_actions(request, action_location)
        return dict(sorted(offered.items(), key=lambda item: item[0] == "delete_selected"))
