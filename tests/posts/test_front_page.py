"""The front page: what is new, who waits, who sits at the table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine

from posts.front_page import Faces, faces_to_show
from tests.make import NOON, make_blog, make_comment, make_post, make_user
from tests.pages import get, part, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_an_empty_community_is_a_whole_page_without_a_zero() -> None:
    page = text_of(get("/"))

    assert "The Long Table" in page
    assert "Nobody has written anything yet" in page
    assert "Who is here" in page
    assert "Join" in page
    assert " 0 " not in page
    assert "Tags Join" not in page
    assert part(get("/"), "ul", "index") == ""


@time_machine.travel(NOON, tick=False)
def test_the_issue_line_says_the_day_and_who_writes(quiet_carriage: Blog) -> None:
    for days in (1, 2, 30):
        make_post(quiet_carriage, published=NOON - days * DAY)
    make_post(make_blog(), published=NOON - 6 * DAY)

    issue = text_of("<body>" + part(get("/"), "div", "issue"))

    assert issue == "Monday, 2 July 2012 2 people keep a blog here 2 wrote this week"


@time_machine.travel(NOON + 100 * DAY, tick=False)
def test_a_quiet_week_is_not_counted(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, published=NOON)

    assert "this week" not in text_of(get("/"))


@time_machine.travel(NOON, tick=False)
def test_the_newest_post_leads_and_days_are_said_as_people_say_them(quiet_carriage: Blog) -> None:
    for days, title in enumerate(["Newest", "Second", "Third"]):
        make_post(quiet_carriage, title=title, published=NOON - days * DAY)
    make_post(quiet_carriage, title="Last year", published=NOON - 300 * DAY)

    page = get("/")

    assert "Newest" in part(page, "li", "data-lead")
    assert [page.index(title) for title in ("Newest", "Second", "Third")] == sorted(
        page.index(title) for title in ("Newest", "Second", "Third")
    )
    for day in (">today<", ">yesterday<", ">Saturday<", ">6 September 2011<"):
        assert day in page


@time_machine.travel(NOON, tick=False)
def test_posts_without_an_answer_wait_and_say_how_long(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Who sits?", published=NOON - 4 * DAY)
    answered = make_post(quiet_carriage, title="Answered", published=NOON - 5 * DAY)
    make_comment(answered)
    make_post(quiet_carriage, title="Closed", comments_open=False, published=NOON - 3 * DAY)

    unanswered = text_of("<body>" + part(get("/"), "ul", "waiting"))

    assert unanswered == "Who sits? Ada Kowalczyk, waiting four days"


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "since today"),
        (1, "since yesterday"),
        (9, "waiting nine days"),
        (14, "waiting two weeks"),
        (90, "waiting since 3 April"),
        (900, "waiting since 14 January 2010"),
    ],
)
def test_waiting_is_told_in_the_unit_that_fits(
    quiet_carriage: Blog, days: int, expected: str
) -> None:
    make_post(quiet_carriage, published=NOON - days * DAY)

    assert expected in part(get("/"), "ul", "waiting")


def test_a_post_whose_comments_have_closed_does_not_wait(ada: User) -> None:
    make_post(make_blog(ada, close_after_days=14), published=NOON)

    assert part(get("/"), "ul", "waiting") == ""


@pytest.mark.parametrize(
    ("people", "chair", "table"),
    [
        (0, True, Faces(0, 0, has_join_link=True)),
        (3, True, Faces(3, 0, has_join_link=True)),
        (7, True, Faces(7, 0, has_join_link=True)),
        (8, True, Faces(6, 2, has_join_link=True)),
        (8, False, Faces(8, 0, has_join_link=False)),
        (15, True, Faces(15, 0, has_join_link=True)),
        (16, True, Faces(14, 2, has_join_link=True)),
        (412, True, Faces(14, 398, has_join_link=True)),
        (412, False, Faces(15, 397, has_join_link=False)),
    ],
)
def test_the_rows_at_the_table_are_full(people: int, table: Faces, *, chair: bool) -> None:
    assert faces_to_show(people, has_join_link=chair) == table


def test_the_last_place_is_for_whoever_is_signed_out(as_ada: Client, quiet_carriage: Blog) -> None:
    assert '<a href="/accounts/signup/" data-chair>' in get("/")
    assert "data-chair" not in get("/", by=as_ada)


def test_somebody_who_has_left_or_only_reads_is_not_at_the_table(quiet_carriage: Blog) -> None:
    make_blog(make_user("Gone Away", is_active=False))
    make_user("Reader Only")

    page = get("/")

    assert "Ada Kowalczyk" in page
    assert "Gone Away" not in page
    assert "Reader Only" not in page


def test_the_index_counts_published_posts(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, tags=["weather", "trains"])
    make_post(quiet_carriage, tags=["weather"])
    make_post(quiet_carriage, tags=["weather"], status="draft")
    make_post(quiet_carriage, tags=["weather"], kind="page")

    index = text_of("<body>" + part(get("/"), "ul", "index"))

    assert index == "trains 1 weather 2"
