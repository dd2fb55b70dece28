"""Somebody without a blog takes comments, likes and profile along, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone

from cpdblog.lib.images.renditions import make_avatar, store_image
from tests.drawings import drawing
from tests.make import make_blog, make_comment, make_post
from tests.pages import get, links, status, text_of
from transfer.housekeeping import clear_exports
from transfer.models import Export
from transfer.tasks import pack_export

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db


PAGE = "/desk/everything/"


def pack(client: Client) -> Export:
    assert client.post(PAGE).headers["Location"] == PAGE
    return Export.objects.latest("pk")


def personal_zip(client: Client) -> zipfile.ZipFile:
    pack(client)
    (address,) = [
        link for link in links(get(PAGE, by=client)) if re.fullmatch(rf"{PAGE}\d+/", link)
    ]
    answer: Any = client.get(address)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert re.search(r'filename="everything-of-ben-[\d-]+\.zip"', answer["Content-Disposition"])
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_comments_likes_and_profile_are_in_it(
    as_ben: Client, ben: User, quiet_carriage: Blog
) -> None:
    ben.update_profile(name="Ben Okafor", region="Leeds", website="", bio="I <read>.")
    post = make_post(quiet_carriage, title="Rain & fog")
    make_comment(post, "Mine <b>too</b>.", by=ben)
    make_comment(post, "It waits.", by=ben, status="pending")
    post.like(by=ben)

    file = personal_zip(as_ben)

    data = json.loads(file.read("everything.json"))
    address = f"http://localhost:8000{post.get_absolute_url()}"
    assert data["profile"]["region"] == "Leeds"
    assert [comment["words"] for comment in data["comments"]] == ["Mine <b>too</b>.", "It waits."]
    assert data["likes"][0]["post"] == {"title": "Rain & fog", "address": address}
    page = file.read("everything.html").decode()
    assert "Mine &lt;b&gt;too&lt;/b&gt;." in page
    assert "I &lt;read&gt;." in page


def test_nothing_of_others_is_in_it(as_ben: Client, ben: User, ada: User) -> None:
    post = make_post(make_blog(ada), title="A secret title")
    make_comment(post, "Ada's own words.", by=ada)
    make_comment(post, "A guest's words.")
    make_comment(post, "Mine.", by=ben)
    post.like(by=ben)
    post.like(by=ada)
    post.unpublish()

    file = personal_zip(as_ben)

    whole = b"".join(file.read(name) for name in file.namelist()).decode()
    for others in ("secret", "Ada", "guest", "ada@", "gus@", post.slug):
        assert others not in whole
    assert "Mine." in whole
    assert len(json.loads(file.read("everything.json"))["likes"]) == 1


def test_the_page_of_oneself_offers_it(as_ben: Client) -> None:
    assert PAGE in links(get("/accounts/profile/", by=as_ben))
    assert f'action="{PAGE}"' in get(PAGE, by=as_ben)


def test_the_picture_and_the_earlier_versions_of_comments_are_in_it(
    as_ben: Client, ben: User, quiet_carriage: Blog
) -> None:
    avatar = make_avatar(drawing("PNG"))
    ben.change_avatar(store_image("avatars", avatar))
    comment = make_comment(make_post(quiet_carriage), "First words.", by=ben, at=timezone.now())
    for text in ("Second words.", "Third words."):
        as_ben.post(f"/comments/{comment.pk}/edit/", {"comment": text})

    file = personal_zip(as_ben)

    data = json.loads(file.read("everything.json"))
    (exported,) = data["comments"]
    assert exported["words"] == "Third words."
    assert [version["words"] for version in exported["earlier"]] == [
        "First words.",
        "Second words.",
    ]
    assert exported["earlier"][0]["written"] == comment.posted_at.isoformat()
    assert file.read(data["profile"]["picture"]) == avatar
    page = file.read("everything.html").decode()
    assert 'src="picture.webp"' in page
    assert "First words." in page
    shown = text_of(get(PAGE, by=as_ben))
    assert "One comment, 2 revisions, 0 likes, your profile and its picture" in shown


def test_a_picture_that_is_lost_keeps_nothing_back(as_ben: Client, ben: User) -> None:
    ben.change_avatar("avatars/00/lost.webp")

    file = personal_zip(as_ben)

    assert "picture.webp" not in file.namelist()
    assert json.loads(file.read("everything.json"))["profile"]["picture"] == ""


def test_it_is_packed_by_the_worker_and_its_page_says_so(as_ben: Client, ben: User) -> None:
    assert "Export now" in text_of(get(PAGE, by=as_ben))
    export, _new = Export.objects.request(None, by=ben)  # by another tab; no worker came yet

    as_ben.post(PAGE)

    page = get(PAGE, by=as_ben)
    assert "The export is being made." in text_of(page)
    assert f'action="{PAGE}"' not in page
    assert Export.objects.count() == 1
    pack_export.call(export_id=export.pk)
    assert "Download" in text_of(get(PAGE, by=as_ben))


def test_two_presses_at_once_are_one(ben: User) -> None:
    Export.objects.create(by=ben)

    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(by=ben)


def test_nobody_else_gets_it(as_ben: Client, as_ada: Client, as_mo: Client, guest: Client) -> None:
    address = f"{PAGE}{pack(as_ben).pk}/"

    assert [status(address, by=client) for client in (as_ada, as_mo, guest)] == [404, 404, 302]
    assert address not in get(PAGE, by=as_ada)


def test_the_zip_of_a_blog_is_not_had_through_it(
    as_ada: Client, ada: User, quiet_carriage: Blog
) -> None:
    as_ada.post("/desk/@quiet-carriage/export/", {"do": "pack"})
    of_the_blog = Export.objects.get()

    own = pack(as_ada)

    assert status(f"{PAGE}{of_the_blog.pk}/", by=as_ada) == 404
    assert status(f"/desk/@quiet-carriage/export/{own.pk}/", by=as_ada) == 404
    assert "everything-of-ada" not in get("/desk/@quiet-carriage/export/", by=as_ada)


def test_a_full_disk_is_reported_and_tried_again(as_ben: Client, settings: Settings) -> None:
    settings.DATA_DIR = "/nowhere"

    stopped = pack(as_ben)

    assert stopped.status == "failed"
    page = text_of(get(PAGE, by=as_ben))
    assert "The export stopped half-way. Nothing of yours is touched." in page
    assert "Export now" in page


@pytest.mark.django_db(transaction=True)  # files go when it is committed
def test_older_ones_are_swept(as_ben: Client, as_ada: Client) -> None:
    store = storages["private"]
    others, older, newer = pack(as_ada), pack(as_ben), pack(as_ben)
    assert [store.exists(one.file) for one in (others, older, newer)] == [True, False, True]

    clear_exports(at=timezone.now() + dt.timedelta(days=8))

    assert not Export.objects.exists()
    assert not store.exists(newer.file)
