"""Choosing the featured picture of a post, describing it, removing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from images.models import Image
from posts.models import Post, WorkingCopy
from tests.desk.editor import autosave, editor_url, open_editor, submit
from tests.drawings import drawing
from tests.make import make_blog, make_post
from tests.pages import get, part

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def shelf(quiet_carriage: Blog, ada: User) -> Image:
    return store(quiet_carriage, ada, alt="A shelf at dusk")


def store(blog: Blog, by: User, **more: Any) -> Image:
    return Image.objects.store(blog=blog, by=by, content=drawing(size=(900, 600)), **more)


def fold(page: str) -> str:
    found = re.search(r"<details\s+class=\"fold\"\s+data-featured.*?</details>", page, re.DOTALL)
    assert found
    return found[0]


def error(page: str) -> str:
    found = re.search(r'id="featured_image-error"[^>]*>\s*(.*?)\s*</p>', page, re.DOTALL)
    return found[1] if found else ""


def test_a_new_post_gets_one_from_the_library(
    shelf: Image, quiet_carriage: Blog, as_ada: Client
) -> None:
    write = f"/desk/@{quiet_carriage.handle}/write/"
    assert shelf.thumbnail_url in fold(as_ada.get(write).text)

    submit(
        as_ada,
        write,
        "publish",
        title="Dusk",
        source="A line.",
        featured_image=shelf.url,
        featured_alt="Two \n shelves",
    )

    post = Post.objects.get(title="Dusk")
    assert 'alt="Two shelves"' in part(get(post.get_absolute_url()), "picture", "")
    again = open_editor(as_ada, editor_url(post))
    assert (again["featured_image"], again["featured_alt"]) == (shelf.url, "Two shelves")


def test_readers_see_another_one_once_the_post_is_updated(
    shelf: Image, quiet_carriage: Blog, ada: User, as_ada: Client
) -> None:
    post = make_post(quiet_carriage, featured_image=shelf.url)
    other = store(quiet_carriage, ada, alt="A kettle")
    here = editor_url(post)

    submit(as_ada, here, featured_image=other.url)
    assert shelf.name in get(post.get_absolute_url())
    assert open_editor(as_ada, here)["featured_image"] == other.url
    assert Post.objects.needing(other).get() == post

    submit(as_ada, here, "publish")
    assert other.name in get(post.get_absolute_url())
    assert shelf.name not in get(post.get_absolute_url())
    assert not WorkingCopy.objects.exists()


def test_it_is_removed_with_what_was_said_of_it(
    shelf: Image, quiet_carriage: Blog, as_ada: Client
) -> None:
    post = make_post(quiet_carriage, featured_image=shelf.url, featured_alt="Dusk")

    submit(as_ada, editor_url(post), "publish", featured_image="")

    post.refresh_from_db()
    assert (post.featured_image, post.featured_alt) == ("", "")
    assert shelf.name not in get(post.get_absolute_url())


def test_autosave_keeps_it_and_the_preview_shows_it(
    shelf: Image, quiet_carriage: Blog, as_ada: Client
) -> None:
    post = make_post(quiet_carriage, status=Post.Status.DRAFT)
    sent = open_editor(as_ada, editor_url(post))

    answer = autosave(as_ada, editor_url(post), sent, featured_image=shelf.url)

    assert answer.status_code == 200
    assert shelf.name in answer.json()["preview"]
    assert open_editor(as_ada, editor_url(post))["featured_image"] == shelf.url


@pytest.mark.parametrize(
    "address", ["/media/pictures/aa/bb-480.webp", "https://elsewhere.example/a.jpg", "x" * 501]
)
def test_what_is_not_in_the_library_is_refused_and_nothing_is_lost(
    quiet_carriage: Blog, as_ada: Client, address: str
) -> None:
    post = make_post(quiet_carriage)

    answer = submit(
        as_ada, editor_url(post), "publish", source="New words.", featured_image=address
    )

    assert answer.status_code == 422
    assert error(answer.text)
    assert "New words." in answer.text
    post.refresh_from_db()
    assert post.featured_image == ""


def test_one_that_was_deleted_meanwhile_is_refused(
    shelf: Image, quiet_carriage: Blog, as_ada: Client
) -> None:
    post = make_post(quiet_carriage)
    sent = open_editor(as_ada, editor_url(post))
    shelf.delete_permanently()

    answer = autosave(as_ada, editor_url(post), sent, featured_image=shelf.url)

    assert answer.status_code == 422
    assert "not in the library any more" in answer.json()["errors"]["featured_image"]


def test_one_of_another_blog_is_refused_unless_the_post_came_with_it(
    shelf: Image, quiet_carriage: Blog, ada: User, as_ada: Client
) -> None:
    elsewhere = make_blog(ada)
    foreign = store(elsewhere, ada)
    post = make_post(quiet_carriage, featured_image=shelf.url)

    answer = submit(as_ada, editor_url(post), "publish", featured_image=foreign.url)
    assert "belongs to another blog" in error(answer.text)

    post.refresh_from_db()
    post.move(to=elsewhere, kind=post.kind, slug="")
    submit(as_ada, editor_url(post), "publish", source="It moved.")
    page = get(post.get_absolute_url())
    assert "It moved." in page
    assert shelf.name in page


def test_a_conflict_says_which_picture_each_has_and_keeps_mine(
    shelf: Image, quiet_carriage: Blog, ada: User, as_ada: Client
) -> None:
    post = make_post(quiet_carriage, status=Post.Status.DRAFT)
    kettle = store(quiet_carriage, ada, alt="A kettle")
    sent = open_editor(as_ada, editor_url(post))
    submit(as_ada, editor_url(post), featured_image=kettle.url)

    answer = as_ada.post(
        editor_url(post), {**sent, "source": "Mine.", "featured_image": shelf.url, "do": "save"}
    )

    assert answer.status_code == 409
    assert "A kettle" in answer.text
    assert "A shelf at dusk" in answer.text
    assert f'name="featured_image" value="{shelf.url}"' in answer.text


def test_a_revision_brings_it_back(shelf: Image, quiet_carriage: Blog, as_ada: Client) -> None:
    post = make_post(quiet_carriage)
    submit(as_ada, editor_url(post), "publish", featured_image=shelf.url)
    with_it = Post.objects.get(pk=post.pk).version
    submit(as_ada, editor_url(post), "publish", featured_image="")
    assert shelf.name not in get(post.get_absolute_url())

    compared = as_ada.get(f"/desk/posts/{post.pk}/revisions/compare/?old={with_it}")
    as_ada.post(f"/desk/posts/{post.pk}/revisions/{with_it}/restore/")

    assert shelf.thumbnail_url in compared.text
    assert shelf.name in get(post.get_absolute_url())
