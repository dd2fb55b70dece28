"""What hosts, authors and writers decide about a comment, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from comments.models import Comment, PendingReply
from tests.breaking import breaking_at
from tests.casts import signed_in
from tests.comments.replies import WORDS, browser, guest_reply, send, text_in_form
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from tests.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


def test_the_form_of_a_page_gone_back_to_still_takes_other_words(
    post: Post, as_ben: Client, settings: Any
) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0

    send(as_ben, post, comment="First.", key="one")
    send(as_ben, post, comment="Second.", key="one")

    assert sorted(post.comments.values_list("source", flat=True)) == ["First.", "Second."]


def test_what_was_found_to_be_spam_is_not_taken_again(post: Post, ada: User) -> None:
    send(browser(), post, **guest_reply())
    post.comments.get().mark_as_spam(by=ada)

    answer = send(browser(), post, **guest_reply())

    assert answer.status_code == 409
    assert text_in_form(answer) == WORDS


def test_a_held_comment_that_is_removed_was_never_there(
    post: Post, as_ada: Client, guest: Client
) -> None:
    pending = make_comment(post, status=Comment.Status.PENDING)

    as_ada.post(f"/comments/{pending.pk}/removal/")

    pending.refresh_from_db()
    assert pending.status == Comment.Status.SPAM
    assert "was removed" not in guest.get(post.get_absolute_url()).content.decode()


def test_a_writer_cannot_make_spam_into_a_gap(post: Post, as_ben: Client, ben: User) -> None:
    own = make_comment(post, by=ben)
    own.mark_as_spam(by=post.author)

    assert as_ben.post(f"/comments/{own.pk}/removal/").status_code == 403


def test_what_its_writer_took_back_stays_taken_back(
    post: Post, as_ada: Client, ben: User, guest: Client
) -> None:
    own = make_comment(post, "Hasty words.", by=ben)
    own.remove(by=ben)

    as_ada.post(f"/comments/{own.pk}/approval/")

    assert "Hasty words." not in guest.get(post.get_absolute_url()).content.decode()


def test_spam_with_an_answer_that_waits_keeps_the_place_of_that_answer(
    post: Post, ada: User, guest: Client
) -> None:
    parent = make_comment(post, "cheap pills", name="Pill Seller")
    child = make_comment(post, "Go away.", parent=parent, status=Comment.Status.PENDING)

    parent.mark_as_spam(by=ada)
    child.approve(by=ada)

    page = guest.get(post.get_absolute_url()).content.decode()
    assert "Go away." in page
    assert "Pill Seller" not in page


def test_editing_the_words_leaves_a_decision_made_meanwhile(post: Post, ada: User) -> None:
    pending = make_comment(post, status=Comment.Status.PENDING)
    stale = Comment.objects.get(pk=pending.pk)
    pending.approve(by=ada)

    stale.write("Better words.")

    pending.refresh_from_db()
    post.refresh_from_db()
    assert pending.is_approved
    assert pending.source == "Better words."
    assert post.comment_count == 1


def test_the_front_page_names_nobody_whose_comment_was_removed(
    post: Post, guest: Client, ben: User
) -> None:
    parent = make_comment(post, name="Secret Person")
    make_comment(post, parent=parent, by=ben)
    parent.remove(by=post.author)

    page = guest.get("/").content.decode()

    assert "Ben Okafor commented on" in text_of(page)
    assert "Secret Person" not in page


def test_what_waits_late_in_a_long_discussion_is_found_there(post: Post, as_ada: Client) -> None:
    pending = [
        make_comment(post, f"held {number}", status=Comment.Status.PENDING) for number in range(60)
    ]
    for _answer in range(55):
        make_comment(post)
    last = make_comment(post, "the very last", status=Comment.Status.PENDING)

    answer = as_ada.get(f"/comments/{last.pk}/", follow=True)

    assert "the very last" in answer.content.decode()
    assert len(pending) == 60


def test_what_waits_stands_on_pages_of_twenty_five(post: Post, as_ada: Client) -> None:
    for number in range(26):
        make_comment(post, f"Word {number}.", status=Comment.Status.PENDING)

    first, second = [as_ada.get("/comments/pending/", {"page": page}).text for page in (1, 2)]

    assert (first.count('data-status="pending"'), second.count('data-status="pending"')) == (25, 1)


def test_who_is_named_in_many_comments_finds_twenty_five_of_them(
    post: Post, as_ben: Client, ben: User
) -> None:
    EmailAddress.objects.get_or_create(
        user=ben, email=ben.email, defaults={"verified": True, "primary": True}
    )
    for _number in range(26):
        make_comment(post, status=Comment.Status.PENDING, email=ben.email)

    shown = as_ben.get("/comments/pending/").text.partition('id="addressed"')[2]

    assert shown.partition("</ul>")[0].count("<li>") == 25


@pytest.mark.parametrize("verb", ["approval", "spam", "removal"])
def test_a_decision_that_cannot_be_noted_is_not_made(post: Post, as_ada: Client, verb: str) -> None:
    pending = make_comment(post, status=Comment.Status.PENDING)

    with breaking_at('INSERT INTO "comments_decision"'):
        as_ada.post(f"/comments/{pending.pk}/{verb}/")

    pending.refresh_from_db()
    post.refresh_from_db()
    assert (pending.status, post.comment_count) == ("pending", 0)


def test_a_name_of_unseen_characters_is_asked_for_again(post: Post) -> None:
    answer = send(browser(), post, **guest_reply(name="\u202e\u200b"))

    assert answer.status_code == 422
    assert "Please enter your name here" in answer.content.decode()


def test_no_name_can_break_the_feed(guest: Client) -> None:
    post = make_post(make_blog(what_waits="none"))
    send(browser(), post, **guest_reply(name="Gus\x08\nGuest"))

    answer = guest.get(f"{post.get_absolute_url()}comments/feed/")

    assert answer.status_code == 200
    assert "<name>Gus Guest (guest)</name>" in answer.content.decode()


def test_an_unknown_sign_in_option_keeps_nothing(post: Post, guest: Client) -> None:
    send(guest, post, **guest_reply(through="compuserve"))

    assert not PendingReply.objects.exists()


def test_nobody_fills_the_disk_by_going_in_and_out(post: Post) -> None:
    answers = [send(browser(), post, **guest_reply(through="practice")) for _press in range(61)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert text_in_form(answers[-1]) == WORDS
    assert PendingReply.objects.count() == 60


@pytest.mark.parametrize("next_url", ["foo", "//evil.example", "https://evil.example/", "x" * 5000])
def test_a_decision_leads_back_only_to_pages_of_ours(
    post: Post, as_ada: Client, next_url: str
) -> None:
    pending = make_comment(post, status=Comment.Status.PENDING)

    answer = as_ada.post(f"/comments/{pending.pk}/approval/", {"next": next_url})

    assert answer["Location"].startswith(post.get_absolute_url())


def test_an_identity_with_five_thousand_digits_is_nobodys(post: Post, as_ben: Client) -> None:
    assert send(as_ben, post, comment=WORDS, as_="9" * 5000).status_code == 200


def test_an_author_taken_off_the_blog_has_nothing_to_decide_there_any_more() -> None:
    author, blog = make_user("Archie"), make_blog()
    member = make_member(blog, author)
    pending = make_comment(make_post(blog, author=author), status="pending")
    browser = signed_in(author)
    assert pending.name in browser.get("/comments/pending/").content.decode()

    member.leave()

    assert pending.name not in browser.get("/comments/pending/").content.decode()
    page = browser.get(pending.post.get_absolute_url()).content.decode()
    assert pending.name not in page
    assert "gus@example.org" not in page
    for verb in ("approval", "spam", "removal"):
        answer = browser.post(reverse(f"comments:{verb}", args=[pending.pk]))
        assert answer.status_code == 403
    pending.refresh_from_db()
    assert pending.is_pending
