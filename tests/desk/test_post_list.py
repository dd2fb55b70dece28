"""The list of all posts at the desk: what is shown to whom, and what can be pressed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogs.models import Blog, BlogMember
from posts.models import Post
from tests.casts import signed_in
from tests.make import make_comment, make_member, make_post, make_user
from tests.pages import compact, get, part, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

LIST = "/desk/@quiet-carriage/posts/"


@pytest.fixture
def posts(quiet_carriage: Blog) -> dict[str, Post]:
    titles = {"draft": "Fog", "scheduled": "Hail", "published": "Rain", "private": "Snow"}
    made = {state: make_post(quiet_carriage, title=titles[state], status=state) for state in titles}
    made["binned"] = make_post(quiet_carriage, title="Sleet")
    made["binned"].bin()
    return made


def titles(page: str) -> set[str]:
    shelf = text_of(f"<body>{part(page, 'ul', 'class="worklist"')}")
    return {title for title in ("Fog", "Hail", "Rain", "Snow", "Sleet") if title in shelf}


def test_everything_but_the_bin_is_listed(posts: dict[str, Post], as_ada: Client) -> None:
    assert titles(get(LIST, by=as_ada)) == {"Fog", "Hail", "Rain", "Snow"}


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("draft", "Fog"),
        ("scheduled", "Hail"),
        ("published", "Rain"),
        ("private", "Snow"),
        ("binned", "Sleet"),
    ],
)
def test_the_list_is_narrowed_to_a_state(
    posts: dict[str, Post], as_ada: Client, state: str, title: str
) -> None:
    assert titles(get(f"{LIST}?state={state}", by=as_ada)) == {title}


def test_titles_are_searched(posts: dict[str, Post], as_ada: Client) -> None:
    assert titles(get(f"{LIST}?q=no", by=as_ada)) == {"Snow"}
    assert "No title says “%_'\"<b>”" in text_of(get(f"{LIST}?q=%25_'%22<b>", by=as_ada))
    assert status(f"{LIST}?q={'x ' * 500}", by=as_ada) == 200


@pytest.mark.parametrize("query", ["?state=nothing", "?page=99", "?page=x"])
def test_what_is_not_there_is_not_found(posts: dict[str, Post], as_ada: Client, query: str) -> None:
    assert status(f"{LIST}{query}", by=as_ada) == 404


def test_authors_see_their_own_and_strangers_nothing(
    posts: dict[str, Post], quiet_carriage: Blog, as_ben: Client, ben: User
) -> None:
    assert status(LIST, by=as_ben) == 404
    make_member(quiet_carriage, ben, BlogMember.Role.AUTHOR)
    make_post(quiet_carriage, title="By Ben", author=ben, status="draft")

    page = get(LIST, by=as_ben)

    assert "By Ben" in page
    assert titles(page) == set()


def test_a_host_looks_and_presses_nothing(posts: dict[str, Post], as_mo: Client) -> None:
    page = get(LIST, by=as_mo)

    assert titles(page) == {"Fog", "Hail", "Rain", "Snow"}
    assert 'method="post"' not in part(page, "ul", 'class="worklist"')
    assert as_mo.post(f"/desk/posts/{posts['draft'].pk}/pin/").status_code == 404


def test_a_post_is_put_on_top_and_let_go(
    posts: dict[str, Post], quiet_carriage: Blog, as_ada: Client
) -> None:
    make_post(quiet_carriage, title="Newer")
    address = f"/desk/posts/{posts['published'].pk}/pin/"
    home = "/@quiet-carriage/"

    as_ada.post(address)
    assert get(home).index(">Rain<") < get(home).index(">Newer<")

    as_ada.post(address, {"off": "yes"})
    assert get(home).index(">Rain<") > get(home).index(">Newer<")


def test_a_post_becomes_a_page_and_a_post_again(posts: dict[str, Post], as_ada: Client) -> None:
    address = f"/desk/posts/{posts['published'].pk}/kind/"

    as_ada.post(address)
    assert status("/@quiet-carriage/rain/") == 200
    assert "a page" in text_of(get(LIST, by=as_ada))

    as_ada.post(address, {"back": "yes"})
    assert status("/@quiet-carriage/2012/07/rain/") == 200


def test_a_post_with_answers_stays_a_post(posts: dict[str, Post], as_ada: Client) -> None:
    make_comment(posts["published"])

    answer = as_ada.post(f"/desk/posts/{posts['published'].pk}/kind/", follow=True)

    assert "It has answers, and a page has none: it stays a post." in text_of(answer.text)
    assert Post.objects.get(title="Rain").kind == Post.Kind.POST


def test_guest_authors_choose_no_place(quiet_carriage: Blog) -> None:
    gus = make_user()
    make_member(quiet_carriage, gus, BlogMember.Role.GUEST)
    draft = make_post(quiet_carriage, author=gus, status="draft")
    browser = signed_in(gus)

    for what in ("pin", "kind", "address"):
        assert browser.post(f"/desk/posts/{draft.pk}/{what}/").status_code == 403
    assert "Versions" in get(LIST, by=browser)


def test_the_way_back_leads_to_the_page_that_asked_and_never_away(
    posts: dict[str, Post], as_ada: Client
) -> None:
    address = f"/desk/posts/{posts['draft'].pk}/pin/"

    response = as_ada.post(address, {"next": f"{LIST}?page=1"})
    assert response["Location"] == f"{LIST}?page=1"
    for there in ("//evil.example/", "https://evil.example/", "/\\evil.example/"):
        assert as_ada.post(address, {"next": there})["Location"] == LIST


def test_hundreds_of_posts_cost_the_same_number_of_queries(
    quiet_carriage: Blog, as_ada: Client, django_assert_max_num_queries: object
) -> None:
    author = make_user()
    make_member(quiet_carriage, author)
    for _number in range(60):
        make_post(quiet_carriage, author=author)

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = get(LIST, by=as_ada)

    assert compact(page).count("Move to bin<") == 25
    assert compact(get(f"{LIST}?page=3", by=as_ada)).count("Move to bin<") == 10
