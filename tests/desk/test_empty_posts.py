"""A title alone does not come out: whoever opened it would find nothing to read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from blogs.models import BlogMember
from images.models import Image
from posts.models import Post
from tests.casts import signed_in
from tests.desk.editor import editor_url, form_fields, submit
from tests.drawings import drawing
from tests.make import make_member, make_post, make_user
from tests.pages import get, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

WRITE = "/desk/@quiet-carriage/write/"
REFUSED = "Nothing of the text can be seen yet."
BLANK = ["", " \n", "&#8203;", "<br>", "[](https://example.org)", "[x]: https://example.org"]
LATER = {"when": "date", "date": "2199-01-01T09:00"}
EARLIER = {"when": "date", "date": "2012-07-02T09:00"}


@pytest.mark.parametrize("typed", BLANK)
@pytest.mark.parametrize(
    ("do", "slip"),
    [("publish", {"when": "now"}), ("publish", LATER), ("publish", EARLIER), ("backdate", EARLIER)],
    ids=["now", "later", "earlier", "backdated"],
)
def test_it_is_refused_with_the_words_kept(
    typed: str, do: str, slip: dict[str, str], as_ada: Client, quiet_carriage: Blog
) -> None:
    answer = submit(as_ada, WRITE, do, title="Rain", source=typed, tags="weather", **slip)

    assert answer.status_code == 422
    assert REFUSED in text_of(answer.text)
    shown = form_fields(answer.text)
    assert (shown["title"], shown["source"].strip()) == ("Rain", typed.strip())
    assert shown["tags"] == "weather"
    assert not Post.objects.exists()


def test_an_editor_is_not_asked_to_publish_it(quiet_carriage: Blog) -> None:
    guest = make_user()
    make_member(quiet_carriage, guest, BlogMember.Role.GUEST)

    answer = submit(signed_in(guest), WRITE, "publish", title="Rain", source="", when="ask")

    assert answer.status_code == 422
    assert not Post.objects.exists()


@pytest.mark.parametrize("slip", [{"when": "draft"}, {"when": "private"}], ids=str)
def test_what_does_not_come_out_may_be_empty(
    slip: dict[str, str], as_ada: Client, quiet_carriage: Blog
) -> None:
    answer = submit(as_ada, WRITE, "publish", title="Rain", source="", **slip)
    saved = submit(as_ada, WRITE, "save", title="Snow", source="")

    assert (answer.status_code, saved.status_code) == (200, 200)
    states = dict(Post.objects.values_list("title", "status"))
    assert states == {"Rain": slip["when"], "Snow": "draft"}


def test_a_picture_or_a_sign_is_enough(
    as_ada: Client, quiet_carriage: Blog, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = Image.objects.store(blog=quiet_carriage, by=None, content=drawing())

    for title, source in {"One": image.markdown(), "Two": "…", "Three": "☂"}.items():
        submit(as_ada, WRITE, "publish", title=title, source=source, when="now")

    assert Post.objects.published().count() == 3


def test_a_public_post_is_not_emptied(as_ada: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, source="It rained.")

    answer = submit(as_ada, editor_url(post), "publish", source="<br>")

    assert answer.status_code == 422
    assert REFUSED in text_of(answer.text)
    assert "It rained." in get(post.get_absolute_url())


@pytest.mark.parametrize("status", ["published", "scheduled"])
def test_no_version_that_shows_nothing_is_put_back_in_public(
    status: str, as_ada: Client, ada: User, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="", status="draft")
    post.apply_edit({"source": "It rained."}, by=ada)
    date = timezone.now() + dt.timedelta(days=1)
    post.publish() if status == "published" else post.schedule(at=date)

    answer = as_ada.post(f"/desk/posts/{post.pk}/revisions/1/restore/")

    assert answer.status_code == 409
    assert "Nothing of that version can be seen." in text_of(answer.text)
    post.refresh_from_db()
    assert post.source == "It rained."
    post.unpublish()
    as_ada.post(f"/desk/posts/{post.pk}/revisions/1/restore/")
    post.refresh_from_db()
    assert post.source == ""


def test_what_stands_empty_in_an_archive_stays_and_can_be_filed(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="Of old", source="")  # as an import brings it

    answer = submit(as_ada, editor_url(post), "publish", tags="weather")

    assert answer.status_code == 200
    post.refresh_from_db()
    assert post.is_published
    assert post.tag_names() == ["weather"]
