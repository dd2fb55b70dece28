"""Sends the zip of an export, a piece at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import storages
from django.http import FileResponse, Http404

if TYPE_CHECKING:
    from transfer.models import Export


def download(export: Export) -> FileResponse:
    """The caller has checked who may have it. Raises Http404 where the file is gone."""
    try:
        file = storages["private"].open(export.file)
    except OSError as error:
        raise Http404 from error
    return FileResponse(
        file,
        as_attachment=True,
        filename=export.file_name,
        content_type="application/zip",
        headers={"Cache-Control": "private, no-store"},
    )
