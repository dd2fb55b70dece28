"""What people do with what they said themselves: edit it for a while, and take it back."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.reply_box import reply_address
from tests.casts import signed_in
from tests.comments.replies import WORDS, browser, guest_reply, send, states_on
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from tests.pages import compact, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


def page(client: Client, post: Post, **query: Any) -> str:
    return client.get(post.get_absolute_url(), query).content.decode()


def private_link(text: str) -> str:
    found = re.search(r'href="(/comments/\d+/private/[^"?]+/)"', text)
    assert found
    return found[1]


def a_guest_waits(post: Post, **fields: Any) -> tuple[Client, str]:
    """The browser of a guest who has posted, and the private link on the page it came to."""
    writer = browser()
    landed = writer.get(send(writer, post, **guest_reply(**fields))["Location"], follow=True)
    return writer, private_link(landed.content.decode())


# Members


def test_a_member_edits_within_a_quarter_of_an_hour_and_the_page_says_so(
    post: Post, as_ben: Client, ben: User, guest: Client
) -> None:
    own = make_comment(post, "The ketle was on.", by=ben)
    assert f"/comments/{own.pk}/edit/" in page(as_ben, post)
    assert "The ketle was on." in as_ben.get(f"/comments/{own.pk}/edit/").content.decode()

    answer = as_ben.post(f"/comments/{own.pk}/edit/", {"comment": "The kettle was on."})

    own.refresh_from_db()
    assert answer["Location"] == f"/comments/{own.pk}/"
    assert "The kettle was on." in page(guest, post)
    assert '<span class="edited">edited</span>' in page(guest, post)
    assert [before.source for before in own.revisions.all()] == ["The ketle was on."]


def test_saving_the_same_words_is_no_edit(post: Post, as_ben: Client, ben: User) -> None:
    own = make_comment(post, "As it was.", by=ben)

    as_ben.post(f"/comments/{own.pk}/edit/", {"comment": "As it was."})

    own.refresh_from_db()
    assert own.edited_at is None
    assert not own.revisions.exists()


@pytest.mark.parametrize("why", ["late", "decided"])
def test_too_late_is_said_and_the_words_come_back(
    post: Post, as_ben: Client, ben: User, why: str
) -> None:
    own = make_comment(post, "As it was.", by=ben)
    if why == "late":
        own.posted_at = timezone.now() - dt.timedelta(minutes=15)
        own.save(update_fields=["posted_at"])
        assert f"/comments/{own.pk}/edit/" not in page(as_ben, post)
    else:
        own.mark_as_spam(by=post.author)
        own.approve(by=post.author)

    answer = as_ben.post(f"/comments/{own.pk}/edit/", {"comment": "Other words."})

    own.refresh_from_db()
    assert answer.status_code == 409
    assert "can no longer be edited" in answer.content.decode()
    assert "Other words." in answer.content.decode()
    assert own.source == "As it was."


def test_what_is_wrong_with_an_edit_is_said_beside_the_words(
    post: Post, as_ben: Client, ben: User
) -> None:
    own = make_comment(post, by=ben)

    answer = as_ben.post(f"/comments/{own.pk}/edit/", {"comment": "x" * 10_001})

    assert answer.status_code == 422
    assert "within 10,000 characters; this has 10,001." in answer.content.decode()


@pytest.mark.parametrize("typed", ["\u200b", "<b></b>", "[](https://example.org)"])
def test_nothing_is_not_an_edit(post: Post, as_ben: Client, ben: User, typed: str) -> None:
    own = make_comment(post, "As it was.", by=ben)

    answer = as_ben.post(f"/comments/{own.pk}/edit/", {"comment": typed})

    own.refresh_from_db()
    assert answer.status_code == 422
    assert "Please enter a comment" in answer.content.decode()
    assert own.source == "As it was."
    assert not own.revisions.exists()


def test_nobody_edits_what_others_said(post: Post, as_ben: Client, ada: User) -> None:
    comment = make_comment(post, "Mine.", by=ada)

    answers = [
        as_ben.get(f"/comments/{comment.pk}/edit/"),
        as_ben.post(f"/comments/{comment.pk}/edit/", {"comment": "His."}),
    ]

    comment.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert comment.source == "Mine."


def test_removing_ones_own_asks_first(post: Post, as_ben: Client, ben: User) -> None:
    own = make_comment(post, "Hasty words.", by=ben)
    assert f'<a href="/comments/{own.pk}/removal/"' in compact(page(as_ben, post))

    confirmation = as_ben.get(f"/comments/{own.pk}/removal/").content.decode()

    own.refresh_from_db()
    assert own.is_approved
    assert "Remove this comment?" in confirmation
    assert "Hasty words." in confirmation


# Guests and their private link


def test_a_waiting_guest_is_told_who_decides_and_about_when(ada: User) -> None:
    blog = make_blog(ada)
    editor, once_here = make_user("Eda Editor"), make_user("Olaf Old")
    make_member(blog, editor, "editor")
    make_member(blog, once_here, "author")
    post = make_post(blog, author=ada)
    for hours in (1, 30, 40):
        at = timezone.now() - dt.timedelta(hours=hours)
        make_comment(post, status=Comment.Status.PENDING, email="", at=at).approve(by=ada)
    writer = browser()

    landed = writer.get(send(writer, post, **guest_reply())["Location"], follow=True)

    shown_text = text_of(landed.content.decode())
    assert "Who decides: Ada Kowalczyk, Eda Editor, usually within 2 days." in shown_text
    assert "Olaf Old" not in shown_text


def test_the_author_stands_first_of_those_who_decide(post: Post) -> None:
    owner = post.blog.owner()
    assert owner
    later = make_user("Zoe Late", pk=owner.pk + 1000)  # the longest here is listed first
    make_member(post.blog, later, "author")
    hers = make_post(post.blog, author=later)

    landed = browser().post(reply_address(hers), guest_reply(), follow=True)

    assert "Who decides: Zoe Late, Ada Kowalczyk." in text_of(landed.content.decode())


def test_nothing_is_promised_where_nobody_has_decided_yet(post: Post) -> None:
    writer = browser()

    landed = writer.get(send(writer, post, **guest_reply())["Location"], follow=True)

    assert "Who decides: Ada Kowalczyk." in text_of(landed.content.decode())


def test_the_private_link_shows_edits_and_withdraws_what_waits(post: Post, as_ada: Client) -> None:
    _writer, link = a_guest_waits(post)
    elsewhere = browser()
    shown = elsewhere.get(link)
    assert WORDS in shown.content.decode()
    assert "Who decides: Ada Kowalczyk." in text_of(shown.content.decode())
    assert shown["Cache-Control"] == "private, no-store"
    assert shown["X-Robots-Tag"] == "noindex"
    assert 'content="noindex"' in shown.content.decode()
    assert not elsewhere.cookies

    saved = elsewhere.post(link, {"comment": "Better words."}, follow=True)
    assert "Better words." in saved.content.decode()
    assert post.comments.get().source == "Better words."

    assert "Remove this comment?" in elsewhere.get(link, {"withdraw": ""}).content.decode()
    assert post.comments.get().is_pending
    gone = elsewhere.post(link, {"do": "withdraw"}, follow=True)
    assert "This comment was removed by its author." in gone.content.decode()
    assert "Better words." not in as_ada.get("/comments/pending/").content.decode()


def test_what_a_guest_took_back_is_not_approved_afterwards(post: Post, as_ada: Client) -> None:
    _writer, link = a_guest_waits(post)
    browser().post(link, {"do": "withdraw"})

    as_ada.post(f"/comments/{post.comments.get().pk}/approval/")

    assert not post.comments.get().is_approved


def test_the_private_link_lasts_and_leads_to_what_became_of_the_comment(post: Post) -> None:
    _writer, link = a_guest_waits(post)
    post.comments.get().approve(by=post.author)

    answer = browser().get(link)
    late = browser().post(link, {"comment": "Other words."})

    assert "in the discussion" in answer.content.decode()
    assert late.status_code == 409
    assert post.comments.get().source == WORDS


def test_a_private_link_opens_one_comment_and_cannot_be_guessed(post: Post) -> None:
    _writer, link = a_guest_waits(post)
    token = link.split("/")[-2]
    other = make_comment(post, email="o@example.org")
    by_a_member = make_comment(post, by=make_user())

    codes = [
        browser().get(f"/comments/{pk}/private/{word}/").status_code
        for pk, word in [
            (other.pk, token),
            (by_a_member.pk, token),
            (post.comments.order_by("pk")[0].pk, token[:-1]),
        ]
    ]

    assert codes == [404, 404, 404]


def test_a_forged_form_changes_nothing_behind_a_private_link(post: Post) -> None:
    _writer, link = a_guest_waits(post)
    forger = browser()
    forger.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"

    answer = forger.post(link, {"comment": "Forged."})

    assert answer.status_code == 403
    assert "Forged." in answer.content.decode()
    assert post.comments.get().source == WORDS


def test_what_was_edited_after_it_was_read_is_not_approved(post: Post, as_ada: Client) -> None:
    _writer, link = a_guest_waits(post)
    comment = post.comments.get()
    read = as_ada.get("/comments/pending/").content.decode()
    assert 'name="version" value="pending"' in read
    browser().post(link, {"comment": "Buy pills."})

    sent = {"version": "pending"}
    answer = as_ada.post(f"/comments/{comment.pk}/approval/", sent, follow=True)

    comment.refresh_from_db()
    assert comment.is_pending
    assert "It was edited after you read it." in answer.content.decode()
    now = {"version": comment.version}
    as_ada.post(f"/comments/{comment.pk}/approval/", now)
    comment.refresh_from_db()
    assert comment.is_approved


def test_the_permalink_of_what_waits_opens_for_the_browser_that_wrote_it(post: Post) -> None:
    remembered, _link = a_guest_waits(post, remember="on")
    stranger = browser()
    address = post.comments.get().get_absolute_url()

    assert remembered.get(address).status_code == 302
    assert stranger.get(address).status_code == 404


def test_the_preview_in_the_address_ends_after_ten_minutes(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = browser()
    address = send(writer, post, **guest_reply())["Location"]
    assert writer.get(address).status_code == 302

    later = timezone.now() + dt.timedelta(minutes=10, seconds=5)
    monkeypatch.setattr("time.time", later.timestamp)

    assert writer.get(address).status_code == 404


def test_where_nothing_waits_the_guest_may_still_edit_by_the_private_link(guest: Client) -> None:
    post = make_post(make_blog(what_waits="none"))
    _writer, link = a_guest_waits(post)
    assert "/private/" not in page(guest, post)

    browser().post(link, {"comment": "Better words."})

    assert "Better words." in page(guest, post)


# Saved names


def test_who_is_not_the_saved_guest_says_forget(post: Post) -> None:
    writer, _link = a_guest_waits(post, remember="on")
    assert "Not you? Forget" in page(writer, post)

    answer = send(writer, post, **guest_reply("My own words.", remember="on", do="forget"))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert states_on(answer) == ["guest"]
    assert "My own words." in text
    assert "Gus Guest" not in text
    assert "Not you? Forget" not in text
    assert not writer.cookies["guest"].value
    assert writer.cookies["guest"]["max-age"] == 0
    assert "Not you? Forget" not in page(browser(), post)


# Who waits


def blog_where_first_words_wait(owner: User) -> Post:
    return make_post(make_blog(owner, what_waits="first"), author=owner)


def test_only_the_first_words_of_a_guest_wait_where_the_blog_says_so(
    ada: User, settings: Any
) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0
    post = blog_where_first_words_wait(ada)
    writer, _link = a_guest_waits(post, remember="on")
    send(writer, post, **guest_reply("Still unknown.", remember="on"))
    post.comments.get(source=WORDS).approve(by=ada)

    send(writer, post, **guest_reply("Known by now.", remember="on"))
    send(writer, post, **guest_reply("Under another name.", remember="on", name="Ines"))
    send(browser(), post, **guest_reply("From elsewhere.", remember="on"))

    approved = {comment.source for comment in post.comments.approved()}
    assert approved == {WORDS, "Known by now."}


def test_a_guest_known_on_one_blog_is_new_on_another(ada: User, settings: Any) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0
    post, elsewhere = blog_where_first_words_wait(ada), blog_where_first_words_wait(ada)
    writer, _link = a_guest_waits(post, remember="on")
    post.comments.get().approve(by=ada)

    send(writer, elsewhere, **guest_reply(remember="on"))

    assert elsewhere.comments.get().is_pending


def test_the_private_link_makes_a_guest_known_in_another_browser(ada: User, settings: Any) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0
    post = blog_where_first_words_wait(ada)
    _writer, link = a_guest_waits(post)
    post.comments.get().approve(by=ada)
    elsewhere = browser()

    elsewhere.post(link, {"do": "remember"})
    send(elsewhere, post, **guest_reply("Here again."))

    assert post.comments.get(source="Here again.").is_approved


def test_the_house_rules_and_the_settings_say_how_a_guest_is_known(
    guest: Client, quiet_carriage: Blog, ada: User
) -> None:
    never = "never by a name or an address that somebody types"

    assert never in guest.get("/house-rules/").content.decode()
    desk = signed_in(ada).get(f"/desk/@{quiet_carriage.handle}/settings/comments/")
    assert never in desk.content.decode()
    assert "Only a guest’s first comment" in desk.content.decode()
