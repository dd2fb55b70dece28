"""What a transaction takes back keeps its files, and what it never wrote leaves none for long."""

from __future__ import annotations

import os
import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import transaction

from cpdblog.lib.files import keep_file
from cpdblog.lib.images.renditions import make_avatar, store_image
from images.models import Image
from posts.cards.card_storage import update_card
from posts.models import Post
from tests.drawings import drawing
from tests.make import NOON, make_post
from transfer.models import Export, Import

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from accounts.models import User
    from blogs.models import Blog


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def undone(act: Callable[[], Any]) -> None:
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def are_there(names: list[str]) -> bool:
    return all(default_storage.exists(name) for name in names)


def grow_old(folder: Path) -> None:
    for file in folder.rglob("*"):
        os.utime(file, (0, 0))


def test_a_picture_that_was_not_thrown_away_after_all_is_still_there(
    quiet_carriage: Blog, django_capture_on_commit_callbacks: Any
) -> None:
    image = Image.objects.store(blog=quiet_carriage, by=None, content=drawing())
    files = image.file_names()

    with django_capture_on_commit_callbacks(execute=True):
        undone(image.delete_permanently)

    assert Image.objects.exists()
    assert are_there(files)


def test_a_picture_brought_again_while_it_is_thrown_away_stays(
    quiet_carriage: Blog, django_capture_on_commit_callbacks: Any
) -> None:
    drawn = drawing()
    image = Image.objects.store(blog=quiet_carriage, by=None, content=drawn)

    with django_capture_on_commit_callbacks(execute=True):
        image.delete_permanently()
        again = Image.objects.store(blog=quiet_carriage, by=None, content=drawn)

    assert are_there(again.file_names())


def test_files_of_a_picture_that_was_never_kept_are_swept(
    quiet_carriage: Blog, tmp_path: Path
) -> None:
    undone(lambda: Image.objects.store(blog=quiet_carriage, by=None, content=drawing()))
    left = [file for file in tmp_path.rglob("*") if file.is_file()]

    call_command("clean_images")
    are_spared = all(file.exists() for file in left)
    grow_old(tmp_path)
    call_command("clean_images")

    assert left
    assert are_spared
    assert not [file for file in left if file.exists()]


def test_a_file_that_is_needed_again_is_not_swept(quiet_carriage: Blog, tmp_path: Path) -> None:
    drawn = drawing()
    undone(lambda: Image.objects.store(blog=quiet_carriage, by=None, content=drawn))
    grow_old(tmp_path)

    # Taken back: whoever sweeps sees no row before it is committed either.
    undone(lambda: Image.objects.store(blog=quiet_carriage, by=None, content=drawn))
    call_command("clean_images")

    assert [file for file in tmp_path.rglob("*") if file.is_file()]


def test_faces_and_cards_of_nobody_are_swept_and_others_stay(
    ada: User, quiet_carriage: Blog, tmp_path: Path
) -> None:
    used, lost = (store_image("avatars", make_avatar(drawing())) for _ in range(2))
    ada.change_avatar(used)
    post = make_post(quiet_carriage)
    update_card(post)
    stale = default_storage.save("cards/ab/stale.png", ContentFile(b"png"))
    grow_old(tmp_path)

    call_command("clean_images")

    assert are_there([used, post.card])
    assert not default_storage.exists(lost)
    assert not default_storage.exists(stale)


def test_a_card_that_was_not_replaced_after_all_is_still_there(
    quiet_carriage: Blog, django_capture_on_commit_callbacks: Any
) -> None:
    post = make_post(quiet_carriage, title="Rain")
    update_card(post)
    card, post.title = post.card, "Snow"

    with django_capture_on_commit_callbacks(execute=True):
        undone(lambda: update_card(post))

    assert Post.objects.get(pk=post.pk).card == card
    assert are_there([card])


def test_a_card_that_was_replaced_is_gone(
    quiet_carriage: Blog, django_capture_on_commit_callbacks: Any
) -> None:
    post = make_post(quiet_carriage, title="Rain")
    update_card(post)
    former, post.title = post.card, "Snow"

    with django_capture_on_commit_callbacks(execute=True):
        update_card(post)

    assert not default_storage.exists(former)
    assert are_there([post.card])


def on_its_way(kind: str, file: str, ada: User, blog: Blog) -> Import | Export:
    facts = {"blog": blog, "by": ada, "file": file, "finished_at": NOON, "status": "done"}
    return (Import if kind == "import_" else Export).objects.create(**facts)


def throw_away(one: Import | Export) -> None:
    if isinstance(one, Import):
        one.delete_file()
    else:
        one.delete_permanently()


@pytest.mark.parametrize("kind", ["import_", "export"])
def test_a_file_on_its_way_goes_with_its_row_and_not_before(
    kind: str, ada: User, quiet_carriage: Blog, django_capture_on_commit_callbacks: Any
) -> None:
    store = storages["private"]
    file = store.save(f"{kind}s/tried.zip", ContentFile(b"zip"))
    one = on_its_way(kind, file, ada, quiet_carriage)
    same = type(one)(**{field.attname: getattr(one, field.attname) for field in one._meta.fields})

    with django_capture_on_commit_callbacks(execute=True):
        undone(lambda: throw_away(one))
    stayed = store.exists(file)
    with django_capture_on_commit_callbacks(execute=True):
        throw_away(same)

    assert stayed
    assert not store.exists(file)


@contextmanager
def no_room_beyond(length: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_found_no_room_leaves_no_half_of_itself() -> None:
    name, content = "avatars/ab/face.webp", b"face" * 50_000

    with no_room_beyond(100_000), pytest.raises(OSError, match="too large"):
        keep_file(name, content)
    is_left = default_storage.exists(name)
    keep_file(name, content)

    assert not is_left
    assert default_storage.size(name) == len(content)
