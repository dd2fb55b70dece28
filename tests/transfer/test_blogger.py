from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from accounts.models import User
from blogs.models import Blog, BlogMember
from comments.models import Comment
from posts.models import Post
from tests.make import make_member, make_user
from tests.transfer.blogger import comment, entry, old_file, takeout, takeout_entry
from tests.transfer.importing import import_error, import_text
from tests.transfer.rows import all_rows

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]

THREAD = [
    comment("31", "B", post="7", parent="30", author="Flora"),
    comment("30", "A", post="7"),
    entry("7", "Real rooms", labels=["trains", "Tea &amp; cake"], path="/2012/07/real-rooms.html"),
    comment("32", "C", post="7"),
]
TAKEN = [
    takeout_entry(
        "31", "", "B", type="COMMENT", parent="x.post-7", inReplyTo="x.post-30", author="Flora"
    ),
    takeout_entry("7", "Real rooms", "Rain.", "trains", filename="/2012/07/real-rooms.html"),
    takeout_entry("30", "", "A", type="COMMENT", parent="x.post-7", author="Gus"),
    takeout_entry("32", "", "C", type="COMMENT", parent="x.post-7", author="Gus"),
]


def import_blogger(folder: Path, text: str | bytes, *options: str) -> str:
    return import_text(folder, text, *options, kind="blogger")


def threads() -> list[tuple[str, int, str]]:
    found = Comment.objects.in_thread_order()
    return [(one.source, one.depth, str(one.author or one.name)) for one in found]


@pytest.mark.parametrize("text", [old_file(*THREAD), takeout(*TAKEN)])
def test_a_post_comes_in_with_its_thread_wherever_that_stands(
    tmp_path: Path, client: Client, text: str
) -> None:
    output = import_blogger(tmp_path, text)

    assert "Brought in: 1 post, 3 comments" in output
    assert "Left out: nothing" in output
    assert threads() == [("A", 1, "Gus"), ("B", 2, "Flora"), ("C", 1, "Gus")]
    post = Post.objects.get()
    assert (post.title, post.slug, str(post.author)) == ("Real rooms", "real-rooms", "Flora")
    assert post.published_at is not None
    assert post.published_at.replace(microsecond=0) == dt.datetime(2012, 7, 2, 12, tzinfo=dt.UTC)
    assert "trains" in {row.tag.name for row in post.tagged.all()}
    answer = client.get("/@quiet-carriage/2012/07/real-rooms.html")
    assert answer.headers["Location"] == post.get_absolute_url()


def test_the_same_blog_out_of_the_takeout_is_there_already(tmp_path: Path) -> None:
    import_blogger(tmp_path, old_file(*THREAD))
    before = all_rows()

    output = import_blogger(tmp_path, takeout(*TAKEN))

    assert "Brought in: nothing" in output
    assert "Already there: 1 post, 3 comments" in output
    assert all_rows() == before


def test_a_trial_keeps_nothing(tmp_path: Path) -> None:
    before = all_rows()

    assert "Brought in: 1 post, 3 comments" in import_blogger(
        tmp_path, old_file(*THREAD), "--dry-run"
    )
    assert all_rows() == before


def test_a_new_blog_takes_its_name_from_the_file(tmp_path: Path) -> None:
    make_user("Cai", handle="cai")

    import_text(tmp_path, old_file(*THREAD), "--owner", "cai", blog="new-home", kind="blogger")

    blog = Blog.objects.get(handle="new-home")
    assert (blog.title, blog.tagline) == ("Quiet carriage", "Notes from a train")


@pytest.mark.parametrize(
    "text",
    [
        old_file(entry(more="<app:control><app:draft>yes</app:draft></app:control>")),
        takeout(takeout_entry("7", status="DRAFT")),
        takeout(takeout_entry("7", status="NEVER HEARD OF")),
        takeout(takeout_entry("7", published="0000-00-00T00:00:00Z", created="0000-00-00")),
    ],
)
def test_what_was_not_public_there_is_a_draft_here(tmp_path: Path, text: str) -> None:
    import_blogger(tmp_path, text)

    assert Post.objects.get().status == Post.Status.DRAFT


def test_what_was_to_come_is_to_come(tmp_path: Path) -> None:
    import_blogger(
        tmp_path, takeout(takeout_entry("7", status="SCHEDULED", published="2190-01-01T00:00:00Z"))
    )

    assert Post.objects.get().status == Post.Status.SCHEDULED


@pytest.mark.parametrize(
    ("status", "here"),
    [
        ("LIVE", Comment.Status.APPROVED),
        ("SPAM", Comment.Status.SPAM),
        ("PENDING", Comment.Status.PENDING),
        ("EMPTIED", Comment.Status.REMOVED),
        ("SOFT_TRASHED", Comment.Status.REMOVED),
    ],
)
def test_a_comment_keeps_its_state(tmp_path: Path, status: str, here: str) -> None:
    reply = takeout_entry("30", "", "A", type="COMMENT", parent="x.post-7", status=status)

    import_blogger(tmp_path, takeout(takeout_entry("7"), reply))

    assert Comment.objects.get().status == here


def test_a_page_is_a_page_and_the_bin_stays_there(tmp_path: Path) -> None:
    output = import_blogger(
        tmp_path,
        takeout(
            takeout_entry("1", "About", type="PAGE", filename="/p/about.html"),
            takeout_entry("2", "Gone", status="SOFT_TRASHED"),
            takeout_entry("3", "Odd", type="HOLOGRAM"),
        ),
    )

    assert (Post.objects.get().kind, Post.objects.get().slug) == ("page", "about")
    assert "“Gone”: left out, it was in the bin" in output
    assert "“Odd”: left out, this kind has no place here (hologram)" in output


def test_titles_of_many_lines_and_of_ten_thousand_letters_fit(tmp_path: Path) -> None:
    import_blogger(tmp_path, old_file(entry("1", "Real\nrooms\n", ""), entry("2", "T" * 10_000)))

    assert {post.title[:9] for post in Post.objects.all()} == {"Real room", "TTTTTTTTT"}
    assert max(len(post.title) for post in Post.objects.all()) == 250


def test_nobody_becomes_a_member_for_an_address_that_is_nobodys(tmp_path: Path) -> None:
    stranger = make_user("Blogger", email="noreply@blogger.com")
    make_member(Blog.objects.get(), flora := make_user("Flora"), BlogMember.Role.AUTHOR)
    people = User.objects.count()

    import_blogger(tmp_path, old_file(*THREAD))

    assert not stranger.posts.exists()
    assert Post.objects.get().author == flora
    assert User.objects.count() == people
    assert not Comment.objects.filter(email="noreply@blogger.com").exists()


# What is wrong with a file


def test_circles_orphans_and_numbers_used_twice_lose_no_comment(tmp_path: Path) -> None:
    listed = [
        comment("1", "A", post="7", parent="2"),
        comment("2", "B", post="7", parent="1"),
        comment("3", "C", post="7", parent="3"),
        comment("4", "D", post="7", parent="99"),
        comment("4", "E", post="7"),
    ]

    import_blogger(tmp_path, old_file(entry("7"), *listed))

    assert sorted(one.source for one in Comment.objects.all()) == list("ABCDE")


def test_two_entries_of_one_number_are_one_post(tmp_path: Path) -> None:
    output = import_blogger(tmp_path, old_file(entry("7", "One"), entry("7", "Two")))

    assert [post.title for post in Post.objects.all()] == ["One"]
    assert "Already there: 1 post" in output


def test_a_comment_without_its_post_is_named_with_its_line(tmp_path: Path) -> None:
    text = old_file(comment("30", "A", post="8"))
    line = text[: text.index("post-30")].count("\n") + 1

    assert f"line {line}, comment 30 by Gus: left out, its post" in import_blogger(tmp_path, text)


def test_cut_off_anywhere_and_sent_again_is_the_same_in_the_end(tmp_path: Path) -> None:
    posts = [entry(str(n), f"Thing {n}", path=f"/2012/07/thing-{n}.html") for n in range(1, 5)]
    comments = [
        piece
        for n in range(1, 5)
        for piece in [
            comment(f"{n}2", "B", post=str(n), parent=f"{n}1"),
            comment(f"{n}1", "A", post=str(n)),
        ]
    ]
    whole = old_file(*posts, *comments)
    for length in range(len(whole) // 9, len(whole) - 20, len(whole) // 9):
        message = import_error(tmp_path, whole[:length], kind="blogger")
        assert message.startswith(f"Line {whole[:length].count('\n') + 1}: ")

    import_blogger(tmp_path, whole)

    assert [row[:2] for row in threads()] == [("A", 1), ("B", 2)] * 4
    assert Post.objects.count() == 4


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00\x01\x02",
        b"<html><body>Sign in</body></html>",
        b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id></entry></feed>",
        old_file(entry(), head='<!DOCTYPE x [<!ENTITY a "ha">]>').encode(),
    ],
)
def test_nonsense_is_refused_in_one_line(tmp_path: Path, text: bytes) -> None:
    output = import_error(tmp_path, text, kind="blogger")

    assert output.startswith("Line ")
    assert "\n" not in output
    assert not Post.objects.exists()


@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1252", "UTF-16"])
def test_an_encoding_that_is_named_is_read(tmp_path: Path, encoding: str) -> None:
    import_blogger(tmp_path, old_file(entry(title="Café"), encoding=encoding).encode(encoding))

    assert Post.objects.get().title == "Café"


def test_an_entry_beyond_all_measure_is_left_out_and_the_next_comes_in(tmp_path: Path) -> None:
    output = import_blogger(
        tmp_path, old_file(entry("1", "Long", "x" * 8_100_000), entry("2", "Short"))
    )

    assert "“Long”: left out, it is longer than any post" in output
    assert [post.title for post in Post.objects.all()] == ["Short"]
