"""Several posts at once: what is done, what stays as it is and why, and the way back."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from blogs.models import Blog, BlogMember
from posts.models import Post
from tests.casts import signed_in
from tests.make import make_blog, make_member, make_post, make_user
from tests.pages import part, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

BULK = "/desk/posts/bulk/"
LIST = "/desk/@quiet-carriage/posts/"


@pytest.fixture
def drafts(quiet_carriage: Blog) -> list[Post]:
    titles = ("Fog", "Hail", "Rain")
    return [make_post(quiet_carriage, title=title, status="draft") for title in titles]


def apply(browser: Client, action: str, posts: list[Post], **data: Any) -> str:
    """What the page says afterwards."""
    sent = {"action": action, "post": [post.pk for post in posts], "next": LIST, **data}
    return browser.post(BULK, sent, follow=True).text


def states() -> list[str]:
    return list(Post.objects.order_by("pk").values_list("status", flat=True))


def undo(browser: Client, page: str) -> None:
    form = re.search(r'<form method="post" action="([^"]+)"', part(page, "div", 'class="flash"'))
    assert form
    browser.post(unescape(form[1]), {"next": LIST})


def test_several_are_moved_to_the_bin_and_back(drafts: list[Post], as_ada: Client) -> None:
    page = apply(as_ada, "bin", drafts[:2])

    assert "2 posts are in the bin." in text_of(page)
    assert states() == ["binned", "binned", "draft"]

    undo(as_ada, page)
    assert states() == ["draft"] * 3


def test_several_are_published_and_taken_back(drafts: list[Post], as_ada: Client) -> None:
    page = apply(as_ada, "publish", drafts)

    assert "3 posts are published." in text_of(page)
    assert states() == ["published"] * 3

    undo(as_ada, page)
    assert states() == ["draft"] * 3


def test_a_post_with_nothing_to_read_is_not_published_and_the_page_says_so(
    drafts: list[Post], quiet_carriage: Blog, as_ada: Client
) -> None:
    empty = make_post(quiet_carriage, title="Nothing", source="", status="draft")

    page = text_of(apply(as_ada, "publish", [drafts[0], empty]))

    assert "One post is published. “Fog”" in page
    assert "Not changed: “Nothing”. Nothing of the text can be seen yet." in page
    empty.refresh_from_db()
    assert not empty.is_published


def test_what_is_so_already_is_named(drafts: list[Post], as_ada: Client) -> None:
    page = text_of(apply(as_ada, "draft", drafts))

    assert "Not changed: “Rain”, “Hail”, “Fog”. There was nothing to do." in page
    assert "Undo" not in page


def test_tags_are_asked_for_then_added_and_taken_off(
    drafts: list[Post], quiet_carriage: Blog, as_ada: Client
) -> None:
    drafts[0].set_tags(["weather"])
    question = apply(as_ada, "tag", drafts[:2])
    assert "2 posts are selected." in text_of(question)
    assert not Post.objects.filter(tags__name="trains").exists()

    page = apply(as_ada, "tag", drafts[:2], value="trains, cpd23")

    assert "2 posts have new tags." in text_of(page)
    assert [post.tag_names() for post in drafts[:2]] == [
        ["weather", "trains", "cpd23"],
        ["trains", "cpd23"],
    ]
    undo(as_ada, page)
    assert [post.tag_names() for post in drafts[:2]] == [["weather"], []]


def test_tags_that_cannot_be_are_refused_with_the_question(
    drafts: list[Post], as_ada: Client
) -> None:
    for typed, words in (("", "Write one tag at least."), ("x" * 70, "is too long")):
        answer = as_ada.post(BULK, {"action": "tag", "post": drafts[0].pk, "value": typed})
        assert answer.status_code == 422
        assert words in text_of(answer.text)
    assert drafts[0].tag_names() == []


def test_a_category_is_chosen_from_those_of_the_blog(
    drafts: list[Post], quiet_carriage: Blog, as_ada: Client
) -> None:
    quiet_carriage.categories.create(name="Trains")
    assert "Trains" in part(apply(as_ada, "category", drafts), "select", 'name="value"')

    page = text_of(apply(as_ada, "category", drafts, value="Trains"))
    assert "3 posts have another category." in page
    assert (
        as_ada.post(
            BULK, {"action": "category", "post": drafts[0].pk, "value": "Boats"}
        ).status_code
        == 422
    )

    apply(as_ada, "category", drafts[:1], value="")
    assert [post.categories.count() for post in drafts] == [0, 1, 1]


def test_posts_of_others_stay_as_they_are(drafts: list[Post], ben: User, as_ben: Client) -> None:
    own = make_post(make_blog(ben), title="Mine", status="draft")

    page = text_of(apply(as_ben, "bin", [*drafts, own], next="/desk/"))

    assert "One post is in the bin. “Mine”" in page
    assert "3 posts were left as they are: they are gone, or not yours to change." in page
    assert "Fog" not in page
    assert states() == ["draft", "draft", "draft", "binned"]


@pytest.mark.parametrize("action", ["publish", "draft"])
def test_a_guest_author_publishes_nothing_by_way_of_the_list(
    quiet_carriage: Blog, action: str
) -> None:
    gus = make_user()
    make_member(quiet_carriage, gus, BlogMember.Role.GUEST)
    post = make_post(quiet_carriage, author=gus, title="By Gus", status="private")

    page = text_of(apply(signed_in(gus), action, [post]))

    assert "Not changed: “By Gus”. An editor of the blog decides about that." in page
    assert states() == ["private"]


def test_on_a_closed_blog_nothing_is_changed(
    drafts: list[Post], quiet_carriage: Blog, as_ada: Client
) -> None:
    Blog.objects.update(closed_at=timezone.now())

    page = text_of(apply(as_ada, "bin", drafts))

    assert "3 posts were left as they are" in page
    assert states() == ["draft"] * 3
    assert "Apply" not in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"action": "", "post": "1"}, "Choose what to do first."),
        ({"action": "explode", "post": "1"}, "Choose what to do first."),
        ({"action": "bin"}, "Select one post at least."),
        ({"action": "bin", "post": "x"}, "Select one post at least."),
        ({"action": "tag", "post": "99999999", "value": "a"}, "One post was left as it is"),
    ],
)
def test_what_was_forgotten_is_said(
    drafts: list[Post], as_ada: Client, data: dict[str, str], message: str
) -> None:
    assert message in text_of(as_ada.post(BULK, data, follow=True).text)
    assert states() == ["draft"] * 3


def test_looking_at_the_address_changes_nothing(drafts: list[Post], as_ada: Client) -> None:
    assert as_ada.get(f"{BULK}?action=bin&post={drafts[0].pk}").status_code == 405
    assert states() == ["draft"] * 3


def test_long_titles_and_many_of_them_are_named_in_short(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    posts = [make_post(quiet_carriage, title=f"{'w' * 200}{number}") for number in range(5)]

    page = text_of(apply(as_ada, "publish", posts))

    assert "and 2 more. There was nothing to do." in page
