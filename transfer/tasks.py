"""What is done behind the page: packing, the letter that says it is packed, and bringing in."""

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
from transfer.importing import may_bring_in, read_in
from transfer.models import Export, ExportSchedule, Import

log = logging.getLogger(__name__)


@task
def pack(*, export_id: int) -> None:
    """Begun again by another worker where one died: nothing of the first try is left but a file
    that nobody names.
    """
    unfinished = Export.objects.unfinished().filter(pk=export_id)
    export = unfinished.select_related("blog", "by").first()
    if export is None or not export.begin():
        return
    try:
        packed = pack_into_store(export, at=timezone.now())
    except OSError:
        log.exception("Departure %s found no room", export_id)
        export.fail()
        return
    except Exception:
        export.fail()
        raise
    with transaction.atomic():
        is_first = export.finish(file=packed.file, size=packed.size, counts=packed.counts)
        if is_first and export.has_letter:
            tell.enqueue(export_id=export_id)
    for earlier in Export.objects.before(export):
        earlier.delete_permanently()


@task
def tell(*, export_id: int) -> None:
    """Where it is to be had; never the zip itself, which may be large and is not for every eye."""
    exports = Export.objects.ready().select_related("blog", "by")
    export = exports.filter(pk=export_id).first()
    if export is None or not export.by.email or not export.by.is_active:
        return
    rhythms = ExportSchedule.objects.filter(blog=export.blog_id, user=export.by)
    schedule = rhythms.select_related("blog").first()
    if schedule is None:  # turned off meanwhile
        return
    page = reverse("transfer:export", args=[schedule.blog.handle])
    stop = f"{settings.SITE_URL}{reverse('transfer:stop', args=[schedule_token(schedule)])}"
    context = {
        **community_context(),
        "export": export,
        "schedule": schedule,
        "url": f"{settings.SITE_URL}{page}",
        "stop_url": stop,
    }
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    send_email("transfer/email/export", to=export.by.email, context=context, headers=headers)


@task
def bring_in(*, import_id: int) -> None:
    """Begun again by another worker where one died: what that one brought in is there already."""
    unfinished = Import.objects.unfinished().filter(pk=import_id)
    import_ = unfinished.select_related("blog", "by").first()
    if import_ is None:
        return
    if not may_bring_in(import_.blog, import_.by):  # changed meanwhile
        import_.fail()
        return
    import_.note_progress(done=0, total=1)
    try:
        report = read_in(import_, at=timezone.now())
    except OSError:
        log.exception("The file of arrival %s cannot be read", import_id)
        import_.fail()
        return
    except Exception:
        import_.fail()
        raise
    import_.finish(report)
    if not (import_.is_trial or import_.is_failed):
        import_.throw_file_away()
