"""What happens to posts, tags and images is told once, by the verb that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import images.signals
from blogs import signals as blog_signals
from images.models import Image
from posts import signals
from posts.models import Post, Tag
from tests.admin.forms import save
from tests.admin.test_blogs_and_tags import form_of
from tests.breaking import breaking_at
from tests.drawings import drawing
from tests.hearing import hearing
from tests.make import make_post

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_like_and_its_taking_back_are_told_once(quiet_carriage: Blog, as_ben: Client) -> None:
    like = f"{make_post(quiet_carriage).get_absolute_url()}like/"

    with hearing(signals) as heard:
        as_ben.post(like)
        as_ben.post(like)
        as_ben.post(like, {"back": "yes"})
        as_ben.post(like, {"back": "yes"})

    assert heard == ["post_liked", "post_unliked"]


def test_a_like_that_is_imported_is_told_as_no_news(quiet_carriage: Blog, ben: User) -> None:
    post, news = make_post(quiet_carriage), []

    def hear(*, is_news: bool, **_facts: object) -> None:
        news.append(is_news)

    signals.post_liked.connect(hear)
    post.import_like(by=ben)
    post.unlike(by=ben)
    post.like(by=ben)
    signals.post_liked.disconnect(hear)

    assert news == [False, True]


def test_a_like_that_cannot_be_counted_is_not_imported(quiet_carriage: Blog, ben: User) -> None:
    post = make_post(quiet_carriage)

    with breaking_at("UPDATE"):
        post.import_like(by=ben)

    assert not post.likes.exists()


def test_another_spelling_of_a_tag_is_told_when_it_comes_and_goes(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["tea"])
    tea = form_of(Tag.objects.get())

    with hearing(signals) as heard:
        save(as_mo, tea, "tag", **{"aliases-0-key": "cha"})
        save(as_mo, tea, "tag", **{"aliases-0-DELETE": "on"})

    assert not Tag.objects.get().aliases.exists()
    assert heard == ["tag_renamed", "tag_renamed"]


def test_a_category_that_a_post_brings_is_told(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)

    with hearing(blog_signals) as heard:
        post.set_categories(["Trains"])
        post.set_categories(["trains", "Boats"])

    assert heard == ["category_created", "category_created"]


def test_another_description_of_an_image_is_told_once(quiet_carriage: Blog, ada: User) -> None:
    image = Image.objects.store(blog=quiet_carriage, by=ada, content=drawing())

    with hearing(images.signals) as heard:
        image.update_details(alt="A kettle")
        image.update_details(alt="A kettle")

    assert heard == ["image_changed"]


def test_text_and_tags_saved_together_are_rendered_and_told_once(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    draft = {"title": "Rain", "source": "It #rained.", "tags": "weather", "when": "draft"}

    with hearing(signals) as heard, CaptureQueriesContext(connection) as queries:
        as_ada.post("/desk/@quiet-carriage/write/", {**draft, "do": "save"})
    assert heard == ["post_changed"]
    assert renderings(queries) == 1

    post = Post.objects.get()
    changed = {**draft, "source": "It #snowed.", "tags": "clouds", "version": post.version}
    with hearing(signals) as heard, CaptureQueriesContext(connection) as queries:
        as_ada.post(f"/desk/posts/{post.pk}/", {**changed, "do": "save"})
    assert heard.count("post_changed") == 1
    assert renderings(queries) == 1
    assert post.tag_names() == ["clouds"]
    assert {str(row) for row in post.tagged.all()} == {"clouds", "snowed"}


def test_text_and_tags_saved_in_the_admin_are_rendered_and_told_once(
    quiet_carriage: Blog, as_mo: Client
) -> None:
    post = make_post(quiet_carriage, source="It #rained.", tags=["weather"])

    with hearing(signals) as heard, CaptureQueriesContext(connection) as queries:
        save(as_mo, form_of(post), "post", source="It #snowed.", tag_line="clouds, rained")

    assert heard.count("post_changed") == 1
    assert renderings(queries) == 1
    assert {str(row) for row in post.tagged.all()} == {"clouds", "rained", "snowed"}


def renderings(queries: CaptureQueriesContext) -> int:
    """How often the HTML of a post was written into its row."""
    updates = (query["sql"] for query in queries if query["sql"].startswith("UPDATE"))
    return sum('"body_html" =' in sql for sql in updates)
