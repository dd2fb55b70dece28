"""Packs a departure into the private store, and signs the way to end the letters."""

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
from moving.exporters.packing import Packing
from moving.exporters.person import pack_person
from moving.models import Rhythm
from moving.models.departure import FOLDER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from typing import IO

    from moving.models import Departure

_SALT = "moving.rhythm"


@dataclass(frozen=True)
class Packed:
    file: str
    size: int
    counts: Mapping[str, int]


def pack_into_store(departure: Departure, *, at: dt.datetime) -> Packed:
    """Beside the database first, which has room where there is any; whole, into the store."""
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as unfinished:
        counts = _pack(departure, unfinished, at=at)
        size = unfinished.tell()
        unfinished.seek(0)
        wish = f"{FOLDER}/{departure.pk}-{secrets.token_hex(8)}.zip"
        name = save_whole(storages["private"], wish, File(unfinished, name=wish))
    return Packed(name, size, counts)


def _pack(departure: Departure, file: IO[bytes], *, at: dt.datetime) -> Mapping[str, int]:
    if departure.blog is None:
        return pack_person(departure.by, file)
    packing = Packing(departure.blog, file, at)
    for _post in packing.run():
        pass
    return packing.counts


def rhythm_token(rhythm: Rhythm) -> str:
    """For a link in a letter: whoever holds it may end these letters, and nothing else."""
    return signing.dumps([rhythm.blog_id, rhythm.user_id], salt=_SALT)


def rhythm_of(token: str) -> Rhythm | None:
    try:
        blog, user = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rhythms = Rhythm.objects.select_related("blog", "user")
    return rhythms.filter(blog=blog, user=user).first()
