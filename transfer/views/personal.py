"""Somebody takes along what is theirs and stands on no blog of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from transfer.downloads import download
from transfer.models import Export
from transfer.tasks import pack

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def everything(request: AuthedRequest) -> HttpResponse:
    if request.method == "POST":
        return _pack(request)
    own = Export.objects.of_oneself(request.user).newest_first()
    context = {"export": own.first(), "ready": own.ready().select_related("by").first()}
    return render(request, "transfer/everything.html", context)


@require_safe
def everything_file(request: AuthedRequest, number: int) -> FileResponse:
    own = Export.objects.of_oneself(request.user).ready().select_related("by")
    return download(get_object_or_404(own, pk=number))


@transaction.atomic
def _pack(request: AuthedRequest) -> HttpResponse:
    asked, is_new = Export.objects.ask(None, by=request.user)
    if is_new:
        pack.enqueue(export_id=asked.pk)
    return redirect("transfer:everything")
