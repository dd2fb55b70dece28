"""The page of a person: what they write, on their blogs and under the posts of others."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from comments.models import Comment
from tests.make import NOON, make_blog, make_comment, make_post, make_user
from tests.pages import get, links, part, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def words_of(page: str) -> str:
    return text_of("<body>" + part(page, "ul", "comments-list"))


def test_a_person_without_a_blog_has_a_page_of_what_they_said(
    ben: User, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="Rain")
    root = make_comment(post, "It did not rain here.", by=ben, at=NOON)
    make_comment(post, "*Never* does.", by=ben, parent=root, at=NOON + dt.timedelta(days=1))

    page = get("/people/ben/")

    assert words_of(page) == (
        f"Rain In reply to {ben}, 3 July 2012 · The Quiet Carriage Never does. "
        "2 July 2012 It did not rain here."
    )
    assert links(page).count(post.get_absolute_url()) == 1
    assert root.get_absolute_url() in links(page)
    assert "Writes on" not in text_of(page)


def test_only_what_everybody_may_read_is_listed(ben: User, quiet_carriage: Blog) -> None:
    post, draft = make_post(quiet_carriage), make_post(quiet_carriage)
    make_comment(post, "Waiting.", by=ben, status=Comment.Status.PENDING)
    make_comment(post, "Cheap pills.", by=ben, status=Comment.Status.SPAM)
    make_comment(post, "Taken back.", by=ben).remove(by=ben)
    make_comment(draft, "Said before it was taken back.", by=ben)
    draft.unpublish()

    for address in ("/people/ben/", "/people/ben/comments/"):
        assert words_of(get(address)) == ""
    assert "No posts or comments yet." in text_of(get("/people/ben/"))
    assert "Nothing yet." in text_of(get("/people/ben/comments/"))


def test_a_reply_to_what_was_removed_names_nobody(ben: User, quiet_carriage: Blog) -> None:
    root = make_comment(make_post(quiet_carriage), name="Rueful Rita")
    make_comment(root.post, "Do not!", by=ben, parent=root)
    root.remove(by=root.post.author)

    page = get("/people/ben/")

    assert "In reply to a removed comment," in words_of(page)
    assert "Rita" not in page


def test_there_is_a_way_to_everything_somebody_said(ben: User, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    for number in range(26):
        make_comment(post, f"Number {number}.", by=ben)

    assert "/people/ben/comments/" in links(get("/people/ben/"))
    assert "All 26 comments" in text_of(get("/people/ben/"))
    assert "Number 1." in words_of(get("/people/ben/comments/"))
    assert "Number 0." in words_of(get("/people/ben/comments/?page=2"))


def test_few_comments_need_no_further_page(ben: User, quiet_carriage: Blog) -> None:
    make_comment(make_post(quiet_carriage), by=ben)

    assert "/people/ben/comments/" not in links(get("/people/ben/"))


def test_a_former_handle_leads_to_what_they_said_and_to_their_feed(ada: User) -> None:
    ada.change_handle("adela")

    for rest in ("comments/", "feed/", "feed.rss", "feed.json"):
        assert status(f"/people/ada/{rest}") == 301
        assert status(f"/people/adela/{rest}") == 200


def test_somebody_who_has_left_has_neither(ada: User) -> None:
    ada.is_active = False
    ada.save()

    assert status("/people/ada/comments/") == status("/people/ada/feed/") == 404


def test_the_feed_of_a_person_brings_their_posts_from_all_blogs(
    ada: User, quiet_carriage: Blog, guest: Client
) -> None:
    make_post(quiet_carriage, title="Rain", published=NOON)
    elsewhere = make_blog(title="Panniers")
    make_post(elsewhere, author=ada, title="Hills", published=NOON + dt.timedelta(days=1))
    make_post(elsewhere, title="Not hers")
    make_post(quiet_carriage, title="Not yet", status="draft")

    feed = ET.fromstring(guest.get("/people/ada/feed/").content)

    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["Hills", "Rain"]
    assert "Ada Kowalczyk" in (feed.findtext(f"{ATOM}title") or "")


def test_a_person_names_their_feed_in_the_head_and_shows_it_once_there_is_something(
    ada: User, quiet_carriage: Blog
) -> None:
    assert 'href="/people/ada/feed/"' in get("/people/ada/").partition("<body")[0]
    assert "/people/ada/feed/" not in links(get("/people/ada/"))

    make_post(quiet_carriage)

    assert "/people/ada/feed/" in links(get("/people/ada/"))


def test_only_oneself_is_offered_to_edit_the_profile(as_ada: Client, as_ben: Client) -> None:
    assert "Edit your profile" in get("/people/ada/", by=as_ada)
    assert "Edit your profile" not in get("/people/ada/", by=as_ben)
    assert "Edit your profile" not in get("/people/ada/")


def test_a_name_of_one_letter_and_one_from_the_right_are_names(quiet_carriage: Blog) -> None:
    for name in ("J", "שלום", "W" * 60):
        person = make_user(name)
        make_comment(make_post(quiet_carriage), by=person)

        assert f"Comments by {name}" in text_of(get(f"{person.get_absolute_url()}comments/"))
