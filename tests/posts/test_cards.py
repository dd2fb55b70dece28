"""The picture a post is shared with: drawn when it comes out, right as long as it is there."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils.crypto import get_random_string
from PIL import Image

from posts.models import Post
from tests.make import make_post
from tests.pages import get

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

TITLES = {
    "short": "Rain",
    "long": "Everything that happened " * 10,
    "one word": "W" * 250,
    "right to left": "שלום עולם",
    "Arabic": "مرحبا",
    "Chinese": "专业发展",
    "pictures": "🚂🙂👩‍👩‍👧",
    "with accents": "Łódź, ŵedi’r, Réseaux – “so”",
    "decomposed": "Re\u0301seaux",
    "none": "",
    "marks": "\u202e<b>&amp;\u200b",
}


@pytest.fixture(autouse=True)
def _cards_are_drawn(settings: Any, tmp_path: Any) -> None:
    settings.DRAW_CARDS = True
    settings.MEDIA_ROOT = tmp_path


def card_of(post: Post) -> str:
    return Post.objects.values_list("card", flat=True).get(pk=post.pk)


def card_url(page: str) -> str:
    """The address that a page names for sharing, without our host."""
    found = re.search(r'<meta property="og:image" content="http://localhost:8000([^"]+)">', page)
    return found[1] if found else ""


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES.keys())
def test_a_published_post_has_a_card(quiet_carriage: Blog, guest: Client, title: str) -> None:
    post = make_post(quiet_carriage, title=title[:250])

    answer = guest.get(card_url(get(post.get_absolute_url())))

    content = answer.getvalue()
    assert len(content) < 100_000
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    with Image.open(io.BytesIO(content)) as card:
        assert card.size == (1200, 630)


def test_the_page_says_what_is_on_the_card(quiet_carriage: Blog) -> None:
    page = get(make_post(quiet_carriage, title="Rain & <snow>").get_absolute_url())

    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="630">' in page
    assert 'content="Rain &amp; &lt;snow&gt;. By Ada Kowalczyk in The Quiet Carriage"' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


@pytest.mark.django_db(transaction=True)  # files go when it is committed
def test_a_card_follows_title_binding_name_and_blog(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Rain")
    seen = [card_of(post)]

    post.title = "Snow"
    post.write()
    seen.append(card_of(post))
    quiet_carriage.update_settings(colour="plum")
    seen.append(card_of(post))
    post.author.rename("Ada K.")
    seen.append(card_of(post))

    assert len(set(seen)) == len(seen)
    assert [default_storage.exists(name) for name in seen] == [False, False, False, True]


def test_what_is_not_on_the_card_draws_no_other(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    before = card_of(post)

    post.source = "Something else."
    post.write()
    post.set_tags(["weather"])

    assert card_of(post) == before


def test_writing_with_an_old_copy_in_hand_keeps_the_card(quiet_carriage: Blog) -> None:
    old = make_post(quiet_carriage)
    old.card = ""

    old.write()

    assert default_storage.exists(card_of(old))


@pytest.mark.parametrize("status", ["draft", "private", "scheduled"])
def test_what_is_not_public_has_no_card(quiet_carriage: Blog, status: str) -> None:
    assert card_of(make_post(quiet_carriage, status=status)) == ""


@pytest.mark.django_db(transaction=True)  # files go when it is committed
def test_a_post_that_is_taken_back_or_deleted_leaves_no_card(
    quiet_carriage: Blog, django_capture_on_commit_callbacks: Any
) -> None:
    taken, gone = make_post(quiet_carriage), make_post(quiet_carriage)
    cards = [card_of(taken), card_of(gone)]
    gone.refresh_from_db()

    taken.unpublish()
    with django_capture_on_commit_callbacks(execute=True):
        gone.delete()

    assert [default_storage.exists(card) for card in cards] == [False, False]
    assert card_of(taken) == ""


def test_a_shared_card_stays_as_long_as_one_post_shows_it(quiet_carriage: Blog) -> None:
    one, other = make_post(quiet_carriage, title="Rain"), make_post(quiet_carriage, title="Rain")
    assert card_of(one) == card_of(other)

    one.unpublish()

    assert default_storage.exists(card_of(other))


def test_missing_cards_are_drawn_by_a_command(
    quiet_carriage: Blog, settings: Any, capsys: Any
) -> None:
    settings.DRAW_CARDS = False
    posts = [make_post(quiet_carriage, title=get_random_string(8)) for _ in range(3)]

    call_command("draw_cards")
    call_command("draw_cards")

    assert all(default_storage.exists(card_of(post)) for post in posts)
    assert capsys.readouterr().out == "3 drawn\n0 drawn\n"


def test_a_picture_of_the_author_that_is_gone_does_no_harm(quiet_carriage: Blog) -> None:
    owner = quiet_carriage.owner()
    assert owner
    owner.change_avatar("avatars/00/gone.webp")

    assert card_of(make_post(quiet_carriage))
