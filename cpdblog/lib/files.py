"""Files beside the rows that speak of them: there before the row is, gone after it is.

No transaction takes a file back. So one is written first, under a name made from its content, and
deleted last, when nothing can bring its row back; what is left over is swept by clean_images.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

if TYPE_CHECKING:
    from django.core.files.base import File
    from django.core.files.storage import Storage


def save_whole(store: Storage, name: str, content: File[bytes]) -> str:
    """The name it has then. Where there is no room for it, nothing of it stays."""
    try:
        return store.save(name, content)
    except OSError:
        with suppress(OSError):
            store.delete(name)
        raise


def keep_file(name: str, content: bytes) -> None:
    """Under NAME, which is made from CONTENT: kept once, whoever brings it."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            _say_it_is_needed(name)
            return
        default_storage.delete(name)  # a copy that was cut off
    saved = save_whole(default_storage, name, ContentFile(content))
    if saved != name:  # somebody brought the same, and was quicker
        default_storage.delete(saved)


def delete_when_committed(store: Storage, name: str) -> None:
    transaction.on_commit(lambda: store.delete(name), robust=True)


def _say_it_is_needed(name: str) -> None:
    """No row may speak of it before this transaction is over: who sweeps spares what is new."""
    with suppress(NotImplementedError, OSError):
        Path(default_storage.path(name)).touch()
