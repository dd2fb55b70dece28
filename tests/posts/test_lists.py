"""Posts in lists: whose they are, and what their first image shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from blogs.models import Blog
from images.models import Image
from tests.drawings import drawing, moving
from tests.make import NOON, make_blog, make_post, make_user
from tests.pages import get, links, part, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import User

LISTS = [
    "/posts/",
    "/tags/weather/",
    "/people/ada/",
    "/@quiet-carriage/2012/07/",
    "/@quiet-carriage/category/trains/",
    "/@quiet-carriage/",
    "/",
]


@pytest.fixture
def kettle(quiet_carriage: Blog, ada: User, settings: Any, tmp_path: Path) -> Image:
    settings.MEDIA_ROOT = tmp_path
    return Image.objects.store(blog=quiet_carriage, by=ada, content=drawing(size=(1200, 800)))


@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_the_first_image_of_a_post_small_and_without_moving_anything(
    quiet_carriage: Blog, kettle: Image, address: str
) -> None:
    source = f"A word first.\n\n{kettle.markdown()}"
    post = make_post(quiet_carriage, source=source, tags=["weather"], categories=["Trains"])

    shown = part(get(address), "a", "entry-picture")

    assert f'src="{kettle.thumbnail_url}"' in shown
    assert all(mark in shown for mark in ('width="480"', 'height="320"', 'loading="lazy"'))
    assert links(shown) == [post.get_absolute_url()]
    assert 'tabindex="-1" aria-hidden="true"' in shown


@pytest.mark.parametrize("address", LISTS)
def test_a_post_without_an_image_of_ours_shows_none(quiet_carriage: Blog, address: str) -> None:
    source = 'Words, ![elsewhere](https://example.org/x.png) and `srcset="/media/pictures/`.'
    make_post(quiet_carriage, source=source, tags=["weather"], categories=["Trains"])

    assert "entry-picture" not in get(address)


def test_what_moves_stands_still_in_a_list(
    quiet_carriage: Blog, ada: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = Image.objects.store(blog=quiet_carriage, by=ada, content=moving("GIF"))
    make_post(quiet_carriage, source=image.markdown())

    assert f'src="{image.thumbnail_url}"' in part(get("/posts/"), "a", "entry-picture")
    assert image.thumbnail_url.endswith(".still.webp")


@pytest.mark.parametrize("address", ["/", "/posts/", "/@quiet-carriage/2012/07/"])
def test_a_list_shows_the_face_of_whoever_wrote_the_post(
    quiet_carriage: Blog, ada: User, address: str
) -> None:
    ada.avatar = "avatars/ab/ada.webp"
    ada.save()
    make_post(quiet_carriage)

    assert 'src="/media/avatars/ab/ada.webp"' in part(get(address), "p", "entry-by")


def test_the_home_of_a_blog_says_whose_it_is_with_a_face(quiet_carriage: Blog, ada: User) -> None:
    ada.avatar = "avatars/ab/ada.webp"
    ada.save()

    shown = part(get("/@quiet-carriage/"), "p", "masthead-by")

    assert text_of(f"<body>{shown}") == "By Ada Kowalczyk"
    assert links(shown) == ["/people/ada/"]
    assert 'src="/media/avatars/ab/ada.webp"' in shown


def test_the_home_of_a_blog_of_several_names_them_the_owner_first(
    quiet_carriage: Blog, ben: User
) -> None:
    quiet_carriage.members.join(ben, role="author")
    quiet_carriage.members.join(make_user("Gus"), role="guest")
    make_post(quiet_carriage, author=ben)

    page = get("/@quiet-carriage/")
    named = text_of(f"<body>{part(page, 'p', 'masthead-by')}")
    assert named.endswith("By Ada Kowalczyk, Ben Okafor")
    assert "/people/ben/" in links(part(page, "p", "entry-by"))

    for handle in ("cat", "dov", "eve"):
        quiet_carriage.members.join(make_user(handle.title()), role="author")
    assert text_of(f"<body>{part(get('/@quiet-carriage/'), 'p', 'masthead-by')}").endswith(
        "Cat, Dov and others"
    )


def test_an_owner_who_has_left_is_no_dead_link(quiet_carriage: Blog, ada: User) -> None:
    ada.is_active = False
    ada.save()

    assert "masthead-by" not in get("/@quiet-carriage/")


def test_every_date_on_a_page_of_a_blog_is_in_the_style_of_that_blog(ada: User) -> None:
    american = make_blog(ada, date_style=Blog.DateStyle.LONG_US)
    post = make_post(american, tags=["owls"], published=NOON)
    make_post(tags=["owls"], title="Elsewhere", published=NOON)

    related = part(get(post.get_absolute_url()), "section", 'class="related"')

    assert "July 2, 2012" in text_of(f"<body>{related}")
    assert "2 July 2012" in text_of(get("/posts/"))
    assert "July 2, 2012" not in text_of(get("/posts/"))
