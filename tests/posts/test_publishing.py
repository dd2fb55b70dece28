"""An address is decided when a post is first published, and stays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from posts.models import Post
from tests.make import make_blog, make_comment, make_post

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog

MIDNIGHT_IN_WARSAW = dt.datetime(2012, 7, 31, 22, 30, tzinfo=dt.UTC)


def test_year_and_month_of_the_address_are_those_of_the_blogs_own_clock(ada: User) -> None:
    blog = make_blog(ada, handle="warsaw", time_zone="Europe/Warsaw")

    post = make_post(blog, title="Late", published=MIDNIGHT_IN_WARSAW)

    assert post.get_absolute_url() == "/@warsaw/2012/08/late/"


def test_the_address_stays_when_a_post_is_taken_back_renamed_and_published_again(
    quiet_carriage: Blog,
) -> None:
    post = make_post(quiet_carriage, title="First name")
    address = post.get_absolute_url()

    post.unpublish()
    post.title = "Second name"
    post.published_at = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    post.write()
    post.publish()

    assert post.get_absolute_url() == address


def test_a_post_that_is_published_again_keeps_the_date_of_its_first_publication(
    quiet_carriage: Blog,
) -> None:
    post = make_post(quiet_carriage, published=MIDNIGHT_IN_WARSAW)

    post.publish(at=MIDNIGHT_IN_WARSAW + dt.timedelta(days=9))
    post.unpublish()
    post.publish(at=MIDNIGHT_IN_WARSAW + dt.timedelta(days=10))

    assert Post.objects.get().published_at == MIDNIGHT_IN_WARSAW


def test_the_address_stays_when_the_blog_moves_to_another_time_zone(ada: User) -> None:
    blog = make_blog(ada, time_zone="Europe/Warsaw")
    post = make_post(blog, published=MIDNIGHT_IN_WARSAW)
    address = post.get_absolute_url()

    blog.time_zone = "America/New_York"
    blog.save()
    post.write()

    assert post.get_absolute_url() == address


def test_only_approved_comments_are_counted(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    first = make_comment(post)
    make_comment(post, parent=first)
    make_comment(post, status="pending")

    post.refresh_from_db()

    assert post.comment_count == 2


def test_an_author_who_saves_late_undoes_nothing_that_others_did(ben: User) -> None:
    stale = make_post(title="Before")
    fresh = Post.objects.get(pk=stale.pk)
    make_comment(fresh)
    fresh.like(by=ben)
    fresh.unpublish()

    stale.title = "After"
    stale.write()

    fresh.refresh_from_db()
    assert (fresh.title, fresh.comment_count, fresh.like_count) == ("After", 1, 1)
    assert fresh.status == "draft"
    stale.publish()
    fresh.refresh_from_db()
    assert (fresh.status, fresh.comment_count, fresh.like_count) == ("published", 1, 1)
