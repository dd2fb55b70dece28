"""Runs the command on the text of an export."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

if TYPE_CHECKING:
    from pathlib import Path

BLOG = "quiet-carriage"


def move_in(folder: Path, text: str | bytes, *options: str, blog: str = BLOG) -> str:
    """What the command reports."""
    file = folder / "export.xml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    said = io.StringIO()
    call_command("import_wordpress", file, "--blog", blog, *options, stdout=said)
    return said.getvalue()


def fail_to_move_in(folder: Path, text: str | bytes, *options: str, blog: str = BLOG) -> str:
    with pytest.raises(CommandError) as refused:
        move_in(folder, text, *options, blog=blog)
    return str(refused.value)
