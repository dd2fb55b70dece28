"""What a worker does beside its tasks: requests exports that are due, deletes what expired."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import storages
from django.db import transaction

from transfer.models import Export, ExportSchedule, Import
from transfer.models.exports import FOLDER as EXPORTS
from transfer.models.imports import FOLDER as IMPORTS
from transfer.tasks import pack_export

_ORPHANED_AFTER = dt.timedelta(days=1)


def make_due_exports(*, at: dt.datetime) -> None:
    """Requests each that is due, once: the schedule advances in the same transaction."""
    for pk in ExportSchedule.objects.due(at=at).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            due = ExportSchedule.objects.due(at=at).select_for_update(of=("self",))
            schedule = due.select_related("blog", "user").filter(pk=pk).first()
            if schedule is None:
                continue
            if not schedule.is_deliverable:
                schedule.delete()
                continue
            schedule.advance(at=at)
            export, is_new = Export.objects.request(
                schedule.blog, by=schedule.user, is_emailed=True
            )
            if is_new:
                pack_export.enqueue(export_id=export.pk)


def clear_exports(*, at: dt.datetime) -> None:
    """Ends those that no worker will finish, deletes the expired, and files that no row names."""
    for export in Export.objects.stuck(at=at):
        export.fail()
    for export in Export.objects.expired(at=at):
        export.delete_permanently()
    named = Export.objects.exclude(file="").values_list("file", flat=True)
    _clear_orphans(EXPORTS, set(named), at=at)


def clear_imports(*, at: dt.datetime) -> None:
    for import_ in Import.objects.stuck(at=at):
        import_.fail()
    for import_ in Import.objects.with_expired_file(at=at):
        import_.delete_file()
    Import.objects.expired(at=at).delete()
    named = Import.objects.exclude(file="").values_list("file", flat=True)
    _clear_orphans(IMPORTS, set(named), at=at)


def _clear_orphans(folder: str, named: set[str], *, at: dt.datetime) -> None:
    store = storages["private"]
    try:
        _folders, files = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted({f"{folder}/{file}" for file in files} - named):
        if store.get_modified_time(name) < at - _ORPHANED_AFTER:
            store.delete(name)
