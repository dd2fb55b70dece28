"""Packs an export into the private store, and signs the link that ends its e-mails."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.core.files import File
from django.core.files.storage import storages

from cpdblog.lib.files import save_whole
from transfer.exporters.archive.packing import Packing
from transfer.exporters.personal import pack_person
from transfer.models import ExportSchedule
from transfer.models.exports import FOLDER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from typing import IO

    from transfer.models import Export

_SALT = "transfer.export_schedule"


@dataclass(frozen=True)
class Packed:
    file: str
    size: int
    counts: Mapping[str, int]


def pack_into_store(export: Export, *, at: dt.datetime) -> Packed:
    """Beside the database first, which has room where there is any; whole, into the store."""
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as unfinished:
        counts = _pack(export, unfinished, at=at)
        size = unfinished.tell()
        unfinished.seek(0)
        name = f"{FOLDER}/{export.pk}-{secrets.token_hex(8)}.zip"
        name = save_whole(storages["private"], name, File(unfinished, name=name))
    return Packed(name, size, counts)


def _pack(export: Export, file: IO[bytes], *, at: dt.datetime) -> Mapping[str, int]:
    if export.blog is None:
        return pack_person(export.by, file)
    packing = Packing(export.blog, file, at)
    for _post in packing.run():
        pass
    return packing.counts


def schedule_token(schedule: ExportSchedule) -> str:
    """For a link in an e-mail: whoever holds it may end these e-mails, and nothing else."""
    return signing.dumps([schedule.blog_id, schedule.user_id], salt=_SALT)


def find_schedule(token: str) -> ExportSchedule | None:
    try:
        blog, user = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    schedules = ExportSchedule.objects.select_related("blog", "user")
    return schedules.filter(blog=blog, user=user).first()
