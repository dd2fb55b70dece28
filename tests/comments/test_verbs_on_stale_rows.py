"""Who decides about a comment decides about it as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from comments.models import Comment
from posts.models import Post
from tests.casts import signed_in
from tests.make import make_blog, make_comment, make_post, make_user
from tests.stale import Before, tried, wrong_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User
    from blogs.models import Blog


@pytest.mark.parametrize("status", ["pending", "approved"])
@pytest.mark.parametrize("answers", [0, 1])
def test_every_verb_of_a_comment_does_to_a_stale_one_what_it_does_to_one_read_anew(
    quiet_carriage: Blog, ada: User, ben: User, status: str, answers: int
) -> None:
    comment = make_comment(make_post(quiet_carriage), by=ben, status=status)
    for _answer in range(answers):
        make_comment(comment.post, parent=comment, status=status)
    verbs = {
        "approve": lambda one: one.approve(by=ada),
        "mark_as_spam": lambda one: one.mark_as_spam(by=ada),
        "remove": lambda one: one.remove(by=ada),
        "take back": lambda one: one.remove(by=ben),
        "reopen": lambda one: one.reopen(by=ada),
        "withdraw": lambda one: one.withdraw(),
        "edit": lambda one: one.edit("Said better."),
    }

    assert list(wrong_pairs(comment, verbs)) == []


def test_a_comment_that_was_taken_back_is_approved_by_nobody(
    quiet_carriage: Blog, ada: User, as_ada: Client, ben: User
) -> None:
    comment = make_comment(make_post(quiet_carriage), by=ben)
    stale = Comment.objects.get(pk=comment.pk)
    comment.remove(by=ben)

    assert tried(lambda one: one.approve(by=ada), stale) == "RemovedByAuthor"

    answer = as_ada.post(f"/comments/{comment.pk}/approval/")
    assert answer.status_code == 409
    assert "Its author has removed this comment" in answer.text


def close_comments(post: Post) -> None:
    post.apply_edit({"comments_open": False}, by=post.author, version=post.version)


CHANGES: dict[str, Callable[[Post], object]] = {
    "its comments are closed": close_comments,
    "its blog is closed": lambda post: post.blog.close(),
    "it is in the bin": lambda post: post.bin(),
    "it is a draft": lambda post: post.unpublish(),
    "it is private": lambda post: post.keep_private(),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("writer", ["a guest", "a member"])
def test_nothing_is_said_under_a_post_once_it_is_acknowledged_that(
    change: str, writer: str
) -> None:
    post = make_post(make_blog(what_waits="none"))
    client = signed_in(make_user("Ben")) if writer == "a member" else Client()
    address = f"{post.get_absolute_url()}reply/"
    key = {"key": "a-form-of-bens"} if writer == "a member" else {}
    sent = {"comment": "Just in time?", "name": "Gus", "email": "gus@example.org", **key}

    with Before(lambda: CHANGES[change](Post.objects.get(pk=post.pk))) as closing:
        answer = client.post(address, sent, headers={"Origin": "http://testserver"})

    assert closing.was_done
    assert not Comment.objects.exists()
    assert answer.status_code in {403, 404, 409}
    assert "Just in time?" in answer.text


@pytest.mark.django_db(transaction=True)
def test_guests_say_nothing_once_it_is_acknowledged_that_only_members_do() -> None:
    post = make_post(make_blog())

    def take_members_only() -> None:
        post.blog.who_may_comment = "members"
        post.blog.save()

    sent = {"comment": "Just in time?", "name": "Gus", "email": "gus@example.org"}
    with Before(take_members_only) as closing:
        answer = Client().post(
            f"{post.get_absolute_url()}reply/", sent, headers={"Origin": "http://testserver"}
        )

    assert closing.was_done
    assert (answer.status_code, Comment.objects.exists()) == (403, False)
    assert "Just in time?" in answer.text


@pytest.mark.django_db(transaction=True)
def test_an_answer_finds_that_its_comment_has_been_removed_meanwhile() -> None:
    post = make_post(make_blog(what_waits="none"))
    parent = make_comment(post)
    sent = {"comment": "Just in time?", "name": "Ina", "email": "ina@example.org"}
    address = f"{post.get_absolute_url()}reply/{parent.pk}/"

    def remove() -> None:
        Comment.objects.get(pk=parent.pk).remove(by=post.author)

    with Before(remove) as removing:
        answer = Client().post(address, sent, headers={"Origin": "http://testserver"})

    assert removing.was_done
    assert (answer.status_code, Comment.objects.count()) == (410, 1)
    assert "Just in time?" in answer.text


@pytest.mark.django_db(transaction=True)
def test_a_like_finds_that_the_post_is_not_out_any_more() -> None:
    post = make_post(make_blog())
    client = signed_in(make_user("Ben"))

    with Before(lambda: Post.objects.get(pk=post.pk).unpublish()) as closing:
        answer = client.post(f"{post.get_absolute_url()}like/")

    assert closing.was_done
    assert (answer.status_code, Post.objects.get().like_count) == (409, 0)
    assert "It is not published any more." in answer.text
