"""Versions of a post at the desk: who and when, what changed, and putting one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogs.models import Blog, BlogMember
from tests.casts import signed_in
from tests.make import make_member, make_post, make_user
from tests.pages import get, part, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from posts.models import Post


@pytest.fixture
def post(quiet_carriage: Blog, ada: User) -> Post:
    """Three versions; the last is what readers see."""
    post = make_post(quiet_carriage, title="Rain", source="It rained in the morning.")
    post.apply_edit({"source": "It snowed in the morning."}, by=ada)
    post.apply_edit({"title": "Snow", "source": "It snowed in the evening."}, by=ada)
    return post


def versions(post: Post) -> str:
    return f"/desk/posts/{post.pk}/revisions/"


def compare(post: Post, query: str = "") -> str:
    return f"{versions(post)}compare/{query}"


def texts_in_diff(diff: str, element: str) -> list[str]:
    """What stands in each ELEMENT of the text's diff, without what only listeners hear."""
    inside = diff[diff.index('<div class="diff"') :]
    found = [piece.split(f"</{element}>")[0] for piece in inside.split(f"<{element}>")[1:]]
    return [
        text_of(f"<body>{piece.split('</span>', 1)[1].rsplit('<span', 1)[0]}") for piece in found
    ]


def test_each_version_says_who_when_and_how_many_words(post: Post, as_ada: Client) -> None:
    text = text_of(get(versions(post), by=as_ada))

    assert text.count("Ada Kowalczyk ·") == 3
    assert "Revision 3 · as it is now" in text
    assert "5 words · published" in text
    assert "before it was first edited here" in text


def test_each_that_is_not_the_present_one_can_be_restored_from_the_list(
    post: Post, as_ada: Client
) -> None:
    page = get(versions(post), by=as_ada)

    found = [number for number in (1, 2, 3) if f"/revisions/{number}/restore/" in page]
    assert found == [1, 2]
    assert "Readers see what is restored at once." in text_of(page)


def test_numbers_that_are_missing_are_explained(post: Post, as_ada: Client) -> None:
    assert "Numbers are missing" not in text_of(get(versions(post), by=as_ada))

    post.revisions.get(number=1).delete()

    assert "Numbers are missing" in text_of(get(versions(post), by=as_ada))


def test_what_is_there_now_is_named_beside_its_number(post: Post, as_ada: Client) -> None:
    assert "Revision 3 · as it is now" in text_of(get(compare(post), by=as_ada))
    assert "as it is now" not in text_of(get(compare(post, "?old=1&new=2"), by=as_ada))


def test_a_comparison_shows_the_words_that_went_and_those_that_came(
    post: Post, as_ada: Client
) -> None:
    page = get(compare(post, "?old=1&new=3"), by=as_ada)

    assert texts_in_diff(page, "del") == ["rained", "morning."]
    assert texts_in_diff(page, "ins") == ["snowed", "evening."]
    assert "[removed: rained ]" in text_of(page)
    assert "Title" in text_of(page)


def test_versions_named_the_wrong_way_round_are_compared_the_right_way(
    post: Post, as_ada: Client
) -> None:
    assert texts_in_diff(get(compare(post, "?old=3&new=1"), by=as_ada), "del")[0] == "rained"


def test_without_numbers_the_last_change_is_shown(post: Post, as_ada: Client) -> None:
    page = get(compare(post), by=as_ada)

    assert texts_in_diff(page, "del") == ["morning."]


@pytest.mark.parametrize("query", ["?old=99", "?old=x", "?new=-1", f"?new={'9' * 30}", "?old=1.5"])
def test_a_version_that_is_not_there_is_not_found(post: Post, as_ada: Client, query: str) -> None:
    assert status(compare(post, query), by=as_ada) == 404


def test_a_text_is_shown_and_never_obeyed(post: Post, ada: User, as_ada: Client) -> None:
    post.apply_edit({"title": "<b>", "source": "<script>alert(1)</script> & {{ braces }}"}, by=ada)

    page = get(compare(post), by=as_ada)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ braces }}" in page


def test_a_version_is_put_back_as_a_new_one_and_that_can_be_undone(
    post: Post, as_ada: Client
) -> None:
    answer = as_ada.post(f"/desk/posts/{post.pk}/revisions/1/restore/", follow=True)

    post.refresh_from_db()
    assert (post.title, post.source, post.version) == ("Rain", "It rained in the morning.", 4)
    assert post.revisions.count() == 4
    undo = part(answer.text, "form", "/revisions/3/restore/")
    assert "Undo" in undo


def test_a_post_that_was_never_changed_has_one_version(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    untouched = make_post(quiet_carriage)

    page = get(versions(untouched), by=as_ada)

    assert "This is the only revision so far." in page
    assert as_ada.get(compare(untouched)).headers["Location"] == versions(untouched)


def test_words_that_no_version_holds_are_listed_as_those_of_now(post: Post, as_ada: Client) -> None:
    post.source = "Written past the desk."
    post.write()

    page = text_of(get(versions(post), by=as_ada))

    assert "Revision 4 · as it is now" in page
    assert "desk." in texts_in_diff(get(compare(post), by=as_ada), "ins")[-1]


@pytest.mark.parametrize(
    ("role", "answer"),
    [("owner", 200), ("editor", 200), ("author", 404), ("guest", 404), ("", 404)],
)
def test_versions_are_for_those_who_may_edit_the_post(
    post: Post, quiet_carriage: Blog, role: str, answer: int
) -> None:
    user = make_user() if role != "owner" else quiet_carriage.owner()
    assert user
    if role not in {"owner", ""}:
        make_member(quiet_carriage, user, BlogMember.Role(role))
    browser = signed_in(user)

    for address in (versions(post), compare(post)):
        assert status(address, by=browser) == answer
    restore_revision = browser.post(f"/desk/posts/{post.pk}/revisions/1/restore/")
    assert restore_revision.status_code == (302 if answer == 200 else 404)


def test_a_guest_author_puts_nothing_back_in_what_is_out(quiet_carriage: Blog) -> None:
    gus = make_user()
    make_member(quiet_carriage, gus, BlogMember.Role.GUEST)
    draft = make_post(quiet_carriage, author=gus, status="draft")
    out = make_post(quiet_carriage, author=gus)

    assert status(versions(draft), by=signed_in(gus)) == 200
    assert status(versions(out), by=signed_in(gus)) == 404


def test_versions_of_many_people_cost_the_same_number_of_queries(
    post: Post, quiet_carriage: Blog, as_ada: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        editor = make_user()
        make_member(quiet_carriage, editor, BlogMember.Role.EDITOR)
        post.apply_edit({"source": f"Text {number}."}, by=editor)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = get(versions(post), by=as_ada)

    assert page.count('name="old"') == 50
    assert "Revision 1" in get(f"{versions(post)}?page=2", by=as_ada)
