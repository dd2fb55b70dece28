"""Somebody takes along what is theirs and stands on no blog of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.views.decorators.http import require_POST

from moving.exporters.person import everything_of

if TYPE_CHECKING:
    from accounts.requests import AuthedRequest


@require_POST
def everything(request: AuthedRequest) -> FileResponse:
    name = f"{request.user.handle}.zip"
    return FileResponse(everything_of(request.user), as_attachment=True, filename=name)
