"""The bin: one press in, one press out, and for ever only after a question."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from blogs.models import Blog, BlogMember
from comments.models import Comment
from cpdblog.management import housekeeping
from posts.models import Post
from search.models import Document
from tests.casts import signed_in
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from tests.pages import compact, get, part, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

RAIN = "/@quiet-carriage/2012/07/rain/"


@pytest.fixture
def rain(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain", tags=["weather"])


def press(browser: Client, post: Post, what: str) -> int:
    return browser.post(f"/desk/posts/{post.pk}/{what}/").status_code


def test_one_press_puts_a_post_in_the_bin_and_one_takes_it_out(
    rain: Post, as_ada: Client, guest: Client
) -> None:
    answer = as_ada.post(f"/desk/posts/{rain.pk}/bin/", follow=True)

    assert status(RAIN, by=guest) == 404
    assert "“Rain” is in the bin." in text_of(answer.text)
    undo = part(answer.text, "form", f"/desk/posts/{rain.pk}/bin/out/")
    assert "Undo" in undo

    as_ada.post(f"/desk/posts/{rain.pk}/bin/out/")
    assert status(RAIN, by=guest) == 200


def test_a_draft_that_is_restored_was_saved_when_it_was_saved(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    draft = make_post(quiet_carriage, title="Snow", status="draft")
    before = draft.updated_at

    press(as_ada, draft, "bin")
    press(as_ada, draft, "bin/out")

    draft.refresh_from_db()
    assert (draft.status, draft.updated_at) == ("draft", before)


def test_the_pages_of_a_post_lead_to_the_bin(rain: Post, as_ada: Client) -> None:
    page = get(f"/desk/posts/{rain.pk}/revisions/", by=as_ada)

    assert "Move to bin" in part(page, "form", f"/desk/posts/{rain.pk}/bin/")


def test_a_post_in_the_bin_is_nowhere_but_there(
    rain: Post, quiet_carriage: Blog, as_ada: Client, guest: Client
) -> None:
    beside = make_post(quiet_carriage, title="Snow", published=timezone.now())
    make_comment(rain)

    press(as_ada, rain, "bin")

    for address in (
        "/",
        "/posts/",
        "/@quiet-carriage/",
        "/@quiet-carriage/feed/",
        "/search/?q=rain",
    ):
        assert "/2012/07/rain/" not in get(address, by=guest)
    assert "Rain" not in text_of(get(beside.get_absolute_url(), by=guest))
    assert status("/tags/weather/", by=guest) == 404
    assert status(RAIN, by=as_ada) == 404
    assert not Document.objects.under(rain.pk).exists()
    assert "Rain" in text_of(get("/desk/bin/", by=as_ada))
    assert "Rain" not in text_of(get("/desk/@quiet-carriage/posts/", by=as_ada))


def test_what_was_to_come_out_meanwhile_is_a_draft(quiet_carriage: Blog, as_ada: Client) -> None:
    post = make_post(quiet_carriage, status="draft")
    post.schedule(at=timezone.now() + dt.timedelta(days=1))
    press(as_ada, post, "bin")
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - dt.timedelta(hours=1))
    housekeeping.publish_due_posts(at=timezone.now())

    press(as_ada, post, "bin/out")

    post.refresh_from_db()
    assert post.status == Post.Status.DRAFT


def test_pressing_twice_is_pressing_once(rain: Post, as_ada: Client) -> None:
    assert [press(as_ada, rain, "bin/out") for _time in range(2)] == [302, 302]
    assert [press(as_ada, rain, "bin") for _time in range(2)] == [302, 404]

    rain.refresh_from_db()
    assert rain.binned_from == Post.Status.PUBLISHED


def test_deleting_for_ever_asks_first_and_takes_the_whole_thread(
    rain: Post, as_ada: Client, ben: User
) -> None:
    thread = make_comment(rain)
    for _level in range(5):
        thread = make_comment(rain, parent=thread, by=ben)
    press(as_ada, rain, "bin")

    question = text_of(get(f"/desk/posts/{rain.pk}/deletion/", by=as_ada))
    assert "with its 6 comments" in question
    assert Post.objects.filter(pk=rain.pk).exists()

    assert press(as_ada, rain, "deletion") == 302
    assert not Post.objects.filter(pk=rain.pk).exists()
    assert not Comment.objects.exists()


def test_only_what_lies_in_the_bin_can_be_deleted(rain: Post, as_ada: Client) -> None:
    assert status(f"/desk/posts/{rain.pk}/deletion/", by=as_ada) == 404
    assert press(as_ada, rain, "deletion") == 404
    assert Post.objects.filter(pk=rain.pk).exists()


def test_the_bin_is_emptied_after_thirty_days(
    rain: Post, quiet_carriage: Blog, as_ada: Client
) -> None:
    other = make_post(quiet_carriage, title="Snow")
    for post in (rain, other):
        make_comment(post, parent=make_comment(post))
        post.bin()
    now = timezone.now()
    Post.objects.filter(pk=rain.pk).update(binned_at=now - dt.timedelta(days=31))

    housekeeping.clear_out(at=now)

    assert list(Post.objects.values_list("pk", flat=True)) == [other.pk]
    assert "Deleted for good on" in get("/desk/bin/", by=as_ada)


@pytest.mark.parametrize("what", ["bin", "bin/out", "deletion"])
@pytest.mark.parametrize("role", ["author", "guest", ""])
def test_a_post_of_others_is_not_found(
    rain: Post, quiet_carriage: Blog, role: str, what: str
) -> None:
    user = make_user()
    if role:
        make_member(quiet_carriage, user, BlogMember.Role(role))
    if what != "bin":
        rain.bin()
    before = Post.objects.get(pk=rain.pk).status

    assert press(signed_in(user), rain, what) == 404
    assert Post.objects.get(pk=rain.pk).status == before


def test_a_guest_author_does_not_publish_by_way_of_the_bin(quiet_carriage: Blog) -> None:
    gus = make_user()
    make_member(quiet_carriage, gus, BlogMember.Role.GUEST)
    post = make_post(quiet_carriage, author=gus)
    post.bin()

    assert press(signed_in(gus), post, "bin/out") == 404


def test_both_bins_say_the_same_of_a_post(rain: Post, as_ada: Client) -> None:
    press(as_ada, rain, "bin")
    rain.refresh_from_db()
    assert rain.binned_at
    last_day = timezone.localtime(rain.binned_at + dt.timedelta(days=30))

    for address in ("/desk/bin/", "/desk/@quiet-carriage/posts/?state=binned"):
        row = text_of("<body>" + part(get(address, by=as_ada), "ul", "binned"))
        assert f"Deleted for good on {last_day.day} {last_day:%B %Y}" in row
        assert "Restore: Rain" in row
        assert "Delete for good: Rain" in row


@pytest.mark.parametrize(
    ("address", "name"), [("/desk/bin/", "Bin"), ("/desk/blogs/new/", "Start a blog")]
)
def test_beside_the_page_stands_where_one_is(as_ada: Client, address: str, name: str) -> None:
    nav = part(compact(get(address, by=as_ada)), "nav", 'class="room"')

    assert f'href="{address}" aria-current="page"' in nav
    assert f"Your desk:<b>{name}</b>" in nav


def test_on_a_closed_blog_nothing_is_put_in_or_out(rain: Post, as_ada: Client) -> None:
    Blog.objects.update(closed_at=timezone.now())

    assert press(as_ada, rain, "bin") == 404


def test_looking_into_a_full_bin_costs_the_same_number_of_queries(
    ada: User, as_ada: Client, django_assert_max_num_queries: object
) -> None:
    for _number in range(30):
        make_post(make_blog(ada)).bin()

    with django_assert_max_num_queries(6):  # type: ignore[operator]
        page = get("/desk/bin/", by=as_ada)

    assert compact(page).count("Delete for good<") == 25
