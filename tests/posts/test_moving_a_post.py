"""Wherever a post goes, the addresses it had lead to it, and what belongs to it comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posts.models import OldAddress, Post
from posts.models.permalink import AddressTaken
from search.models import Document
from tests.make import make_blog, make_comment, make_post
from tests.pages import get, links, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

RAIN = "/@quiet-carriage/2012/07/rain/"


def rename(post: Post, slug: str) -> None:
    post.move(to=post.blog, kind=post.kind, slug=slug)


def leads_to(guest: Client, address: str) -> str:
    """Where a reader who opens ADDRESS is sent for ever; "" when they stay."""
    answer = guest.get(address)
    assert answer.status_code in {200, 301}
    return answer["Location"] if answer.status_code == 301 else ""


@pytest.fixture
def rain(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain")


@pytest.fixture
def loud_carriage(ada: User) -> Blog:
    return make_blog(ada, handle="loud-carriage", title="The Loud Carriage")


def test_a_renamed_post_is_found_by_each_name_it_had_in_one_step(rain: Post, guest: Client) -> None:
    rename(rain, "drizzle")
    rename(rain, "snow")

    assert leads_to(guest, RAIN) == "/@quiet-carriage/2012/07/snow/"
    assert leads_to(guest, "/@quiet-carriage/2012/07/drizzle/") == "/@quiet-carriage/2012/07/snow/"


def test_a_post_that_takes_its_old_name_again_stands_there(rain: Post, guest: Client) -> None:
    rename(rain, "drizzle")
    rename(rain, "rain")

    assert leads_to(guest, RAIN) == ""
    assert leads_to(guest, "/@quiet-carriage/2012/07/drizzle/") == RAIN


def test_two_posts_cannot_swap_their_addresses_and_no_reader_goes_in_circles(
    rain: Post, quiet_carriage: Blog, guest: Client
) -> None:
    snow = make_post(quiet_carriage, title="Snow")
    rename(rain, "between")

    with pytest.raises(AddressTaken):
        rename(snow, "rain")

    assert leads_to(guest, RAIN) == "/@quiet-carriage/2012/07/between/"
    assert leads_to(guest, "/@quiet-carriage/2012/07/snow/") == ""


def test_a_new_post_never_takes_an_address_by_which_another_is_found(
    rain: Post, quiet_carriage: Blog, guest: Client
) -> None:
    rename(rain, "snow")

    new = make_post(quiet_carriage, title="Rain")

    assert new.get_absolute_url() == "/@quiet-carriage/2012/07/rain-2/"
    assert leads_to(guest, RAIN) == "/@quiet-carriage/2012/07/snow/"


def test_the_address_of_a_draft_was_known_to_nobody_and_leads_nowhere(
    quiet_carriage: Blog,
) -> None:
    draft = make_post(quiet_carriage, title="Rain", status="draft")

    rename(draft, "snow")

    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("hidden", ["unpublish", "keep_private", "bin"])
def test_an_old_address_of_a_hidden_post_tells_nothing(
    rain: Post, guest: Client, hidden: str
) -> None:
    rename(rain, "snow")

    getattr(rain, hidden)()

    assert status(RAIN, by=guest) == 404


def test_a_post_becomes_a_page_and_a_post_again(rain: Post, guest: Client) -> None:
    rain.move(to=rain.blog, kind=Post.Kind.PAGE, slug="")
    assert leads_to(guest, RAIN) == "/@quiet-carriage/rain/"

    rain.move(to=rain.blog, kind=Post.Kind.POST, slug="")
    assert leads_to(guest, RAIN) == ""
    assert leads_to(guest, "/@quiet-carriage/rain/") == RAIN


def test_what_stands_below_a_post_moves_with_it(rain: Post, guest: Client) -> None:
    make_comment(rain)
    rename(rain, "snow")

    new = "/@quiet-carriage/2012/07/snow/"
    assert leads_to(guest, f"{RAIN}comments/feed/") == f"{new}comments/feed/"
    assert leads_to(guest, f"{RAIN}comments/feed.rss") == f"{new}comments/feed.rss"
    assert leads_to(guest, f"{RAIN}reply/") == f"{new}reply/"
    assert leads_to(guest, f"{RAIN}?replytocom=1") == f"{new}?replytocom=1"
    assert status(f"{RAIN}nothing/", by=guest) == 404


def test_a_post_moves_to_another_blog_with_all_that_belongs_to_it(
    rain: Post, loud_carriage: Blog, guest: Client, ben: User
) -> None:
    rain.set_tags(["weather"])
    for blog, names in [(rain.blog, ["Trains", "Tea"]), (loud_carriage, ["TRAINS", "Noise"])]:
        for name in names:
            blog.categories.create(name=name)
    rain.categories.set(rain.blog.categories.all())
    rain.like(by=ben)
    answer = make_comment(rain, parent=make_comment(rain))

    rain.move(to=loud_carriage, kind=rain.kind, slug="")

    new = "/@loud-carriage/2012/07/rain/"
    assert leads_to(guest, RAIN) == new
    page = text_of(get(new, by=guest))
    assert "I was there too." in page
    assert "weather" in page
    assert [str(one) for one in rain.categories.all()] == ["TRAINS"]
    assert set(loud_carriage.comments.values_list("post", flat=True)) == {rain.pk}
    assert guest.get(answer.get_absolute_url())["Location"].startswith(new)
    assert rain.like_count == 1


def test_what_belongs_to_a_post_comes_home_with_it(
    rain: Post, loud_carriage: Blog, guest: Client
) -> None:
    home = rain.blog
    for blog in (home, loud_carriage):
        blog.categories.create(name="Trains")
    rain.categories.set(home.categories.all())
    make_comment(rain)

    for blog in (loud_carriage, home):
        rain.move(to=blog, kind=rain.kind, slug="")

    assert RAIN in links(get(home.categories.get().get_absolute_url(), by=guest))
    assert set(home.comments.values_list("post", flat=True)) == {rain.pk}
    assert set(Document.objects.under(rain.pk).values_list("blog_id", flat=True)) == {home.pk}


def test_search_and_feeds_follow_to_the_other_blog(
    rain: Post, loud_carriage: Blog, guest: Client
) -> None:
    make_comment(rain)

    rain.move(to=loud_carriage, kind=rain.kind, slug="")

    assert set(Document.objects.under(rain.pk).values_list("blog_id", flat=True)) == {
        loud_carriage.pk
    }
    assert "2012/07/rain/" in get("/@loud-carriage/feed/", by=guest)
    assert "2012/07/rain/" not in get("/@quiet-carriage/feed/", by=guest)


def test_an_address_that_is_taken_on_the_other_blog_makes_way(
    rain: Post, loud_carriage: Blog, guest: Client
) -> None:
    make_post(loud_carriage, title="Rain")

    rain.move(to=loud_carriage, kind=rain.kind, slug="")

    assert leads_to(guest, RAIN) == "/@loud-carriage/2012/07/rain-2/"
