"""Order, pages and depth of a discussion, whatever its shape."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comments.discussion import COMMENTS_A_PAGE, Discussion, read_discussion
from comments.models import Comment
from comments.thread_paths import STEP_LENGTH, ancestor_paths
from tests.breaking import breaking_at
from tests.make import NOON, make_blog, make_comment, make_post
from tests.pages import compact, links, part, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from posts.models import Post

NOBODY = AnonymousUser()


def read(post: Post, *, start: Comment | None = None) -> Discussion:
    return read_discussion(post, viewer=NOBODY, can_moderate=False, own_pks=(), start=start)


def pages_of(post: Post) -> list[Discussion]:
    pages = [read(post)]
    while pages[-1].later:
        pages.append(read(post, start=pages[-1].later))
    return pages


def depth_first(comments: list[Comment], parent: Comment | None = None) -> list[int]:
    """The order a person would expect, worked out the slow way."""
    replies = [c for c in comments if c.parent_id == (parent and parent.pk)]
    replies.sort(key=lambda c: (int(c.posted_at.timestamp()), c.pk))
    return [pk for reply in replies for pk in (reply.pk, *depth_first(comments, reply))]


class AnyThread(TestCase):
    @given(
        st.lists(st.tuples(st.integers(0, 200), st.integers(0, 90_000)), min_size=1, max_size=130)
    )
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def test_pages_put_together_are_the_whole_thread_depth_first(
        self, shape: list[tuple[int, int]]
    ) -> None:
        post = make_post()
        comments: list[Comment] = []
        for answers, seconds in shape:
            parent = comments[answers] if answers < len(comments) else None
            if parent is None or parent.takes_replies:
                at = NOON + dt.timedelta(seconds=seconds)
                comments.append(make_comment(post, parent=parent, at=at))

        pages = pages_of(post)

        read = [row.comment.pk for page in pages for row in page.rows if not row.is_repeated]
        assert read == depth_first(comments)
        for page in pages:
            fresh = [row for row in page.rows if not row.is_repeated]
            assert len(fresh) <= COMMENTS_A_PAGE
            balance = sum(row.opens_list for row in page.rows) - sum(
                len(r.closed_lists) for r in page.rows
            )
            assert balance == 0
            assert page.rows[0].level == 1
            assert all(
                then.level <= now.level + 1
                for now, then in zip(page.rows, page.rows[1:], strict=False)
            )


@pytest.mark.django_db
def test_each_answer_stands_in_the_list_of_what_it_answers(guest: Client) -> None:
    post = make_post()
    first = make_comment(post, "one.")
    inner = make_comment(post, "two.", parent=make_comment(post, "three.", parent=first))
    for text, parent in [("four.", inner), ("five.", inner), ("six.", first), ("seven.", None)]:
        make_comment(post, text, parent=parent)

    page = compact(guest.get(post.get_absolute_url()).text)
    thread = page.partition('<ol class="thread"')[2].partition("</ol>")[0]
    shape = re.findall(r"<p>(\w+)\.</p>|(<ul|</ul>|<li|</li>)", thread)

    assert " ".join(word or tag for word, tag in shape) == (
        "<li one <ul <li three <ul <li two <ul <li four </li> <li five </li> </ul> </li> </ul> "
        "</li> <li six </li> </ul> </li> <li seven </li>"
    )


@pytest.mark.django_db
def test_a_long_discussion_is_read_to_and_fro_page_by_page(guest: Client) -> None:
    post = make_post()
    comments = [make_comment(post) for _answer in range(151)]
    ways = re.compile(r'href="[^"?]*(?:\?from=(\d+))?#comments" rel="(prev|next)"')

    def from_page(start: Comment | None) -> list[tuple[str, str]]:
        query = {"from": start.pk} if start else {}
        found = ways.findall(compact(guest.get(post.get_absolute_url(), query).text))
        above, below = found[: len(found) // 2], found[len(found) // 2 :]
        assert above == below
        return above

    second, third, last = (str(comments[place].pk) for place in (50, 100, 150))
    assert from_page(None) == from_page(comments[0]) == [(second, "next")]
    assert from_page(comments[50]) == [("", "prev"), (third, "next")]
    assert from_page(comments[100]) == [(second, "prev"), (last, "next")]
    assert from_page(comments[150]) == [(third, "prev")]


def pages_line(page: str) -> str:
    return text_of("<body>" + part(page, "nav", "discussion-pages"))


@pytest.mark.django_db
def test_a_page_says_which_comments_of_how_many_it_shows(guest: Client) -> None:
    post = make_post()
    comments = [make_comment(post) for _answer in range(120)]
    comments[3].remove(by=post.author)

    first, second, last = [
        pages_line(guest.get(post.get_absolute_url(), query).text)
        for query in ({}, {"from": comments[50].pk}, {"from": comments[100].pk})
    ]

    assert first == "1–49 of 119 Later Newest Reply"
    assert second == "50–99 of 119 Oldest Earlier Later Newest Reply"
    assert last == "100–119 of 119 Oldest Earlier Newest Reply"


@pytest.mark.django_db
def test_a_discussion_of_one_page_has_no_pages_to_go_to(guest: Client) -> None:
    post = make_post()
    for _answer in range(50):
        make_comment(post)

    assert pages_line(guest.get(post.get_absolute_url()).text) == ""


@pytest.mark.django_db
def test_the_newest_comment_is_the_one_posted_last_wherever_it_stands(guest: Client) -> None:
    post = make_post()
    comments = [make_comment(post) for _answer in range(60)]
    newest = make_comment(post, parent=comments[1])
    make_comment(post, status=Comment.Status.PENDING)

    page = guest.get(post.get_absolute_url(), {"from": comments[50].pk}).text

    assert newest.get_absolute_url() in links(part(page, "nav", "discussion-pages"))


@pytest.mark.django_db
def test_every_comment_is_an_article_under_a_heading_of_its_level(guest: Client) -> None:
    post = make_post()
    parent = None
    for level in range(6):
        parent = make_comment(post, parent=parent, name=f"Nina {level}")
    make_comment(post, name="Otto")

    page = guest.get(post.get_absolute_url()).text
    thread = page[page.index('id="responses"') : page.index('id="respond"')]
    found = re.findall(r"<h([3-6])[^>]*>.*?<bdi>(.*?)</bdi>", thread, re.DOTALL)

    assert found == [
        *[(str(min(level + 3, 6)), f"Nina {level}") for level in range(6)],
        ("3", "Otto"),
    ]
    assert thread.count("<article>") == 7


@pytest.mark.django_db
def test_a_comment_shows_its_link_also_where_nobody_may_reply(guest: Client) -> None:
    comment = make_comment(make_post(comments_open=False), name="Otto")

    page = guest.get(comment.post.get_absolute_url()).text
    link = part(page, "a", "Link to what")

    assert links(link) == [comment.get_absolute_url()]
    assert text_of(f"<body>{link}") == "Link"


@pytest.mark.django_db
def test_later_pages_do_not_repeat_what_else_one_may_like(guest: Client) -> None:
    post = make_post(tags=["owls"])
    make_post(tags=["owls"])
    comments = [make_comment(post) for _answer in range(60)]

    first = guest.get(post.get_absolute_url()).text
    second = guest.get(post.get_absolute_url(), {"from": comments[50].pk}).text

    assert "You may also like" in first
    assert "You may also like" not in second


@pytest.mark.django_db
def test_on_paper_a_part_of_a_discussion_says_that_it_is_one(guest: Client) -> None:
    post = make_post()
    comments = [make_comment(post) for _answer in range(50)]
    assert "the rest is at" not in guest.get(post.get_absolute_url()).text

    make_comment(post)

    whole, last = [
        guest.get(post.get_absolute_url(), query).text for query in ({}, {"from": comments[49].pk})
    ]
    assert "50 of 51 comments; the rest is at" in whole
    assert "2 of 51 comments; the rest is at" in last


@pytest.mark.django_db
def test_on_paper_neither_what_was_removed_nor_what_is_repeated_counts(guest: Client) -> None:
    post = make_post()
    root = make_comment(post)
    replies = [make_comment(post, parent=root) for _answer in range(51)]
    replies[50].remove(by=post.author)

    last = guest.get(post.get_absolute_url(), {"from": replies[49].pk}).text

    assert '"on-paper">1 of 51 comments; the rest is at' in compact(last)


@pytest.mark.django_db
def test_numbers_go_on_where_the_page_before_ended() -> None:
    post = make_post()
    for _answer in range(120):
        make_comment(post)

    assert [page.first_number for page in pages_of(post)] == [1, 51, 101]


def numbers_on(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-number="(\d+)"', page)]


@pytest.mark.django_db
def test_the_numbers_of_the_comments_go_on_from_page_to_page(guest: Client) -> None:
    post = make_post()
    comments = [make_comment(post) for _answer in range(70)]
    make_comment(post, parent=comments[54])

    first = guest.get(post.get_absolute_url()).content.decode()
    second = guest.get(post.get_absolute_url(), {"from": comments[50].pk}).content.decode()

    assert numbers_on(first) == list(range(1, 51))
    assert numbers_on(second) == list(range(51, 71))
    assert 'start="51"' in second


@pytest.mark.django_db
def test_a_permalink_shows_the_number_that_the_comment_has_in_the_discussion(
    guest: Client,
) -> None:
    post = make_post()
    comments = [make_comment(post) for _answer in range(70)]
    for answers in comments[60:62]:
        make_comment(post, parent=make_comment(post, parent=answers))
    deep = post.comments.get(depth=3, parent__parent=comments[61])
    comments[3].remove(by=post.author)

    at_the_top = guest.get(guest.get(comments[61].get_absolute_url())["Location"])
    inside = guest.get(guest.get(deep.get_absolute_url())["Location"])

    assert numbers_on(at_the_top.content.decode()) == list(range(62, 71))
    assert numbers_on(inside.content.decode()) == list(range(62, 71))


@pytest.mark.django_db
def test_what_waits_has_no_number_and_takes_none_from_the_others(as_ada: Client, ada: User) -> None:
    post = make_post(make_blog(ada))
    make_comment(post)
    make_comment(post, status=Comment.Status.PENDING)
    make_comment(post)

    assert numbers_on(as_ada.get(post.get_absolute_url()).content.decode()) == [1, 2]


@pytest.mark.django_db
def test_a_page_in_the_middle_of_a_conversation_repeats_what_it_answers() -> None:
    post = make_post()
    root = make_comment(post, "The first word.")
    for _answer in range(60):
        make_comment(post, parent=root)

    later = pages_of(post)[1]

    assert later.rows[0].comment == root
    assert later.rows[0].is_repeated
    assert later.first_number == 1
    assert later.is_second_page


@pytest.mark.django_db
def test_the_database_itself_refuses_a_sixty_fifth_level() -> None:
    comment = make_comment(make_post())

    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(depth=65, path="0" * STEP_LENGTH * 65)


@pytest.mark.django_db
def test_a_comment_that_cannot_be_counted_is_not_said() -> None:
    post = make_post()

    with breaking_at('UPDATE "posts_post"'):
        make_comment(post)

    assert not post.comments.exists()


@pytest.mark.django_db
def test_what_was_said_in_the_first_second_of_all_stands_first() -> None:
    post, first = make_post(), dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    later = make_comment(post, at=first + dt.timedelta(seconds=1))
    earlier = make_comment(post, at=first)

    assert [row.comment for row in read(post).rows] == [earlier, later]


@pytest.mark.django_db
def test_beyond_the_fifth_level_a_comment_says_whom_it_answers() -> None:
    post = make_post()
    parent = None
    for _level in range(7):
        parent = make_comment(post, parent=parent)

    rows = read(post).rows

    assert [row.level for row in rows] == [1, 2, 3, 4, 5, 5, 5]
    assert [row.is_beyond_indent for row in rows] == [False] * 5 + [True, True]


def test_the_ancestors_of_a_path_are_its_beginnings() -> None:
    path = "a" * STEP_LENGTH + "b" * STEP_LENGTH + "c" * STEP_LENGTH

    assert ancestor_paths(path) == ["a" * STEP_LENGTH, "a" * STEP_LENGTH + "b" * STEP_LENGTH]
    assert ancestor_paths("a" * STEP_LENGTH) == []
