"""Drafts, scheduled and private posts are seen by their people only, and leak nowhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from blogs.models import Blog, BlogMember
from tests.casts import signed_in
from tests.make import NOON, make_member, make_post, make_user
from tests.pages import get, status

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from posts.models import Post

HIDDEN = ["draft", "scheduled", "private"]
UNSEEN = "Zugzwang"
LISTS = [
    "/",
    "/posts/",
    "/people/",
    "/people/ada/",
    "/tags/",
    "/tags/weather/",
    "/@quiet-carriage/",
    "/@quiet-carriage/2012/07/",
    "/@quiet-carriage/category/trains/",
    "/@quiet-carriage/feed/",
]


@pytest.fixture
def public(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Public", tags=["weather"], categories=["Trains"])


def hide(blog: Blog, status: str, **fields: object) -> Post:
    """A post that was public for a day, so that it has an address, and is not any more."""
    return make_post(
        blog,
        title=UNSEEN,
        source=f"{UNSEEN} in the text.",
        status=status,
        published=NOON + dt.timedelta(hours=1),
        tags=["weather"],
        categories=["Trains"],
        **fields,
    )


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("address", LISTS)
def test_a_hidden_post_is_in_no_list(
    public: Post, quiet_carriage: Blog, hidden: str, address: str
) -> None:
    before = get(address)
    hide(quiet_carriage, hidden)

    after = get(address)

    assert UNSEEN not in after
    assert after == before


@pytest.mark.parametrize("hidden", HIDDEN)
def test_the_author_sees_no_hidden_post_in_a_list_either(
    public: Post, quiet_carriage: Blog, as_ada: Client, hidden: str
) -> None:
    hide(quiet_carriage, hidden)

    assert not any(UNSEEN in get(address, by=as_ada) for address in LISTS)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_hidden_post_is_no_neighbour(public: Post, quiet_carriage: Blog, hidden: str) -> None:
    hide(quiet_carriage, hidden)

    assert UNSEEN not in get(public.get_absolute_url())


@pytest.mark.parametrize("hidden", HIDDEN)
def test_only_hidden_posts_make_no_tag_category_month_or_count(
    quiet_carriage: Blog, hidden: str
) -> None:
    hide(quiet_carriage, hidden)

    assert "weather" not in get("/tags/") + get("/")
    assert status("/tags/weather/") == 404
    assert status("/@quiet-carriage/2012/07/") == 404
    assert status("/@quiet-carriage/category/trains/") == 404
    assert "July 2012" not in get("/@quiet-carriage/")


@pytest.mark.parametrize("hidden", HIDDEN)
def test_an_outsider_is_told_that_a_hidden_post_is_not_there(
    quiet_carriage: Blog, as_ben: Client, guest: Client, hidden: str
) -> None:
    post = hide(quiet_carriage, hidden)

    for client in (guest, as_ben):
        assert status(post.get_absolute_url(), by=client) == 404
        never = client.get(f"/@quiet-carriage/draft/{post.pk}/")
        assert UNSEEN not in never.content.decode()


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (BlogMember.Role.EDITOR, True),
        (BlogMember.Role.AUTHOR, False),
        (BlogMember.Role.GUEST, False),
    ],
)
def test_editors_see_what_others_have_not_published_and_authors_do_not(
    quiet_carriage: Blog, ben: User, hidden: str, role: str, *, sees: bool
) -> None:
    make_member(quiet_carriage, ben, role)
    post = hide(quiet_carriage, hidden)

    assert status(post.get_absolute_url(), by=signed_in(ben)) == (200 if sees else 404)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_author_and_host_see_it_with_a_notice_that_it_is_not_public(
    quiet_carriage: Blog, as_ada: Client, as_mo: Client, hidden: str
) -> None:
    post = hide(quiet_carriage, hidden)
    notice = {"draft": "a draft", "scheduled": "will be published on", "private": "is private"}

    for client in (as_ada, as_mo):
        page = get(post.get_absolute_url(), by=client)
        assert notice[hidden] in page
        assert '<meta name="robots" content="noindex">' in page
        assert "og:title" not in page
        assert "Leave a Reply" not in page


def test_a_guest_author_sees_their_own_draft(quiet_carriage: Blog, ben: User) -> None:
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)
    post = make_post(quiet_carriage, author=ben, status="draft")

    assert status(post.get_absolute_url(), by=signed_in(ben)) == 200


def test_a_post_that_never_was_public_has_an_address_for_its_people_only(
    quiet_carriage: Blog, as_ada: Client, as_ben: Client, guest: Client
) -> None:
    post = make_post(quiet_carriage, title=UNSEEN, status="draft")
    address = post.get_absolute_url()

    assert address == f"/@quiet-carriage/draft/{post.pk}/"
    assert UNSEEN in get(address, by=as_ada)
    assert status(address, by=as_ben) == 404
    assert guest.get(address).headers["Location"].startswith("/accounts/login/")


def test_the_address_of_a_draft_leads_on_once_it_is_published(
    quiet_carriage: Blog, as_ben: Client
) -> None:
    post = make_post(quiet_carriage)

    response = as_ben.get(f"/@quiet-carriage/draft/{post.pk}/")

    assert response.headers["Location"] == post.get_absolute_url()


def test_a_hidden_page_is_in_no_masthead_and_not_there(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, kind="page", title=UNSEEN, status="draft")

    assert UNSEEN not in get("/@quiet-carriage/")
    assert status(f"/@quiet-carriage/{UNSEEN.lower()}/") == 404


@pytest.mark.parametrize(
    "address",
    [
        "/@quiet-carriage/2012/07/nothing/",
        "/@quiet-carriage/2012/08/public/",
        "/@quiet-carriage/2012/13/public/",
        "/@quiet-carriage/2012/7/public/",
        "/@nobody/2012/07/public/",
        "/@nobody/",
        "/@quiet-carriage/nothing/",
        "/@quiet-carriage/1999/01/",
        "/@quiet-carriage/category/nothing/",
        "/people/nobody/",
        "/tags/nothing/",
        "/posts/?page=2",
        "/posts/?page=x",
        "/posts/?page=0",
    ],
)
def test_what_is_not_there_is_not_found(public: Post, address: str) -> None:
    assert status(address) == 404


def test_a_closed_account_has_no_page(quiet_carriage: Blog) -> None:
    make_user(handle="gone", is_active=False)

    assert status("/people/gone/") == 404
