"""Which kind of export a file is, from what stands in it and not from what it is called."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from transfer.importers.common.encoding import decode_text
from transfer.importers.common.folders import open_files
from transfer.importers.common.items import Unreadable
from transfer.importers.readers import READERS

if TYPE_CHECKING:
    from pathlib import Path

_BYTES_READ = 100_000
_ZIP = b"PK\x03\x04"


def kind_of(path: Path) -> str:
    """One of READERS; "" for what none of them reads."""
    with path.open("rb") as file:
        first = file.read(_BYTES_READ)
    kind = _kind_of_zip(path) if first.startswith(_ZIP) else _kind_of_text(decode_text(first))
    return kind if kind in READERS else ""


def _kind_of_text(text: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        if "wordpress.org/export/" in text or "wxr_version" in text:
            return "wordpress"
        is_blogger = "blogger" in text and "<feed" in text
        return "blogger" if is_blogger else ""
    if start.startswith("{"):
        is_ours = '"cpdblog' in start[:2000]
        is_ghost = '"db"' in text or '"posts"' in text or '"data"' in text
        return "cpdblog" if is_ours else "ghost" if is_ghost else ""
    return ""


def _kind_of_zip(path: Path) -> str:
    try:
        with open_files(path) as files:
            names = [PurePosixPath(name) for name in files.names]
    except Unreadable:
        return ""
    if any(name.name == "blog.json" for name in names):
        return "cpdblog"
    suffixes = {name.suffix.lower() for name in names}
    return "markdown" if suffixes & {".md", ".markdown", ".mdown", ".mkd"} else ""
