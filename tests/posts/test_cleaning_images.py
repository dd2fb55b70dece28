"""Files of pictures that no blog has any more are found and deleted, and only those."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from images.models import Image
from tests.drawings import drawing

if TYPE_CHECKING:
    from pathlib import Path

    from blogs.models import Blog


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_what_no_row_speaks_of_goes(
    quiet_carriage: Blog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    used, lost, new = (
        Image.objects.store(blog=quiet_carriage, by=None, content=drawing()) for _ in range(3)
    )
    for name in used.file_names() + lost.file_names():
        os.utime(tmp_path / name, (0, 0))
    Image.objects.filter(pk__in=[lost.pk, new.pk]).delete()

    call_command("clean_images", dry_run=True)
    assert "2 files would be deleted." in capsys.readouterr().out
    assert all((tmp_path / name).exists() for name in lost.file_names())

    call_command("clean_images")
    assert not any((tmp_path / name).exists() for name in lost.file_names())
    assert all((tmp_path / name).exists() for name in used.file_names() + new.file_names())


def test_where_there_is_nothing_there_is_nothing_to_do() -> None:
    call_command("clean_images")
