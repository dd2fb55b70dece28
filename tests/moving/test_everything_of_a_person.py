"""Somebody without a blog takes comments, likes and profile along, and nothing of anybody else."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.make import make_blog, make_comment, make_post
from tests.pages import get

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from posts.models import Blog

pytestmark = pytest.mark.django_db


def taken(client: Client) -> zipfile.ZipFile:
    answer: Any = client.post("/desk/everything/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ben.zip"'
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_comments_likes_and_profile_are_in_it(
    as_ben: Client, ben: User, quiet_carriage: Blog
) -> None:
    ben.introduce(name="Ben Okafor", region="Leeds", website="", bio="I <read>.")
    post = make_post(quiet_carriage, title="Rain & fog")
    make_comment(post, "Mine <b>too</b>.", by=ben)
    make_comment(post, "It waits.", by=ben, status="pending")
    post.like(by=ben)

    file = taken(as_ben)

    told = json.loads(file.read("everything.json"))
    address = f"http://localhost:8000{post.get_absolute_url()}"
    assert told["profile"]["region"] == "Leeds"
    assert [said["words"] for said in told["comments"]] == ["Mine <b>too</b>.", "It waits."]
    assert told["likes"][0]["post"] == {"title": "Rain & fog", "address": address}
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

    file = taken(as_ben)

    whole = b"".join(file.read(name) for name in file.namelist()).decode()
    for others in ("secret", "Ada", "guest", "ada@", "gus@", post.slug):
        assert others not in whole
    assert "Mine." in whole
    assert len(json.loads(file.read("everything.json"))["likes"]) == 1


def test_the_page_of_oneself_offers_it(as_ben: Client) -> None:
    assert 'action="/desk/everything/"' in get("/accounts/profile/", by=as_ben)
