from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from comments.models import Comment
from comments.reply_box import reply_address
from tests.comments.replies import (
    WORDS,
    browser,
    guest_reply,
    hidden,
    send,
    states_on,
    text_in_form,
)
from tests.make import make_blog, make_comment, make_post, make_user
from tests.pages import part

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog
    from posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


def test_a_guest_writes_and_waits_for_approval(post: Post) -> None:
    answer = send(browser(), post, **guest_reply())

    comment = post.comments.get()
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"/comments/{comment.pk}/?pending=")
    assert comment.status == Comment.Status.PENDING
    assert (comment.name, comment.email, comment.source) == ("Gus Guest", "gus@example.org", WORDS)


def test_where_guests_need_not_wait_the_comment_is_public_and_counted(post: Post) -> None:
    open_post = make_post(make_blog(what_waits="none"))

    send(browser(), open_post, **guest_reply())

    open_post.refresh_from_db()
    assert open_post.comments.get().is_approved
    assert open_post.comment_count == 1


def test_the_guest_alone_sees_the_held_comment_after_posting(post: Post, guest: Client) -> None:
    writer = browser()
    landed = writer.post(reply_address(post), guest_reply(), follow=True)

    assert "Your comment is awaiting moderation." in landed.content.decode()
    assert WORDS in landed.content.decode()
    assert WORDS not in guest.get(post.get_absolute_url()).content.decode()


def test_a_remembered_guest_finds_name_and_held_comment_next_time(post: Post) -> None:
    writer = browser()
    send(writer, post, **guest_reply(remember="on"))

    page = writer.get(post.get_absolute_url()).content.decode()

    assert 'value="Gus Guest"' in page
    assert 'value="gus@example.org"' in page
    assert "awaiting moderation" in page


def test_without_consent_nothing_is_remembered(post: Post) -> None:
    writer = browser()
    send(writer, post, **guest_reply())

    assert not [cookie for cookie in writer.cookies.values() if cookie.value]


def test_every_gap_is_named_beside_its_field_and_the_words_stay(post: Post) -> None:
    answer = send(browser(), post, **guest_reply(name="", email="gus@", website="no way"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert text_in_form(answer) == WORDS
    assert "Not posted yet: 3 things to put right." in page
    for words in ("Please enter your name here", "Invalid email address", "not a web address"):
        assert words in page
    assert 'value="gus@"' in page
    assert not post.comments.exists()


@pytest.mark.parametrize("words", ["", "   \n ", "\u00a0"])
def test_an_empty_comment_is_asked_for(post: Post, words: str) -> None:
    answer = send(browser(), post, **guest_reply(words))

    assert answer.status_code == 422
    assert "Please enter a comment" in answer.content.decode()


def test_a_comment_that_is_too_long_comes_back_whole_with_the_number(post: Post) -> None:
    words = "long " * 2001

    answer = send(browser(), post, **guest_reply(words))

    assert answer.status_code == 422
    assert text_in_form(answer).strip() == words.strip()
    assert "within 10,000 characters; this has 10,004." in answer.content.decode()


@pytest.mark.parametrize(("length", "status"), [(80, 303), (81, 422)])
def test_a_name_has_eighty_characters_at_most(post: Post, length: int, status: int) -> None:
    answer = send(browser(), post, **guest_reply(name="n" * length))

    assert answer.status_code == status
    assert post.comments.filter(name="n" * length).exists() == (status == 303)


@pytest.mark.parametrize("place", ["under the post", "on a page of its own"])
def test_the_form_says_before_how_long_and_in_what_marks(
    post: Post, guest: Client, place: str
) -> None:
    address = post.get_absolute_url() if place == "under the post" else reply_address(post)

    page = guest.get(address).content.decode()

    help_text = part(page, "span", 'id="comment-help"')
    assert "Up to 10,000 characters." in help_text
    assert "Markdown works" in help_text
    assert 'aria-describedby="comment-help"' in part(page, "textarea", 'id="comment"')


def test_ten_thousand_brackets_are_a_comment_like_any_other(post: Post) -> None:
    answer = send(browser(), post, **guest_reply("[" * 10_000))

    assert answer.status_code == 303
    assert "[" * 50 in post.comments.get().body_html


def test_marks_that_turn_the_direction_are_taken_out_of_a_name(post: Post) -> None:
    send(browser(), post, **guest_reply(name="\u202eGus\u2066 Guest"))

    assert post.comments.get().name == "Gus Guest"


@pytest.mark.parametrize(
    "name",
    [
        "Ada Kowalczyk",
        "ada kowalczyk",
        "Ada\u200bKowalczyk",
        "\u202eAda Kowalczyk",
        "\u0410d\u0430 K\u043ewalczyk",
        "\uff21\uff44\uff41 Kowa1czyk",
        "@ada",
    ],
)
def test_who_signs_like_a_member_is_told_once_and_then_taken_at_their_word(
    post: Post, name: str
) -> None:
    response = send(browser(), post, **guest_reply(name=name))
    assert response.status_code == 422
    assert "A member here is called that." in response.content.decode()
    assert text_in_form(response) == WORDS
    meant = html.unescape(hidden(response, "meant_name"))

    answer = send(browser(), post, **guest_reply(name=name, meant_name=meant))

    assert answer.status_code == 303
    assert post.comments.get().author is None


@pytest.mark.parametrize("name", ["Ada K", "Beda Kowalczyk", "\u0391\u03bd\u03bd\u03b1"])
def test_another_name_is_nobodys_business(post: Post, name: str) -> None:
    assert send(browser(), post, **guest_reply(name=name)).status_code == 303


def test_nul_bytes_are_no_reason_to_fall_over(post: Post) -> None:
    answer = send(browser(), post, **guest_reply("before\x00after", name="Gus\x00"))

    assert answer.status_code == 422
    assert "before" in text_in_form(answer)
    assert "after" in text_in_form(answer)


def test_broken_utf_8_is_shown_back_and_not_a_failure(post: Post) -> None:
    answer = browser().post(
        reply_address(post),
        b"comment=caf\xe9&name=&email=gus%40example.org",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 422
    assert text_in_form(answer).startswith("caf")


def test_a_repeated_post_makes_one_comment_and_both_answers_lead_to_it(post: Post) -> None:
    writer = browser()

    first = send(writer, post, **guest_reply())
    second = send(writer, post, **guest_reply())

    pk = post.comments.get().pk
    assert {first.status_code, second.status_code} == {303}
    assert second["Location"].startswith(f"/comments/{pk}/")


def test_the_same_words_much_later_are_a_duplicate(post: Post) -> None:
    send(browser(), post, **guest_reply())
    Comment.objects.update(posted_at="2012-07-02T12:00:00Z")

    answer = send(browser(), post, **guest_reply())

    assert answer.status_code == 409
    assert "Duplicate comment detected" in answer.content.decode()
    assert text_in_form(answer) == WORDS


def test_a_form_from_elsewhere_is_shown_again_with_its_words(post: Post) -> None:
    forger = browser()
    forger.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"

    answer = send(forger, post, **guest_reply())

    assert answer.status_code == 403
    assert text_in_form(answer) == WORDS
    assert not post.comments.exists()


def test_an_older_browser_is_known_by_its_origin(post: Post) -> None:
    old = browser()
    del old.defaults["HTTP_SEC_FETCH_SITE"]

    refused = send(old, post, **guest_reply())
    taken = old.post(reply_address(post), guest_reply(), headers={"origin": "http://testserver"})

    assert (refused.status_code, taken.status_code) == (403, 303)


def test_closed_posts_take_nothing_and_give_the_words_back(quiet_carriage: Blog) -> None:
    closed = make_post(quiet_carriage, comments_open=False)

    answer = send(browser(), closed, **guest_reply())

    assert answer.status_code == 403
    assert "Sorry, comments are closed for this item." in answer.content.decode()
    assert WORDS in answer.content.decode()
    assert not closed.comments.exists()


def test_a_closed_blog_gives_the_words_back_with_a_word_about_it(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    quiet_carriage.close()

    answer = send(browser(), post, **guest_reply())

    assert answer.status_code == 403
    assert "Sorry, comments are closed for this item." in answer.content.decode()
    assert WORDS in answer.content.decode()


@pytest.mark.parametrize("lost", ["taken back", "never there"])
def test_an_answer_to_a_post_that_is_gone_gives_the_words_back(post: Post, lost: str) -> None:
    address = reply_address(post)
    if lost == "taken back":
        post.unpublish()
    else:
        address = address.replace(post.slug, "nothing-here")

    answer = browser().post(address, guest_reply())

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Sorry, comments are closed for this item." in page
    assert WORDS in page
    assert post.title not in page


def test_an_answer_follows_a_post_that_has_moved(post: Post) -> None:
    parent = make_comment(post)
    old = reply_address(post, parent)
    post.move(to=post.blog, kind=post.kind, slug="somewhere-else")

    answer = browser().post(old, guest_reply(email="o@example.org"), follow=True)

    assert answer.status_code == 200
    assert post.comments.get(source=WORDS).parent == parent


def test_a_blog_may_close_its_comments_after_some_days() -> None:
    old = make_post(make_blog(close_after_days=30))

    assert send(browser(), old, **guest_reply()).status_code == 403


def test_where_members_only_answer_a_guest_is_asked_in_with_the_words_kept() -> None:
    post = make_post(make_blog(who_may_comment="members"))

    answer = send(browser(), post, **guest_reply())

    assert answer.status_code == 403
    assert states_on(answer) == ["must-sign-in"]
    assert text_in_form(answer) == WORDS


def test_a_reply_to_a_comment_of_another_post_is_kept_and_refused(post: Post) -> None:
    elsewhere = make_comment(make_post())

    answer = browser().post(f"{reply_address(post)}{elsewhere.pk}/", guest_reply())

    assert answer.status_code == 404
    assert text_in_form(answer) == WORDS
    assert not post.comments.exists()


def test_a_reply_to_a_comment_removed_meanwhile_can_still_be_posted(post: Post) -> None:
    parent = make_comment(post)
    parent.remove(by=post.author)

    answer = send(browser(), post, parent, **guest_reply())

    assert answer.status_code == 410
    assert "has been removed" in answer.content.decode()
    assert text_in_form(answer) == WORDS
    assert f'action="{reply_address(post)}#respond"' in answer.content.decode()


@pytest.mark.parametrize("address", ["gus@example.org", "GUS@example.org"])
def test_a_members_address_gives_a_guest_nothing(post: Post, address: str) -> None:
    post.author.email = "gus@example.org"
    post.author.save()

    send(browser(), post, **guest_reply(email=address))

    comment = post.comments.get()
    assert comment.is_pending
    assert comment.author is None


def test_cancel_reply_keeps_what_was_typed(post: Post) -> None:
    parent = make_comment(post)

    answer = send(browser(), post, parent, **guest_reply(do="cancel-reply"))

    assert answer.status_code == 200
    assert text_in_form(answer) == WORDS
    assert f'action="{reply_address(post)}#respond"' in answer.content.decode()


def test_a_script_is_told_where_the_new_comment_stands(post: Post) -> None:
    answer = browser().post(reply_address(post), guest_reply(), headers={"x-in-place": "yes"})

    assert answer.status_code == 201
    assert answer["Location"].startswith(f"/comments/{post.comments.get().pk}/")


def test_a_member_hears_once_by_letter_of_an_address_typed_by_a_guest(
    mailoutbox: list[Any], settings: Any
) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0
    post = make_post(make_blog(what_waits="none"))
    make_user("Cleo", email="cleo@example.org")

    answer = send(browser(), post, **guest_reply(email="Cleo@example.org"))
    send(browser(), post, **guest_reply("Once more.", email="cleo@example.org"))
    send(browser(), post, **guest_reply("A stranger."))

    pending = post.comments.pending().order_by("pk")
    (message,) = mailoutbox
    assert answer.status_code == 303
    assert [comment.source for comment in pending] == [WORDS, "Once more."]
    assert [one.lower() for one in message.to] == ["cleo@example.org"]
    assert "cleo" not in browser().get(answer["Location"], follow=True).content.decode().lower()
    link = re.search(r"/comments/\d+/claim/\S+", message.body)
    assert link
    assert WORDS in browser().get(link[0]).content.decode()
