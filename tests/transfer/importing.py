"""Runs the command on the text of an export."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

if TYPE_CHECKING:
    from pathlib import Path

BLOG = "quiet-carriage"


def import_text(
    folder: Path, text: str | bytes, *options: str, blog: str = BLOG, kind: str = "wordpress"
) -> str:
    """What the command reports."""
    file = folder / "export"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return import_file(file, *options, blog=blog, kind=kind)


def import_file(path: Path, *options: str, kind: str, blog: str = BLOG) -> str:
    output = io.StringIO()
    call_command(f"import_{kind}", path, "--blog", blog, *options, stdout=output)
    return output.getvalue()


def import_error(
    folder: Path, text: str | bytes, *options: str, blog: str = BLOG, kind: str = "wordpress"
) -> str:
    with pytest.raises(CommandError) as refused:
        import_text(folder, text, *options, blog=blog, kind=kind)
    return str(refused.value)
