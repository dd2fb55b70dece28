from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from comments.models import Comment
from tests.make import make_comment, make_post

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_holds_the_approved_comments_whole_and_newest_first(
    quiet_carriage: Blog, guest: Client
) -> None:
    post = make_post(quiet_carriage, title="Rooms & chairs")
    make_comment(post, "First, *whole*.\n\nAnd its second paragraph.")
    last = make_comment(post, "Last.")
    make_comment(post, "Not yet.", status=Comment.Status.PENDING)

    answer = guest.get(f"{post.get_absolute_url()}comments/feed/")

    feed = ET.fromstring(answer.content)
    texts = [entry.findtext(f"{ATOM}content") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert answer["Content-Type"].startswith("application/xml")
    assert [text.count("<p>") for text in texts] == [1, 2]
    assert next(feed.iter(f"{ATOM}entry")).findtext(f"{ATOM}id") == (
        f"http://localhost:8000/comments/{last.pk}/"
    )
    assert feed.findtext(f"{ATOM}title") == "Comments on “Rooms & chairs”"


def test_the_comments_of_a_draft_have_no_feed(quiet_carriage: Blog, as_ada: Client) -> None:
    post = make_post(quiet_carriage)
    address = f"{post.get_absolute_url()}comments/feed/"
    post.unpublish()

    assert as_ada.get(address).status_code == 404
