from __future__ import annotations

import datetime as dt
import html
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from accounts.models import Identity
from comments.models import PendingReply
from comments.reply_box import reply_address
from tests.casts import signed_in
from tests.comments.replies import WORDS, guest_reply, hidden, send, states_on, text_in_form
from tests.make import make_blog, make_comment, make_post
from tests.pages import part, text_of

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


@pytest.fixture
def google(ben: User) -> Identity:
    return Identity.objects.create(
        user=ben, provider="google", provider_name="Google", uid="1", name="Benjamin O."
    )


def test_a_member_posts_and_is_read_at_once(post: Post, as_ben: Client, ben: User) -> None:
    answer = send(as_ben, post, comment=WORDS, key="k1")

    comment = post.comments.get()
    assert answer["Location"] == f"/comments/{comment.pk}/"
    assert comment.is_approved
    assert (comment.author, comment.name) == (ben, "Ben Okafor")


def test_the_form_says_who_one_is_and_draws_nothing_else(post: Post, as_ben: Client) -> None:
    page = as_ben.get(reply_address(post))

    text = page.content.decode()
    assert states_on(page) == ["member"]
    assert "Ben Okafor:" in text_of(text)
    assert "You are commenting using your account on The Long Table." in text
    assert 'name="email"' not in text
    assert 'name="through"' not in text


def test_the_form_shows_the_face_of_a_member_and_of_nobody_else(post: Post, as_ben: Client) -> None:
    as_member = as_ben.get(reply_address(post))
    choosing = send(as_ben, post, comment=WORDS, do="change")
    as_guest = send(as_ben, post, comment=WORDS, as_="guest")

    faces = [
        text_of(f"<body>{part(page.text, 'div', 'card-face')}")
        for page in (as_member, choosing, as_guest)
    ]
    assert faces == ["BO", "", ""]


def test_the_form_keeps_its_key_when_it_is_refused(post: Post, as_ben: Client) -> None:
    key = hidden(as_ben.get(reply_address(post)), "key")

    refused = send(as_ben, post, comment="", key=key)

    assert refused.status_code == 422
    assert key == hidden(refused, "key") != ""


def test_a_comment_is_signed_with_the_identity_of_the_session(
    post: Post, as_ben: Client, google: Identity
) -> None:
    send(as_ben, post, comment="", as_=str(google.pk))
    page = as_ben.get(reply_address(post))

    send(as_ben, post, comment=WORDS, key=hidden(page, "key"))

    comment = post.comments.get()
    assert "You are commenting using your Google account." in page.content.decode()
    assert (comment.name, comment.signed_with) == ("Benjamin O.", "Google")
    assert comment.identity == google


def test_change_offers_every_identity_and_keeps_the_words(
    post: Post, as_ben: Client, google: Identity
) -> None:
    answer = send(as_ben, post, comment=WORDS, do="change")

    page = answer.content.decode()
    assert states_on(answer) == ["choosing"]
    assert text_in_form(answer) == WORDS
    assert f'name="as" value="{google.pk}"' in page
    assert 'name="as" value="guest"' in page


def test_a_member_may_answer_as_a_guest_and_come_back(post: Post, as_ben: Client) -> None:
    as_guest = send(as_ben, post, comment=WORDS, as_="guest")
    as_member = send(as_ben, post, comment=WORDS, as_="account")

    assert (states_on(as_guest), states_on(as_member)) == (["guest"], ["member"])
    assert text_in_form(as_guest) == text_in_form(as_member) == WORDS


def test_what_a_member_says_as_a_guest_waits_like_any_guests_word(
    post: Post, as_ben: Client
) -> None:
    send(as_ben, post, comment="", as_="guest")

    send(as_ben, post, **guest_reply())

    assert post.comments.get().author is None
    assert post.comments.get().is_pending


def test_nobody_takes_the_identity_of_somebody_else(
    post: Post, as_ada: Client, google: Identity
) -> None:
    send(as_ada, post, comment="", as_=str(google.pk))

    send(as_ada, post, comment=WORDS, key="k")

    assert post.comments.get().name == "Ada Kowalczyk"


def test_logging_out_on_the_form_keeps_the_words(post: Post, as_ben: Client) -> None:
    answer = send(as_ben, post, comment=WORDS, do="log-out")

    assert states_on(answer) == ["guest"]
    assert text_in_form(answer) == WORDS
    assert "_auth_user_id" not in as_ben.session


def test_somebody_who_was_signed_out_is_told_so_and_keeps_the_words(
    post: Post, as_ben: Client, ben: User
) -> None:
    send(as_ben, post, comment="", do="change")
    as_ben.logout()

    answer = send(as_ben, post, comment=WORDS, signs_as=f"{ben.pk}-", key="k")

    assert answer.status_code == 409
    assert "You were signed out." in answer.text
    assert "changed who you are" not in answer.text
    assert text_in_form(answer) == WORDS
    assert 'name="through" value="email"' in answer.text


def test_signing_in_that_did_not_happen_is_told_in_the_form(post: Post, guest: Client) -> None:
    connecting = send(guest, post, comment=WORDS, through="practice").text
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', connecting)
    assert found

    page = guest.post(html.unescape(found[1]), {"do": "refuse"}, follow=True).text

    assert page.count("You did not sign in with Practice. Nothing was lost.") == 1
    assert page.index("You did not sign in") > page.index('id="respond"')


def test_connecting_that_did_not_happen_is_told_at_the_top_of_the_page(
    post: Post, as_ben: Client
) -> None:
    begun = {"option": "practice", "connect": "yes", "next": f"{post.get_absolute_url()}#respond"}
    connecting = as_ben.post("/accounts/start/", begun).text
    [url] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', connecting)

    page = as_ben.post(html.unescape(url), {"do": "refuse"}, follow=True).text

    assert page.count("You did not sign in with Practice. Nothing was lost.") == 1
    assert page.index("You did not sign in") < page.index('id="respond"')


def test_a_reply_waits_while_a_newcomer_chooses_what_to_be_called(
    post: Post, guest: Client
) -> None:
    parent = make_comment(post)
    connecting = send(guest, post, parent, comment=WORDS, through="practice").text
    [url] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', connecting)
    welcome = guest.post(html.unescape(url), {"name": "Kay"}, follow=True)
    [back] = re.findall(r'name="next" value="([^"]+)"', welcome.text)
    data = {"name": "Kay", "next": html.unescape(back)}

    refused = guest.post("/accounts/welcome/", {**data, "new_handle": "no way"})
    [still] = re.findall(r'name="next" value="([^"]+)"', refused.text)
    page = guest.post("/accounts/welcome/", {**data, "new_handle": "countess"}, follow=True)
    answer = send(
        guest,
        post,
        parent,
        comment=text_in_form(page),
        **{name: hidden(page, name) for name in ("key", "draft", "signs_as")},
    )

    assert (refused.status_code, still) == (422, back)
    assert answer.status_code == 303
    comment = post.comments.get(parent=parent)
    assert (comment.source, comment.name) == (WORDS, "Kay")
    assert comment.author
    assert comment.author.handle == "countess"
    assert not PendingReply.objects.exists()


def test_a_double_press_with_one_key_makes_one_comment(post: Post, as_ben: Client) -> None:
    first = send(as_ben, post, comment=WORDS, key="one")
    second = send(as_ben, post, comment=WORDS, key="one")

    assert first["Location"] == second["Location"]
    assert post.comments.count() == 1


def test_another_member_cannot_reach_a_comment_by_its_key(
    post: Post, as_ben: Client, as_ada: Client
) -> None:
    send(as_ben, post, comment=WORDS, key="one")

    answer = send(as_ada, post, comment="Something else.", key="one")

    assert answer.status_code in {303, 409}
    assert post.comments.filter(author__handle="ben").count() == 1


def test_saying_it_again_is_a_duplicate(post: Post, as_ben: Client) -> None:
    send(as_ben, post, comment=WORDS, key="one")

    answer = send(as_ben, post, comment=WORDS, key="two")

    assert answer.status_code == 409
    assert "Retry-After" not in answer.headers
    assert text_in_form(answer) == WORDS


def test_a_session_that_ended_while_writing_costs_no_word(post: Post, ben: User) -> None:
    writer = signed_in(ben)
    writer.session.flush()

    answer = send(writer, post, comment=WORDS, key="k")

    assert answer.status_code == 422
    assert states_on(answer) == ["guest"]
    assert text_in_form(answer) == WORDS


def test_a_stale_token_is_refused_on_the_form_with_the_words(post: Post, ben: User) -> None:
    writer = Client(enforce_csrf_checks=True)
    writer.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")

    answer = send(writer, post, comment=WORDS, csrfmiddlewaretoken="old")

    assert answer.status_code == 403
    assert text_in_form(answer) == WORDS
    assert not post.comments.exists()


def test_an_unknown_sign_in_option_is_named_and_the_words_stay(post: Post, guest: Client) -> None:
    answer = send(guest, post, **guest_reply(through="compuserve"))

    assert answer.status_code == 400
    assert "We do not know that sign-in method." in answer.content.decode()
    assert text_in_form(answer) == WORDS


def test_words_are_kept_while_somebody_signs_in_and_found_on_return(
    post: Post, guest: Client
) -> None:
    parent = make_comment(post)
    website = f"https://example.org/{'x' * 180}"
    answer = send(guest, post, parent, **guest_reply(through="practice", website=website))

    pending = PendingReply.objects.get()
    assert answer.status_code == 200
    assert (pending.source, pending.parent, pending.name) == (WORDS, parent, "Gus Guest")
    assert pending.website == website
    assert "Connecting to Practice" in answer.content.decode()


def test_a_kept_reply_that_ran_out_is_said_to_be_gone(post: Post, guest: Client) -> None:
    token = PendingReply.objects.store(post=post, source=WORDS)
    PendingReply.objects.update(expires_at="2012-07-02T12:00:00Z")

    answer = guest.get(reply_address(post), {"draft": token})

    assert answer.status_code == 410
    assert "is no longer here" in answer.content.decode()


@pytest.mark.parametrize(
    ("later", "status"),
    [(dt.timedelta(days=7, minutes=-1), 200), (dt.timedelta(days=7), 410)],
)
def test_what_was_typed_is_kept_for_seven_days(
    post: Post, guest: Client, later: dt.timedelta, status: int
) -> None:
    token = PendingReply.objects.store(post=post, source=WORDS)
    PendingReply.objects.update(expires_at=F("expires_at") - later)

    assert guest.get(reply_address(post), {"draft": token}).status_code == status


@pytest.mark.parametrize(("shown", "chosen"), [("account", "guest"), ("guest", "account")])
def test_who_chose_otherwise_in_another_tab_is_asked_before_it_is_posted(
    post: Post, as_ben: Client, shown: str, chosen: str
) -> None:
    signs_as = hidden(send(as_ben, post, comment=WORDS, as_=shown), "signs_as")
    send(as_ben, post, comment="", as_=chosen)

    answer = send(as_ben, post, **guest_reply(signs_as=signs_as, key="k"))

    assert answer.status_code == 409
    assert "You have changed who you are since." in answer.text
    assert text_in_form(answer) == WORDS
    assert not post.comments.exists()


def test_posting_forgets_the_kept_copy(post: Post, as_ben: Client) -> None:
    token = PendingReply.objects.store(post=post, source=WORDS)

    page = as_ben.get(reply_address(post), {"draft": token})
    send(as_ben, post, comment=text_in_form(page), key="k", draft=token)

    assert text_in_form(page) == WORDS
    assert not PendingReply.objects.exists()


def test_members_only_blogs_take_members(as_ben: Client) -> None:
    post = make_post(make_blog(who_may_comment="members"))

    answer = send(as_ben, post, comment=WORDS, key="k")
    as_guest = send(as_ben, post, comment=WORDS, as_="guest")

    assert answer.status_code == 303
    assert states_on(as_guest) == ["member"]


def test_a_thread_ends_at_its_deepest_level(post: Post, as_ben: Client) -> None:
    parent = make_comment(post)
    for _level in range(63):
        parent = make_comment(post, parent=parent)

    answer = send(as_ben, post, parent, comment=WORDS, key="k")

    assert parent.depth == 64
    assert answer.status_code == 422
    assert text_in_form(answer) == WORDS


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_make_one_comment(post: Post, ben: User) -> None:
    clients = [signed_in(ben) for _press in range(8)]

    def press(client: Client) -> str:
        try:
            return str(send(client, post, comment=WORDS, key="same")["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        places = set(pool.map(press, clients))

    assert len(places) == 1
    assert post.comments.count() == 1
