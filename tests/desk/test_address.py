"""Renaming a post and taking it to another blog, at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from blogs.models import Blog, BlogMember
from posts.models.conflicts import EditConflict
from tests.make import make_blog, make_comment, make_member, make_post
from tests.pages import compact, get, text_of
from tests.stale import Before

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from posts.models import Post


@pytest.fixture
def rain(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain", categories=["Trains", "Tea"])


@pytest.fixture
def loud_carriage(ada: User) -> Blog:
    return make_blog(ada, handle="loud-carriage", title="The Loud Carriage")


def send(browser: Client, post: Post, **fields: object) -> tuple[int, str]:
    """The answer to the form of the address, with FIELDS changed, and what it says."""
    sent = {"slug": post.slug, "kind": post.kind, "blog": post.blog_id, **fields}
    answer = browser.post(f"/desk/posts/{post.pk}/address/", sent)
    post.refresh_from_db()
    return answer.status_code, text_of(answer.text)


def test_a_post_is_renamed_at_once(rain: Post, as_ada: Client, guest: Client) -> None:
    assert send(as_ada, rain, slug="Small Rain!")[0] == 302

    assert rain.get_absolute_url() == "/@quiet-carriage/2012/07/small-rain/"
    assert guest.get("/@quiet-carriage/2012/07/rain/")["Location"] == rain.get_absolute_url()


def test_who_began_to_write_before_a_move_is_told_of_it(
    rain: Post, as_ada: Client, ada: User
) -> None:
    begun_at = rain.version
    send(as_ada, rain, slug="small-rain")

    with pytest.raises(EditConflict):
        rain.apply_edit({"source": "It rained on."}, by=ada, version=begun_at)


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("snow", "Another post has this URL."),
        ("once-snow", "Another post had this URL, and is still found by it."),
        ("!?", "A URL needs a letter or a digit."),
        ("x" * 101, "at most 100 characters"),
    ],
)
def test_an_address_that_cannot_be_had_is_refused_with_the_reason(
    rain: Post, quiet_carriage: Blog, as_ada: Client, slug: str, message: str
) -> None:
    snow = make_post(quiet_carriage, title="Once snow")
    snow.move(to=quiet_carriage, kind=snow.kind, slug="snow")

    code, answer = send(as_ada, rain, slug=slug)

    assert code == 422
    assert message in answer
    assert rain.slug == "rain"


def test_a_name_of_a_hundred_signs_stays_whole(rain: Post, as_ada: Client) -> None:
    assert send(as_ada, rain, slug="x" * 100)[0] == 302

    assert rain.get_absolute_url() == f"/@quiet-carriage/2012/07/{'x' * 100}/"


def test_a_page_does_not_take_an_address_of_the_blog_itself(rain: Post, as_ada: Client) -> None:
    assert send(as_ada, rain, slug="feed", kind="page")[0] == 422
    assert send(as_ada, rain, slug="feed")[0] == 302


@pytest.mark.django_db(transaction=True)
def test_an_address_that_is_taken_in_this_very_moment_is_refused_like_any_other(
    quiet_carriage: Blog, rain: Post, as_ada: Client
) -> None:
    snow = make_post(quiet_carriage, title="Snow")

    with Before(lambda: snow.move(to=quiet_carriage, kind=snow.kind, slug="sleet")) as moving:
        code, answer = send(as_ada, rain, slug="sleet")

    assert moving.was_done
    assert (code, rain.slug) == (422, "rain")
    assert "Another post has this URL." in answer


def test_an_address_that_the_database_refuses_is_refused_like_any_other(
    rain: Post, as_ada: Client
) -> None:
    def refuse(execute: Any, sql: str, *more: Any) -> Any:
        if sql.startswith('UPDATE "posts_post"'):
            raise IntegrityError
        return execute(sql, *more)

    with connection.execute_wrapper(refuse):
        code, answer = send(as_ada, rain, slug="sleet")

    assert (code, rain.slug) == (422, "rain")
    assert "Another post has this URL." in answer


def test_going_to_another_blog_is_asked_first(
    rain: Post, loud_carriage: Blog, as_ada: Client, guest: Client
) -> None:
    loud_carriage.categories.create(name="tea")
    make_comment(rain)

    code, question = send(as_ada, rain, blog=loud_carriage.pk)
    assert code == 200
    assert "Move “Rain” to The Loud Carriage?" in question
    assert "it leaves behind: Trains." in question
    assert rain.blog.handle == "quiet-carriage"

    assert send(as_ada, rain, blog=loud_carriage.pk, sure="yes")[0] == 302
    assert rain.get_absolute_url() == "/@loud-carriage/2012/07/rain/"
    assert guest.get("/@quiet-carriage/2012/07/rain/")["Location"] == rain.get_absolute_url()


def test_a_post_goes_only_where_its_mover_publishes_and_its_author_writes(
    rain: Post, quiet_carriage: Blog, as_ada: Client, ada: User, ben: User
) -> None:
    strange, guested, closed, hers = (make_blog(ben) for _number in range(4))
    make_member(guested, ada, BlogMember.Role.GUEST)
    make_member(closed, ada, BlogMember.Role.EDITOR)
    closed.closed_at = timezone.now()
    closed.save()
    make_member(hers, ada, BlogMember.Role.AUTHOR)
    make_member(quiet_carriage, ben, BlogMember.Role.AUTHOR)
    by_ben = make_post(quiet_carriage, author=ben)
    empty = make_blog(ada)

    for blog in (strange, guested, closed):
        assert send(as_ada, rain, blog=blog.pk, sure="yes")[0] == 422
    assert send(as_ada, rain, blog="nonsense", sure="yes")[0] == 422
    assert send(as_ada, rain, blog=hers.pk, sure="yes")[0] == 302
    assert send(as_ada, by_ben, blog=empty.pk, sure="yes")[0] == 422


def test_a_post_without_answers_becomes_a_page(rain: Post, as_ada: Client, guest: Client) -> None:
    assert send(as_ada, rain, kind="page")[0] == 302

    assert "It rained, and we talked." in get("/@quiet-carriage/rain/", by=guest)


def test_a_post_with_answers_becomes_no_page(rain: Post, as_ada: Client) -> None:
    make_comment(rain)

    code, answer = send(as_ada, rain, kind="page")

    assert code == 422
    assert "It has comments, and a page has none." in answer


def test_the_form_offers_the_blogs_there_are(
    rain: Post, loud_carriage: Blog, as_ada: Client
) -> None:
    page = get(f"/desk/posts/{rain.pk}/address/", by=as_ada)

    assert ">The Loud Carriage</option>" in compact(page)
    assert 'value="rain"' in page
