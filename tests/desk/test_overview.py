"""The overview of the desk: what waits, what happened, what was begun, and one's blogs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from blogs.models import Blog, BlogMember, Handover
from posts.models import Post
from tests.casts import signed_in
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from tests.pages import get, links, part, text_of
from transfer.models import Import

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries, Settings

    from accounts.models import User

DESK = "/desk/"
HOUR = dt.timedelta(hours=1)


def section(page: str, name: str) -> str:
    return text_of(f"<body>{part(page, 'section', f'aria-labelledby="{name}"')}")


def news(page: str) -> str:
    return text_of(f"<body>{part(page, 'aside', 'aria-labelledby="news"')}")


def test_somebody_new_has_three_next_steps(as_ben: Client) -> None:
    page = get(DESK, by=as_ben)

    assert "Welcome, Ben" in text_of(page)
    assert part(page, "ol", 'class="next-steps"').count("<li>") == 3
    assert {"/accounts/profile/", "/desk/blogs/new/"} <= set(links(page))


def test_where_hosts_start_blogs_a_newcomer_is_told_how_to_be_invited(
    as_ben: Client, settings: Settings
) -> None:
    settings.WHO_STARTS_BLOGS = "hosts"

    page = get(DESK, by=as_ben)

    assert "ask them for an invitation" in text_of(page)
    assert "/desk/blogs/new/" not in links(page)


def test_beside_it_stands_all_of_the_only_blog_and_less_of_several(
    as_ada: Client, ada: User, quiet_carriage: Blog
) -> None:
    images = "/desk/@quiet-carriage/pictures/"
    assert images in links(get(DESK, by=as_ada))

    make_member(make_blog(), ada)

    assert images not in links(get(DESK, by=as_ada))


def test_a_blog_without_a_post_has_three_next_steps_too(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    page = get(DESK, by=as_ada)

    assert "Write your first post" in text_of(page)
    assert part(page, "ol", 'class="next-steps"').count("<li>") == 3
    assert "Nothing published yet." in section(page, "blogs")


def test_what_waits_for_somebody_comes_first(
    as_ada: Client, quiet_carriage: Blog, ada: User, ben: User
) -> None:
    post = make_post(quiet_carriage, title="Rain")
    for _number in range(2):
        make_comment(post, status="pending")
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)
    handed_in = make_post(quiet_carriage, author=ben, title="By Ben", status="draft")
    handed_in.submit_for_review(at=timezone.now())
    other = make_blog(ben, title="Any Other Business")
    member = make_member(other, ada)
    Handover.objects.offer(other, to=member, by=ben)

    todo = section(get(DESK, by=as_ada), "todo")

    assert "2 comments to approve The oldest: Gus Guest, Rain, just now" in todo
    assert "By Ben Ben Okafor submitted it for review in The Quiet Carriage" in todo
    assert "Ben Okafor wants to give you Any Other Business." in todo
    assert "By Ben" not in section(get(DESK, by=as_ada), "drafts")


def test_where_nothing_waits_there_is_nothing_to_do(as_ada: Client, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage)

    page = get(DESK, by=as_ada)

    assert "Nothing waits for you." in text_of(page)
    assert not part(page, "section", 'aria-labelledby="todo"')


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "running"}, "Your import is on its way"),
        ({"status": "running", "is_trial": True}, "Your file is being checked"),
        ({"status": "done", "is_trial": True}, "Your file is checked"),
        ({"status": "done"}, "Your import is finished"),
        ({"status": "failed"}, "Your import stopped"),
    ],
)
def test_an_import_is_heard_of(
    as_ada: Client, ada: User, quiet_carriage: Blog, fields: dict[str, object], words: str
) -> None:
    finished = None if fields["status"] == "running" else timezone.now() - HOUR
    Import.objects.create(blog=quiet_carriage, by=ada, finished_at=finished, **fields)

    assert words in section(get(DESK, by=as_ada), "todo")


def test_an_old_import_and_one_of_somebody_else_are_not(
    as_ada: Client, ada: User, ben: User, quiet_carriage: Blog
) -> None:
    other = make_blog(ada)
    make_member(other, ben, BlogMember.Role.EDITOR)
    long_ago = timezone.now() - dt.timedelta(days=5)
    Import.objects.create(blog=quiet_carriage, by=ada, finished_at=long_ago, status="done")
    Import.objects.create(blog=other, by=ben, finished_at=timezone.now(), status="done")

    assert "Your import" not in text_of(get(DESK, by=as_ada))


def test_what_happened_lately_is_gathered_by_post(
    as_ada: Client, quiet_carriage: Blog, ada: User, ben: User
) -> None:
    now = timezone.now()
    rain = make_post(quiet_carriage, title="Rain")
    own = make_comment(rain, by=ada)
    make_comment(rain, by=ben, at=now - 2 * HOUR)
    make_comment(rain, at=now - HOUR)
    make_comment(rain, by=ben, parent=own, at=now - 3 * HOUR)
    rain.like(by=ben)
    rain.like(by=ada)
    joan = make_user("Joan Pettifer")
    make_member(quiet_carriage, joan)
    make_post(quiet_carriage, title="Snow", author=joan, published=now - 4 * HOUR)

    assert news(get(DESK, by=as_ada)) == (
        "What happened BO Ben Okafor likes Rain just now"
        " GG Gus Guest and one other commented on Rain 1 hour ago"
        " BO Ben Okafor answered you under Rain 3 hours ago"
        " JP Joan Pettifer published Snow in The Quiet Carriage 4 hours ago"
    )


def test_what_nobody_may_read_and_what_is_long_ago_is_no_news(
    as_ada: Client, quiet_carriage: Blog, ada: User, ben: User
) -> None:
    rain, draft = make_post(quiet_carriage), make_post(quiet_carriage, status="draft")
    make_comment(rain, by=ben, status="pending")
    make_comment(draft, by=ben)
    make_comment(rain, by=ben, at=timezone.now() - dt.timedelta(days=200))
    make_comment(make_post(), by=ben)

    assert "will stand here" in news(get(DESK, by=as_ada))


def test_drafts_and_what_is_scheduled_are_a_press_away(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    draft = make_post(quiet_carriage, title="Fog", status="draft")
    post = make_post(quiet_carriage, title="Hail", status="scheduled")

    page = get(DESK, by=as_ada)

    assert "Fog The Quiet Carriage saved just now 5 words Continue: Fog" in section(page, "drafts")
    assert "Hail Wednesday, 2 July 2098, 12.00" in section(page, "scheduled")
    assert {f"/desk/posts/{draft.pk}/", f"/desk/posts/{post.pk}/"} <= set(links(page))


def test_a_draft_is_moved_to_the_bin_from_the_desk_and_one_is_back_there(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    draft = make_post(quiet_carriage, title="Fog", status="draft")
    answer = as_ada.post(f"/desk/posts/{draft.pk}/bin/", {"next": DESK})

    assert answer["Location"] == DESK
    assert "Fog" in get(DESK, by=as_ada)  # said once more, with a way to undo it
    assert "Fog" not in text_of(get(DESK, by=as_ada))


def test_of_a_thousand_drafts_the_last_are_shown(
    as_ada: Client, ada: User, quiet_carriage: Blog
) -> None:
    drafts = [
        Post(blog=quiet_carriage, author=ada, title=f"Draft {number}", slug=f"d-{number}")
        for number in range(1000)
    ]
    Post.objects.bulk_create(drafts)

    page = get(DESK, by=as_ada)

    assert "All 1000 drafts" in text_of(page)
    assert f"/desk/@{quiet_carriage.handle}/posts/?state=draft&author=ada" in links(page)
    assert part(page, "section", 'aria-labelledby="drafts"').count("Continue") == 2 * 5


def test_the_figures_of_a_blog_are_true(
    as_ada: Client, quiet_carriage: Blog, ada: User, ben: User
) -> None:
    for _number in range(2):
        make_comment(make_post(quiet_carriage))
    make_post(quiet_carriage, status="draft")
    make_post(quiet_carriage, kind=Post.Kind.PAGE)
    make_member(make_blog(ben, title="Cold Store", closed_at=timezone.now()), ada)

    blogs = section(get(DESK, by=as_ada), "blogs")

    assert "Owner. Last post" in blogs
    assert "posts 2 comments 2 draft 1" in blogs
    assert "Cold Store Author. This blog is closed." in blogs


def test_many_blogs_cost_the_same_number_of_queries(
    as_ada: Client,
    ada: User,
    quiet_carriage: Blog,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(40):
        blog = make_blog(ada, title=f"Blog {number}")
        make_comment(make_post(blog, published=timezone.now()), by=make_user())
        make_post(blog, status="draft")

    with django_assert_max_num_queries(24):
        page = get(DESK, by=as_ada)

    assert "35 more blogs" in text_of(page)


def test_write_a_post_leads_to_the_editor_or_asks_on_which_blog(
    as_ada: Client, ada: User, quiet_carriage: Blog
) -> None:
    make_blog(ada, closed_at=timezone.now())
    assert as_ada.get("/desk/write/")["Location"] == "/desk/@quiet-carriage/write/"

    make_blog(ada, handle="second")
    there = set(links(get("/desk/write/", by=as_ada)))
    assert {"/desk/@quiet-carriage/write/", "/desk/@second/write/"} <= there


def test_without_a_blog_one_is_told_how_to_come_by_one(as_ben: Client, settings: Settings) -> None:
    assert "/desk/blogs/new/" in links(get("/desk/write/", by=as_ben))

    settings.WHO_STARTS_BLOGS = "hosts"
    assert "Ask them for an invitation" in text_of(get("/desk/write/", by=as_ben))


def test_a_guest_author_sees_no_button_that_publishes(quiet_carriage: Blog) -> None:
    gus = make_user()
    make_member(quiet_carriage, gus, BlogMember.Role.GUEST)
    make_post(quiet_carriage, author=gus, title="Mine", status="draft")
    make_post(quiet_carriage, title="Theirs", status="draft")

    page = text_of(get(DESK, by=signed_in(gus)))

    assert "Continue: Mine" in page
    assert "Theirs" not in page
    assert "Publish" not in page.replace("published", "")
