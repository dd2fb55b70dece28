"""A name stands among other words: it turns none of them round, and says whose it is."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.casts import signed_in
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from tests.pages import compact, get, part, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db

LAYLA = "\u0644\u064a\u0644\u0649"  # written from the right
ALONE = f"\u2068{LAYLA}\u2069"
FEEDS = ["feed/", "feed.rss", "feed.json"]


def labels(page: str) -> list[str]:
    return [label for label in re.findall(r'aria-label="([^"]*)"', page) if LAYLA in label]


def titles(page: str) -> list[str]:
    return re.findall(r"<title>(.*?)</title>", compact(page))


def test_in_a_label_or_a_title_a_name_from_the_right_stands_by_itself(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)
    comment = make_comment(post, name=LAYLA)
    make_comment(post, name=LAYLA, status="pending")

    labels_shown = labels(as_ada.get(post.get_absolute_url()).text)
    labels_shown += labels(as_ada.get("/comments/pending/").text)
    labels_shown += titles(as_ada.get(f"{post.get_absolute_url()}reply/{comment.pk}/").text)[:1]

    assert len(labels_shown) == 15
    assert {ALONE in label for label in labels_shown} == {True}


def test_a_name_from_the_left_needs_nothing(as_ada: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    make_comment(post, name="Ren\u00e9e 2nd")

    page = as_ada.get(post.get_absolute_url()).text

    assert 'aria-label="Reply to Ren\u00e9e 2nd"' in page
    assert "\u2068" not in page


def test_people_of_a_blog_and_what_is_told_of_them(as_ada: Client, quiet_carriage: Blog) -> None:
    member = make_member(quiet_carriage, make_user(LAYLA))
    there = reverse("desk:blog_people", args=["quiet-carriage"])

    labels_shown = labels(as_ada.get(there).text)
    sent = reverse("desk:blog_member", args=["quiet-carriage", member.pk])
    answer = as_ada.post(sent, {"role": "editor"}, follow=True)

    assert labels_shown == [
        f"Change the role of {ALONE}",
        f"Remove from the blog: {ALONE}",
    ]
    assert f"{ALONE} is now: Editor." in answer.text


def test_the_page_of_a_person() -> None:
    person = make_user(LAYLA)
    make_member(make_blog(), person)

    assert titles(get(person.get_absolute_url()))[0].startswith(f"{ALONE} ·")


def test_a_letter_of_invitation(quiet_carriage: Blog, ada: User, mailoutbox: list[Any]) -> None:
    ada.rename(LAYLA)
    there = reverse("desk:blog_people", args=["quiet-carriage"])
    signed_in(ada).post(there, {"email": "new@example.org", "role": "author"})

    [message] = mailoutbox
    assert message.subject.startswith(f"{ALONE} invites you")
    assert message.body.startswith(f"{ALONE} would like you")


@pytest.mark.parametrize("form", FEEDS)
def test_a_guest_is_called_one_in_every_feed_of_comments(form: str, ben: User) -> None:
    post = make_post()
    make_comment(post, name=LAYLA)
    make_comment(post, by=ben)

    for folder in ("", post.blog.get_absolute_url(), post.get_absolute_url()):
        feed = html.unescape(get(f"{folder or '/'}comments/{form}"))

        if form.endswith("json"):
            labels_shown = [item["authors"][0]["name"] for item in json.loads(feed)["items"]]
        else:
            labels_shown = re.findall(
                r"<(?:name|dc:creator)[^>]*>([^<]*)</(?:name|dc:creator)>", feed
            )
        assert f"{ALONE} (guest)" in labels_shown
        assert "Ben Okafor" in labels_shown
        assert LAYLA not in feed.replace(ALONE, "")


def test_a_guest_is_called_one_where_answers_are_listed_on_the_front_page(ben: User) -> None:
    post = make_post(title="Rain")
    comment = make_comment(post, name="Gus")
    make_comment(post, by=ben, parent=comment)

    text = text_of("<body>" + part(get("/"), "ul", "answering"))

    assert "Gus (guest) commented on Rain" in text
    assert "Ben Okafor replied to Gus (guest) on Rain" in text


@pytest.mark.parametrize(
    "page",
    ["comments/comment/", "comments/decision/", "accounts/user/", "posts/post/", "blogs/blog/"],
)
def test_names_in_the_lists_of_the_admin_stand_by_themselves(
    as_mo: Client, mo: User, page: str
) -> None:
    person = make_user(LAYLA)
    comment = make_comment(make_post(make_blog(person)), by=person)
    comment.remove(by=person)

    labels_shown = as_mo.get(f"/admin/{page}").text.partition('id="result_list"')[2]

    assert f"<bdi>{LAYLA}</bdi>" in labels_shown
    rows = re.sub(r'aria-label="[^"]*"', "", labels_shown)
    assert LAYLA not in rows.replace(f"<bdi>{LAYLA}</bdi>", "").replace(ALONE, "")


def test_an_account_that_an_import_names_is_told_to_be_that() -> None:
    post = make_post()
    data = {"provider": "orcid", "provider_name": "ORCID", "name": "<b>Ada</b>"}
    data |= {"profile_url": "https://orcid.example/1"}
    comment = make_comment(post, name="Ada", imported_identity=data)
    make_comment(post, "Yes.", name="Gus")

    for address in (post.get_absolute_url(), f"{post.get_absolute_url()}reply/{comment.pk}/"):
        page = get(address)

        assert "ORCID, <b>Ada</b> (from an import)" in text_of(page)
        assert page.count("(from an import)") == 1
        assert "orcid.example" not in page
