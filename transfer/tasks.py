"""Background work: packing an export, the e-mail that says it is ready, and importing."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from community.context import community_context
from mail.outbox import send_email
from transfer.exporting import pack_into_store, schedule_token
from transfer.importing import can_import, import_file
from transfer.models import Export, ExportSchedule, Import

log = logging.getLogger(__name__)


@task
def pack_export(*, export_id: int) -> None:
    """Started again by another worker where one died: of the first try only a file is left, which
    no row names.
    """
    unfinished = Export.objects.unfinished().filter(pk=export_id)
    export = unfinished.select_related("blog", "by").first()
    if export is None or not export.start():
        return
    try:
        packed = pack_into_store(export, at=timezone.now())
    except OSError:
        log.exception("Export %s found no room", export_id)
        export.fail()
        return
    except Exception:
        export.fail()
        raise
    with transaction.atomic():
        is_first = export.finish(file=packed.file, size=packed.size, counts=packed.counts)
        if is_first and export.is_emailed:
            send_export_email.enqueue(export_id=export_id)
    for earlier in Export.objects.superseded_by(export):
        earlier.delete_permanently()


@task
def send_export_email(*, export_id: int) -> None:
    """With a link to the page; never the zip itself, which may be large and is private."""
    exports = Export.objects.ready().select_related("blog", "by")
    export = exports.filter(pk=export_id).first()
    if export is None or not export.by.email or not export.by.is_active:
        return
    schedules = ExportSchedule.objects.filter(blog=export.blog_id, user=export.by)
    schedule = schedules.select_related("blog").first()
    if schedule is None:  # turned off meanwhile
        return
    page = reverse("transfer:export", args=[schedule.blog.handle])
    stop_url = f"{settings.SITE_URL}{reverse('transfer:stop', args=[schedule_token(schedule)])}"
    context = {
        **community_context(),
        "export": export,
        "schedule": schedule,
        "url": f"{settings.SITE_URL}{page}",
        "stop_url": stop_url,
    }
    headers = {
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    send_email("transfer/email/export", to=export.by.email, context=context, headers=headers)


@task
def run_import(*, import_id: int) -> None:
    """Started again by another worker where one died: what that one imported is skipped."""
    unfinished = Import.objects.unfinished().filter(pk=import_id)
    import_ = unfinished.select_related("blog", "by").first()
    if import_ is None:
        return
    if not can_import(import_.blog, import_.by):  # changed meanwhile
        import_.fail()
        return
    import_.record_progress(done=0, total=1)
    try:
        report = import_file(import_, at=timezone.now())
    except OSError:
        log.exception("The file of import %s cannot be read", import_id)
        import_.fail()
        return
    except Exception:
        import_.fail()
        raise
    import_.finish(report)
    if not (import_.is_trial or import_.is_failed):
        import_.delete_file()
