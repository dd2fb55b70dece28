"""A private link opens a post that is not out, to whoever has it and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from blogs.models import Blog, BlogMember
from tests.casts import signed_in
from tests.make import make_member, make_post, make_user
from tests.pages import compact, get, status, text_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from posts.models import Post

UNSEEN = "Zugzwang in the text."


@pytest.fixture
def draft(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain", source=UNSEEN, status="draft")


def link_of(post: Post, browser: Client) -> str:
    browser.post(f"/desk/posts/{post.pk}/preview-link/")
    post.refresh_from_db()
    return f"/preview/{post.preview_key}/"


def opened(link: str, by: Client) -> HttpResponse:
    return by.get(link)  # type: ignore[return-value]


@pytest.mark.parametrize("state", ["draft", "private", "scheduled"])
def test_somebody_with_the_link_reads_what_is_not_out(
    quiet_carriage: Blog, as_ada: Client, guest: Client, state: str
) -> None:
    post = make_post(quiet_carriage, source=UNSEEN, status=state)
    link = link_of(post, as_ada)

    page = get(link, by=guest)

    assert UNSEEN in page
    assert "Ada Kowalczyk shows you this before it is published." in text_of(page)
    assert link in get(f"/desk/posts/{post.pk}/preview-link/", by=as_ada)


def test_nobody_keeps_lists_or_passes_on_the_page(
    draft: Post, as_ada: Client, guest: Client
) -> None:
    link = link_of(draft, as_ada)

    answer = opened(link, guest)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    page = answer.content.decode()
    assert 'rel="canonical"' not in page
    assert "og:" not in page
    assert not answer.cookies


def test_a_key_cannot_be_guessed_and_a_wrong_one_tells_nothing(
    draft: Post, as_ada: Client, guest: Client
) -> None:
    link = link_of(draft, as_ada)
    wrong = [f"/preview/{'x' * 32}/", f"{link[:-2]}/", "/preview/x/", "/preview/-/"]

    answers = [opened(address, guest) for address in wrong]

    assert len(draft.preview_key) == 32  # 192 bits
    assert {answer.status_code for answer in answers} == {404}
    pages = {
        answer.content.replace(address.encode(), b"")  # where signing in leads back to
        for answer, address in zip(answers, wrong, strict=True)
    }
    assert len(pages) == 1
    assert status("/preview/", by=guest) == 404


def test_a_new_link_ends_the_old_one_and_switching_off_ends_both(
    draft: Post, as_ada: Client, guest: Client
) -> None:
    first = link_of(draft, as_ada)
    second = link_of(draft, as_ada)
    assert [status(link, by=guest) for link in (first, second)] == [404, 200]

    as_ada.post(f"/desk/posts/{draft.pk}/preview-link/off/")
    assert status(second, by=guest) == 404


def test_once_it_is_out_the_link_leads_to_the_post(
    draft: Post, as_ada: Client, guest: Client
) -> None:
    link = link_of(draft, as_ada)

    draft.publish()

    answer = opened(link, guest)
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())


@pytest.mark.parametrize("hide", ["unpublish", "keep_private"])
def test_what_is_taken_back_is_not_left_open_to_those_who_had_the_link(
    draft: Post, as_ada: Client, guest: Client, hide: str
) -> None:
    link = link_of(draft, as_ada)
    draft.publish()

    getattr(draft, hide)()

    assert status(link, by=guest) == 404


def test_what_is_in_the_bin_is_shown_to_nobody(draft: Post, as_ada: Client, guest: Client) -> None:
    link = link_of(draft, as_ada)

    draft.bin()
    assert status(link, by=guest) == 404

    draft.restore_from_bin()
    assert status(link, by=guest) == 200


def test_a_published_post_needs_no_link(quiet_carriage: Blog, as_ada: Client) -> None:
    post = make_post(quiet_carriage)

    as_ada.post(f"/desk/posts/{post.pk}/preview-link/")

    post.refresh_from_db()
    assert post.preview_key == ""
    assert "everybody may read it" in get(f"/desk/posts/{post.pk}/preview-link/", by=as_ada)


@pytest.mark.parametrize("role", ["author", "guest", ""])
def test_only_those_who_may_edit_a_post_make_its_link(
    draft: Post, quiet_carriage: Blog, role: str
) -> None:
    user = make_user()
    if role:
        make_member(quiet_carriage, user, BlogMember.Role(role))
    browser = signed_in(user)

    assert status(f"/desk/posts/{draft.pk}/preview-link/", by=browser) == 404
    assert browser.post(f"/desk/posts/{draft.pk}/preview-link/").status_code == 404
    assert browser.post(f"/desk/posts/{draft.pk}/preview-link/off/").status_code == 404


def test_two_posts_never_share_a_link_and_most_have_none(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    posts = [make_post(quiet_carriage, status="draft") for _number in range(3)]

    links = {link_of(post, as_ada) for post in posts[:2]}

    assert len(links) == 2
    assert timezone.now() > posts[2].created_at


def test_what_is_published_already_needs_no_link_and_the_page_says_where_one_is(
    draft: Post, as_ada: Client
) -> None:
    draft.publish()

    page = get(f"/desk/posts/{draft.pk}/preview-link/", by=as_ada)

    assert "it needs no preview link" in page
    assert "View it" not in page
    assert f'href="/desk/posts/{draft.pk}/preview-link/" aria-current="page"' in compact(page)
