"""Words of every script stay whole in the addresses of posts, tags and categories."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest

from posts.models import Post, Tag
from tests.admin.forms import errors, save
from tests.desk.editor import submit as submit_editor
from tests.make import make_post
from tests.pages import get, links, status
from tests.typed import as_a_comment, as_a_post

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

    from blogs.models import Blog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limit")]

WRITE = "/desk/@quiet-carriage/write/"
WORDS = ["नमस्ते", "हिन्दी", "ไทยที่นี่", "தமிழ்"]


@pytest.mark.parametrize("word", WORDS)
def test_a_post_has_its_whole_title_in_its_address(
    word: str, as_ada: Client, quiet_carriage: Blog
) -> None:
    submit_editor(as_ada, WRITE, "publish", title=word, source="Words.", when="now", tags=word)

    post = Post.objects.get()
    assert post.slug == word
    assert word in get(post.get_absolute_url())
    assert Tag.objects.get().slug == word
    assert post.title in get(f"/tags/{quote(word)}/")


def test_a_dotted_capital_is_a_small_letter(as_ada: Client, quiet_carriage: Blog) -> None:
    submit_editor(as_ada, WRITE, "publish", title="İstanbul", source="Words.", when="now")

    assert Post.objects.get().slug == "istanbul"


@pytest.mark.parametrize("word", WORDS)
def test_a_hashtag_is_the_whole_word_and_leads_to_its_page(
    word: str, as_ada: Client, quiet_carriage: Blog
) -> None:
    led = links(as_a_post(as_ada, quiet_carriage, f"so #{word} there"))

    assert [unquote(one) for one in led] == [f"/tags/{word}/"]
    assert status(led[0]) == 200
    assert [unquote(one) for one in links(as_a_comment(f"so #{word} there"))] == [f"/tags/{word}/"]


def test_what_has_an_address_keeps_it(as_ada: Client, quiet_carriage: Blog) -> None:
    old = make_post(quiet_carriage, title="हिन्दी", slug="ह-न-द", tags=["हिन्दी"])
    Tag.objects.update(slug="ह-न-द")

    led = links(as_a_post(as_ada, quiet_carriage, "so #हिन्दी there"))

    old.write()
    assert old.slug == "ह-न-द"
    assert status(old.get_absolute_url()) == 200
    assert [unquote(one) for one in led] == ["/tags/ह-न-द/"]
    assert status(led[0]) == 200


def test_a_host_can_save_an_address_with_marks(
    as_mo: Client, quiet_carriage: Blog, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    post = make_post(quiet_carriage, title="नमस्ते")
    form = f"/admin/posts/post/{post.pk}/change/"

    answer = save(as_mo, form, "post", slug="ไทยที่นี่")

    assert errors(answer) == []
    post.refresh_from_db()
    assert post.slug == "ไทยที่นี่"
    assert errors(save(as_mo, form, "post", slug="two words"))
