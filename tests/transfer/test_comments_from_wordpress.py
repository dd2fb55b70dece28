from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Comment
from posts.models import Post
from tests.make import make_user
from tests.transfer.importing import import_text
from tests.transfer.wxr import author, comment, export, item
from transfer.importers.common.comments import KeyedComment, in_thread_order
from transfer.importers.common.items import ImportedComment

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]


def bring(folder: Path, *comments: str, authors: str = "") -> dict[str, Comment]:
    """The comments as they stand here, by their text."""
    import_text(folder, export(item("Thing 7", post_id="7", comments=comments), authors=authors))
    return {found.source.removeprefix("<p>")[:-4]: found for found in Comment.objects.all()}


def test_a_thread_stands_as_it_stood_there(tmp_path: Path, client: Client) -> None:
    here = bring(
        tmp_path,
        comment("A", source_id=1),
        comment("B", source_id=2, comment_parent="1"),
        comment("C", source_id=3, comment_date_gmt="2012-07-04 08:00:00"),
        comment("D", source_id=4, comment_parent="2"),
    )

    order = [found.source for found in Comment.objects.in_thread_order()]
    assert order == ["<p>A</p>", "<p>B</p>", "<p>D</p>", "<p>C</p>"]
    assert [here[text].depth for text in "ABDC"] == [1, 2, 3, 1]
    assert here["C"].posted_at == dt.datetime(2012, 7, 4, 8, tzinfo=dt.UTC)
    assert Post.objects.get().comment_count == 4
    assert "4 Responses" in client.get(Post.objects.get().get_absolute_url()).text


def test_an_answer_may_stand_before_what_it_answers(tmp_path: Path) -> None:
    here = bring(tmp_path, comment("B", source_id=9, comment_parent="3"), comment("A", source_id=3))

    assert here["B"].parent == here["A"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("1", Comment.Status.APPROVED),
        ("0", Comment.Status.PENDING),
        ("hold", Comment.Status.PENDING),
        ("spam", Comment.Status.SPAM),
        ("trash", Comment.Status.REMOVED),
    ],
)
def test_a_comment_keeps_its_state(tmp_path: Path, state: str, status: str) -> None:
    here = bring(tmp_path, comment("A", comment_approved=state))

    assert here["A"].status == status
    assert Post.objects.get().comment_count == (state == "1")


def test_a_public_answer_to_something_hidden_answers_what_readers_see(tmp_path: Path) -> None:
    here = bring(
        tmp_path,
        comment("A", source_id=1),
        comment("B", source_id=2, comment_parent="1", comment_approved="spam"),
        comment("C", source_id=3, comment_parent="2"),
    )

    assert here["C"].parent == here["A"]


@pytest.mark.parametrize("kind", ["pingback", "trackback"])
def test_a_pingback_has_no_address_to_write_to(tmp_path: Path, kind: str) -> None:
    here = bring(
        tmp_path, comment("[…] rooms […]", comment_type=kind, comment_author="A &#8211; B")
    )

    ping = here["[…] rooms […]"]
    assert (ping.kind, ping.name, ping.email) == (Comment.Kind.PINGBACK, "A – B", "")
    assert ping.website == "http://gus.example/"


def test_a_comment_of_an_unknown_kind_is_left_out_and_named(tmp_path: Path) -> None:
    note = comment("Paid by card", source_id=5, comment_type="order_note")
    output = import_text(tmp_path, export(item(comments=[note])))

    assert "comment 5: left out, this kind has no place here (order_note)" in output
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "website", ["http://", "javascript:alert(1)", f"http://x.example/{'y' * 300}"]
)
def test_a_guest_keeps_what_can_be_kept(tmp_path: Path, website: str) -> None:
    here = bring(
        tmp_path,
        comment(
            "A", comment_author="", comment_author_email="no address", comment_author_url=website
        ),
        comment("B", comment_author="G" * 300),
    )

    assert (here["A"].name, here["A"].email, here["A"].website) == ("Anonymous", "", "")
    assert (here["B"].name, here["B"].email) == ("G" * 80, "gus@example.org")


def test_a_member_signs_as_the_member(tmp_path: Path) -> None:
    ben = make_user("Ben", email="ben@example.org")
    known = author("benny", source_id=4, email="ben@example.org")

    here = bring(
        tmp_path,
        comment("A", comment_user_id="4"),
        comment("B", comment_user_id="99"),
        authors=known,
    )

    assert (here["A"].author, here["B"].author) == (ben, None)


def test_the_html_of_a_comment_is_cleaned_and_its_line_ends_kept(tmp_path: Path) -> None:
    text = 'One<script>x()</script>\ntwo\n\n<img src="http://x.example/a.gif"><b>three</b> <3'

    import_text(tmp_path, export(item(comments=[comment(text)])))

    body = Comment.objects.get().body_html
    assert body.startswith("<p>One<br>\ntwo</p>")
    assert "<b>three</b> &lt;3</p>" in body
    assert "<img" not in body
    assert "script" not in body


def test_threads_deeper_than_ours_end_at_the_deepest_level(tmp_path: Path) -> None:
    chain = [comment(f"c{n}", source_id=n, comment_parent=str(n - 1)) for n in range(1, 100)]

    here = bring(tmp_path, *chain)

    assert len(here) == Post.objects.get().comment_count == 99
    assert here["c99"].depth == 64


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 9)), max_size=9))
def test_no_comment_is_lost_and_none_stands_before_its_parent(
    numbers: list[tuple[int, int]],
) -> None:
    listed = [
        KeyedComment(str(place), ImportedComment("", source_id=str(own), parent_id=str(parent)))
        for place, (own, parent) in enumerate(numbers)
    ]

    ordered = in_thread_order(listed)

    assert sorted(keyed.key for keyed in ordered) == [str(n) for n in range(len(numbers))]


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(st.integers(1, 12), st.integers(0, 14), min_size=1, max_size=12))
def test_circles_and_orphans_keep_every_comment(tmp_path: Path, parents: dict[int, int]) -> None:
    comments = [comment(f"c{n}", source_id=n, comment_parent=str(p)) for n, p in parents.items()]

    import_text(tmp_path, export(item(comments=comments)))

    post = Post.objects.order_by("-pk")[0]
    assert post.comments.count() == post.comment_count == len(parents)
    for found in post.comments.all():
        source_id = int(found.source[4:-4])
        assert found.parent is None or int(found.parent.source[4:-4]) == parents[source_id]
