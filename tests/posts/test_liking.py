"""Liking a post: a button for members, a sentence and faces for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.make import make_blog, make_post, make_user
from tests.pages import get, part, text_of

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


def likes(post: Post, by: Client | None = None) -> str:
    page = get(post.get_absolute_url(), by=by)
    return page[page.index('<div class="likes"') : page.index("</footer>")]


def press(client: Client, post: Post, **fields: str) -> int:
    return client.post(f"{post.get_absolute_url()}like/", fields).status_code


def count(post: Post) -> int:
    post.refresh_from_db()
    assert post.like_count == post.likes.count()
    return post.like_count


def test_without_likes_there_is_only_the_button(post: Post, as_ben: Client) -> None:
    assert text_of("<body>" + part(likes(post, as_ben), "form", "like")) == "Like this post"
    assert "like this:" not in likes(post, as_ben)


def test_the_sentence_counts_in_words_that_fit(post: Post, ben: User) -> None:
    post.like(by=ben)
    assert "One blogger likes this:" in likes(post)

    for _ in range(3):
        post.like(by=make_user())
    assert "4 bloggers like this:" in likes(post)
    assert 'href="/people/ben/"' in likes(post)


def test_a_member_likes_and_takes_it_back_without_scripts(post: Post, as_ben: Client) -> None:
    assert press(as_ben, post) == 302
    assert count(post) == 1
    assert 'aria-pressed="true"' in likes(post, as_ben)

    assert press(as_ben, post, back="yes") == 302
    assert count(post) == 0
    assert 'aria-pressed="false"' in likes(post, as_ben)


def test_pressing_twice_is_pressing_once(post: Post, as_ben: Client) -> None:
    press(as_ben, post)
    press(as_ben, post)
    assert count(post) == 1

    press(as_ben, post, back="yes")
    press(as_ben, post, back="yes")
    assert count(post) == 0


def test_looking_at_the_address_likes_nothing(post: Post, as_ben: Client) -> None:
    response = as_ben.get(f"{post.get_absolute_url()}like/")

    assert response.headers["Location"] == f"{post.get_absolute_url()}#likes"
    assert count(post) == 0


def test_a_guest_is_offered_to_sign_in_and_to_come_back(post: Post, guest: Client) -> None:
    assert "Sign in to like" in part(likes(post), "form", "like")
    assert "csrf" not in likes(post)

    response = guest.post(
        f"{post.get_absolute_url()}like/", headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert response.headers["Location"].startswith("/accounts/login/")
    assert count(post) == 0


def test_who_pressed_before_signing_in_comes_back_to_the_post_and_likes_it_once(
    post: Post, ben: User, guest: Client
) -> None:
    response = guest.post(f"{post.get_absolute_url()}like/")
    guest.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")

    back = guest.get(parse_qs(urlsplit(response.headers["Location"]).query)["next"][0])

    assert back.headers["Location"] == f"{post.get_absolute_url()}#likes"
    assert count(post) == 1
    press(guest, post, back="yes")
    guest.get(f"{post.get_absolute_url()}like/")
    assert count(post) == 0


def test_a_forged_press_leaves_no_wish_behind(post: Post, ben: User) -> None:
    client = Client(enforce_csrf_checks=True)
    address = f"{post.get_absolute_url()}like/"
    assert client.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")

    client.get(address)

    assert count(post) == 0


def test_a_forged_form_likes_nothing(post: Post, ben: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")

    assert press(client, post) == 403
    assert count(post) == 0


def test_a_blog_may_do_without_likes(ada: User, as_ben: Client) -> None:
    post = make_post(make_blog(ada, has_likes=False))

    assert 'class="likes"' not in get(post.get_absolute_url(), by=as_ben)
    assert press(as_ben, post) == 404


@pytest.mark.parametrize("hidden", ["draft", "private", "scheduled"])
def test_what_is_not_public_cannot_be_liked(
    quiet_carriage: Blog, as_ada: Client, hidden: str
) -> None:
    post = make_post(quiet_carriage, status="published")
    post.status = hidden
    post.save()

    assert press(as_ada, post) == 404
