"""A post's featured picture: at its head, in lists, where it is shared, in feeds; never swept."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import PIL.Image
import pytest
from django.core.management import call_command

from images.models import Image
from posts.models import Post
from tests.drawings import drawing
from tests.make import make_blog, make_post
from tests.pages import get

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
    return Image.objects.store(blog=blog, by=by, content=drawing(size=(1200, 800)), **more)


def featuring(image: Image, **more: Any) -> Post:
    return make_post(image.blog, featured_image=image.url, **more)


def head_of(page: str) -> str:
    """The figure above the text; "" where there is none."""
    found = re.search(r'<div class="prose featured">(.*?)</div>', page, re.DOTALL)
    return found[1] if found else ""


def test_it_stands_at_the_head_of_the_post_in_every_width(shelf: Image) -> None:
    page = get(featuring(shelf, source="A line.").get_absolute_url())

    head = head_of(page)
    assert f'<source type="image/avif" srcset="/media/{shelf.name}-480.avif 480w, ' in head
    assert 'width="1200" height="800"' in head
    assert 'loading="eager" fetchpriority="high"' in head
    assert 'alt="A shelf at dusk"' in head
    assert page.index(head) < page.rindex("A line.")


def test_what_the_author_says_it_shows_comes_before_what_the_library_says(shelf: Image) -> None:
    page = get(featuring(shelf, featured_alt='Dusk & "rain"').get_absolute_url())

    assert 'alt="Dusk &amp; &quot;rain&quot;"' in head_of(page)
    assert "A shelf at dusk" not in head_of(page)


def test_below_it_no_other_picture_is_asked_for_at_once(shelf: Image, ada: User) -> None:
    other = store(shelf.blog, ada)

    page = get(featuring(shelf, source=other.markdown()).get_absolute_url())

    assert page.count('loading="eager"') == 1
    assert page.count("fetchpriority") == 1


def test_without_one_nothing_stands_there(quiet_carriage: Blog) -> None:
    page = get(make_post(quiet_carriage).get_absolute_url())

    assert 'class="prose featured"' not in page
    assert "fetchpriority" not in page


@pytest.mark.parametrize("address", ["/media/pictures/aa/bb-480.webp", "javascript:1", '"><b>'])
def test_what_is_no_picture_of_ours_is_not_shown(quiet_carriage: Blog, address: str) -> None:
    page = get(make_post(quiet_carriage, featured_image=address).get_absolute_url())

    assert 'class="prose featured"' not in page
    assert address not in page


def test_lists_show_it_before_the_first_of_the_text(shelf: Image, ada: User) -> None:
    other = store(shelf.blog, ada)
    featuring(shelf, source=f"A line.\n\n{other.markdown()}")

    for address in ("/", shelf.blog.get_absolute_url()):
        page = get(address)
        assert f'src="{shelf.thumbnail_url}"' in page
        assert other.thumbnail_url not in page


def test_where_it_is_shared_it_is_the_card(settings: Any, shelf: Image, guest: Client) -> None:
    settings.DRAW_CARDS = True

    page = get(featuring(shelf, featured_alt="Dusk").get_absolute_url())

    card = re.search(r'"og:image" content="http://localhost:8000([^"]+\.jpg)"', page)
    assert card
    assert '"og:image:type" content="image/jpeg"' in page
    answer = guest.get(card[1])
    assert answer["Content-Type"] == "image/jpeg"
    with PIL.Image.open(io.BytesIO(answer.getvalue())) as shared:
        assert shared.size == (1200, 630)


def test_one_too_small_to_stand_alone_leaves_the_card_as_it_is_drawn(
    settings: Any, quiet_carriage: Blog, ada: User
) -> None:
    settings.DRAW_CARDS = True
    small = Image.objects.store(blog=quiet_carriage, by=ada, content=drawing(size=(90, 60)))

    page = get(featuring(small).get_absolute_url())

    assert '"og:image:type" content="image/png"' in page


def test_machines_are_told_of_it(shelf: Image) -> None:
    page = get(featuring(shelf).get_absolute_url())

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    assert f"http://localhost:8000{shelf.url}" in block[1]


def test_feeds_show_it_first(shelf: Image, guest: Client) -> None:
    featuring(shelf, source="A line.")

    feed = guest.get(f"{shelf.blog.get_absolute_url()}feed.json")
    item = json.loads(feed.content)["items"][0]
    assert item["image"] == f"http://localhost:8000{shelf.url}"
    assert item["content_html"].index(shelf.name) < item["content_html"].index("A line.")


def test_new_words_in_the_library_reach_it(shelf: Image) -> None:
    post = featuring(shelf)

    shelf.update_details(alt="Two shelves", credit="Maud Ferris")

    head = head_of(get(post.get_absolute_url()))
    assert 'alt="Two shelves"' in head
    assert "Maud Ferris" in head


def test_it_cannot_be_deleted_while_a_post_shows_it(shelf: Image, as_ada: Client) -> None:
    post = featuring(shelf)
    here = f"/desk/@{shelf.blog.handle}/pictures/{shelf.pk}/"

    assert post.headline in as_ada.get(here).text
    as_ada.post(f"{here}delete/")
    call_command("clean_images")

    assert Image.objects.filter(pk=shelf.pk).exists()
    assert head_of(get(post.get_absolute_url()))


def test_it_moves_with_the_post(shelf: Image, ada: User) -> None:
    post = featuring(shelf)

    post.move(to=make_blog(ada), kind=post.kind, slug="")

    assert shelf.name in head_of(get(post.get_absolute_url()))
    assert Post.objects.needing(shelf).get() == post


def test_the_admin_shows_it_before_the_first_of_the_text(
    shelf: Image, ada: User, as_mo: Client
) -> None:
    other = store(shelf.blog, ada)
    post = featuring(shelf, source=other.markdown())

    page = as_mo.get(f"/admin/posts/post/{post.pk}/change/").text

    assert shelf.thumbnail_url in page
    assert other.thumbnail_url not in page
