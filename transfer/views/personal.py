"""Export of what somebody wrote that is on no blog of theirs, and of their profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from transfer.downloads import download
from transfer.models import Export
from transfer.tasks import pack_export

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def everything(request: AuthedRequest) -> HttpResponse:
    if request.method == "POST":
        return _pack(request)
    own = Export.objects.personal(request.user).newest_first()
    context = {"export": own.first(), "ready": own.ready().select_related("by").first()}
    return render(request, "transfer/everything.html", context)


@require_safe
def everything_file(request: AuthedRequest, pk: int) -> FileResponse:
    own = Export.objects.personal(request.user).ready().select_related("by")
    return download(get_object_or_404(own, pk=pk))


@transaction.atomic
def _pack(request: AuthedRequest) -> HttpResponse:
    export, is_new = Export.objects.request(None, by=request.user)
    if is_new:
        pack_export.enqueue(export_id=export.pk)
    return redirect("transfer:everything")
