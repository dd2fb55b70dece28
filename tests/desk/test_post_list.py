"""The list of all posts at the desk: what is shown to whom, and what can be pressed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogs.models import Blog, BlogMember
from posts.models import Post
from tests.casts import signed_in
from tests.make import NOON, make_comment, make_member, make_post, make_user
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
    rows = text_of(f"<body>{part(page, 'ul', 'class="rows')}")
    return {title for title in ("Fog", "Hail", "Rain", "Snow", "Sleet") if title in rows}


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


def test_the_tabs_say_how_many_there_are(
    posts: dict[str, Post], quiet_carriage: Blog, as_ada: Client
) -> None:
    tabs = text_of(f"<body>{part(get(LIST, by=as_ada), 'nav', 'class="tabs"')}")
    assert tabs == "All 4 Published 1 Drafts 1 Scheduled 1 Private 1 In the bin 1"

    posts["private"].publish()
    posts["draft"].submit_for_review(at=NOON)

    tabs = text_of(f"<body>{part(get(LIST, by=as_ada), 'nav', 'class="tabs"')}")
    assert tabs == "All 4 Published 2 Drafts Scheduled 1 For review 1 In the bin 1"
    assert titles(get(f"{LIST}?state=review", by=as_ada)) == {"Fog"}
    assert "No drafts" in text_of(get(f"{LIST}?state=draft", by=as_ada))


@pytest.mark.parametrize("query", ["", "?state=draft"])
def test_where_nobody_wrote_yet_one_button_leads_to_the_first_post(
    query: str, quiet_carriage: Blog, as_ada: Client
) -> None:
    page = part(get(f"{LIST}{query}", by=as_ada), "main", 'id="main"')

    assert page.count("Write the first post") == 1
    assert page.count('href="/desk/@quiet-carriage/write/"') == 1
    assert "/desk/@quiet-carriage/import/" in page
    assert "Search titles" not in page


def test_each_state_is_said_in_a_word_with_its_date(posts: dict[str, Post], as_ada: Client) -> None:
    rows = text_of(f"<body>{part(get(LIST, by=as_ada), 'ul', 'class="rows"')}")

    for words in ("Published 2 July 2012", "Scheduled 2 July 2098, 12.00", "Private saved"):
        assert words in rows


@pytest.mark.parametrize(
    ("query", "found"),
    [("author=ben", {"Hail"}), ("author=nobody", set()), ("category=trains", {"Rain"})],
)
def test_the_list_is_filtered_by_author_and_category(
    posts: dict[str, Post], ben: User, as_ada: Client, query: str, found: set[str]
) -> None:
    Post.objects.filter(title="Hail").update(author=ben)
    posts["published"].set_categories(["Trains"])

    page = get(f"{LIST}?{query}", by=as_ada)

    assert titles(page) == found
    assert "Clear the search" in text_of(page) or found


def test_the_list_is_ordered_as_asked(posts: dict[str, Post], as_ada: Client) -> None:
    make_comment(posts["private"])

    def order(query: str) -> list[str]:
        rows = part(get(f"{LIST}{query}", by=as_ada), "ul", 'class="rows"')
        return sorted(titles(f'<ul class="rows">{rows}</ul>'), key=rows.index)

    assert order("")[0] == "Hail"
    assert order("?order=title") == ["Fog", "Hail", "Rain", "Snow"]
    assert order("?order=comments")[0] == "Snow"
    assert order("?order=nothing") == order("")


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
    rows = part(page, "ul", 'class="rows"')
    assert "<button" not in rows
    assert "<input" not in rows
    assert "Apply" not in text_of(page)
    assert as_mo.post(f"/desk/posts/{posts['draft'].pk}/pin/").status_code == 404


def test_a_post_is_pinned_and_unpinned(
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
    assert "Rain · page" in text_of(get(LIST, by=as_ada))

    as_ada.post(address, {"back": "yes"})
    assert status("/@quiet-carriage/2012/07/rain/") == 200


def test_a_post_with_comments_stays_a_post(posts: dict[str, Post], as_ada: Client) -> None:
    make_comment(posts["published"])

    answer = as_ada.post(f"/desk/posts/{posts['published'].pk}/kind/", follow=True)

    assert "It has comments, and a page has none: it stays a post." in text_of(answer.text)
    assert Post.objects.get(title="Rain").kind == Post.Kind.POST


def test_guest_authors_choose_no_place(quiet_carriage: Blog) -> None:
    gus = make_user()
    make_member(quiet_carriage, gus, BlogMember.Role.GUEST)
    draft = make_post(quiet_carriage, author=gus, status="draft")
    browser = signed_in(gus)

    for what in ("pin", "kind", "address"):
        assert browser.post(f"/desk/posts/{draft.pk}/{what}/").status_code == 403
    page = text_of(get(LIST, by=browser))
    assert "Revisions" in page
    for word in ("Pin", "Turn into a page", "URL", "Publish"):
        assert word not in page.replace("Published", "")


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

    with django_assert_max_num_queries(11):  # type: ignore[operator]
        page = get(LIST, by=as_ada)

    assert compact(page).count("Move to bin</button>") == 25
    assert compact(get(f"{LIST}?page=3", by=as_ada)).count("Move to bin</button>") == 10
