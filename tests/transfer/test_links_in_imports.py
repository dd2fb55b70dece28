"""Links from one imported text to another lead to where that is now; others to where they led."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comments.models import Comment
from posts.models import Post
from tests.pages import links
from tests.transfer.blogger import comment as blogger_comment
from tests.transfer.blogger import entry, old_file
from tests.transfer.importing import import_text
from tests.transfer.wxr import comment, export, item

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]

RAIN = "http://quiet.example/blog/2012/07/02/rain/"
HERE = "/@quiet-carriage/2012/07/rain/"


def link_of(folder: Path, address: str) -> str:
    """Where a link to ADDRESS in one post leads, once the post “Rain” came in with it."""
    rain = item(
        "Rain",
        '<h2 id="hail">Hail</h2>It rained.',
        post_name="rain",
        post_id="7",
        comments=[comment("Did it?", comment_id="31"), comment("It did.", comment_id="32")],
    )
    other = item("Other", f'<a href="{address}">there</a>', post_name="other")
    import_text(folder, export(other, rain), "--no-fetch")
    (found,) = links(Post.objects.get(title="Other").body_html)
    return found


@pytest.mark.parametrize(
    "address",
    [
        RAIN,
        RAIN.replace("http:", "https:"),
        RAIN.replace("quiet.", "www.quiet."),
        RAIN.removeprefix("http:"),
        "/blog/2012/07/02/rain/",
        "../rain/",
        "/blog/?p=7",
        "http://quiet.example/blog/?page_id=7",
    ],
)
def test_a_link_to_what_came_in_leads_there_however_it_is_written(
    tmp_path: Path, address: str
) -> None:
    assert link_of(tmp_path, address) == HERE


@pytest.mark.parametrize("anchor", ["comments", "respond", "elsewhere"])
def test_a_place_on_the_page_is_kept(tmp_path: Path, anchor: str) -> None:
    assert link_of(tmp_path, f"{RAIN}#{anchor}") == f"{HERE}#{anchor}"


def test_a_heading_of_the_text_is_found_again(tmp_path: Path) -> None:
    found = link_of(tmp_path, f"{RAIN}#hail")

    rain = Post.objects.get(title="Rain")
    assert found == f"{HERE}#p{rain.pk}-hail"
    assert f'id="p{rain.pk}-hail"' in rain.body_html


def test_a_comment_is_found_again(tmp_path: Path) -> None:
    found = link_of(tmp_path, "/blog/2012/07/02/rain/#comment-32")

    assert found == Comment.objects.get(source__contains="It did.").get_absolute_url()


def test_a_comment_that_did_not_come_leads_to_its_post(tmp_path: Path) -> None:
    assert link_of(tmp_path, f"{RAIN}#comment-99") == HERE


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/wp-content/uploads/a.pdf", "http://quiet.example/wp-content/uploads/a.pdf"),
        ("/blog/2013/01/01/snow/", "http://quiet.example/blog/2013/01/01/snow/"),
        ("https://elsewhere.example/#x", "https://elsewhere.example/#x"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
    ],
)
def test_what_did_not_come_is_looked_for_where_it_was(
    tmp_path: Path, address: str, whole: str
) -> None:
    assert link_of(tmp_path, address) == whole


def test_a_place_in_the_same_text_stays_in_it(tmp_path: Path) -> None:
    import_text(tmp_path, export(item("One", '<a href="#end">down</a><p id="end">End.</p>')))

    post = Post.objects.get()
    assert links(post.body_html) == [f"#p{post.pk}-end"]


def test_a_picture_that_is_not_fetched_is_shown_from_where_it_was(tmp_path: Path) -> None:
    import_text(tmp_path, export(item("One", '<img src="/b.jpg" alt="B">')), "--no-fetch")

    assert 'src="http://quiet.example/b.jpg"' in Post.objects.get().source


def test_links_between_posts_from_blogger_lead_here(tmp_path: Path) -> None:
    address = "http://quiet-carriage.blogspot.com/2012/07/rain.html"
    other = f"<a href='{address}#c9'>there</a>"
    text = old_file(
        entry("1", "Rain", path="/2012/07/rain.html"),
        entry("2", "Other", content=other, path="/2012/07/other.html"),
        blogger_comment("9", "Did it?", post="1"),
    )

    import_text(tmp_path, text, kind="blogger")

    reply = Comment.objects.get()
    assert links(Post.objects.get(title="Other").body_html) == [reply.get_absolute_url()]
