"""A zip that was packed, a piece at a time, to whom it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import storages
from django.http import FileResponse, Http404

if TYPE_CHECKING:
    from transfer.models import Export


def download(export: Export) -> FileResponse:
    """Who may have it was asked before. Raises Http404 where the file is gone."""
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
