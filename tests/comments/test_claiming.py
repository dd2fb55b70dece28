"""A guest typed a member's e-mail address: the member says whether it was theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.accounts.journeys import with_email
from tests.casts import signed_in
from tests.comments.replies import WORDS, browser, guest_reply, send
from tests.make import make_blog, make_post
from tests.pages import text_of

if TYPE_CHECKING:
    from accounts.models import User
    from comments.models import Comment
    from posts.models import Post

pytestmark = pytest.mark.django_db

OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def no_rate_limit(settings: Any) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0


@pytest.fixture
def ben(ben: User) -> User:
    return with_email(ben, "ben@example.org")


@pytest.fixture
def post() -> Post:
    return make_post(make_blog(what_waits="none"))


@pytest.fixture
def comment(post: Post, ben: User) -> Comment:
    send(browser(), post, **guest_reply(email="Ben@example.org", website="https://x.example"))
    return post.comments.get()


@pytest.fixture
def link(comment: Comment, mailoutbox: list[Any]) -> str:
    [message] = mailoutbox
    found = re.search(rf"/comments/{comment.pk}/claim/\S+", message.body)
    assert found
    return found[0]


def status_of(comment: Comment) -> tuple[str, User | None]:
    comment.refresh_from_db()
    return comment.status, comment.author


def test_by_the_letter_and_signed_in_it_becomes_theirs(
    comment: Comment, link: str, ben: User, post: Post
) -> None:
    client = signed_in(ben)

    page = client.get(link)
    answer = client.post(link, {"do": "claim"}, headers=OURS, follow=True)

    assert WORDS in page.text
    assert "It stands under your name now." in answer.text
    assert status_of(comment) == ("approved", ben)
    assert (comment.name, comment.email, comment.website) == ("Ben Okafor", "", "")
    read = text_of(Client().get(post.get_absolute_url()).text)
    assert "Ben Okafor @ben says:" in read
    assert WORDS in read
    post.refresh_from_db()
    assert post.comment_count == 1


def test_who_is_not_signed_in_is_asked_to_and_comes_back(comment: Comment, link: str) -> None:
    client = Client(headers=OURS)

    page = client.get(link)
    refused = client.post(link, {"do": "claim"})

    assert f'href="/accounts/login/?next={link}"' in page.text
    assert refused.status_code == 409
    assert status_of(comment) == ("pending", None)


def test_by_the_letter_alone_that_was_not_me_removes_it(
    comment: Comment, link: str, ben: User, post: Post
) -> None:
    answer = Client(headers=OURS).post(link, {"do": "disown"}, follow=True)

    assert "Removed. Thank you for telling us." in answer.text
    assert status_of(comment) == ("spam", None)
    assert comment.decisions.get().by == ben
    assert WORDS not in Client().get(post.get_absolute_url()).text


def test_it_is_removed_too_where_somebody_has_approved_it(
    comment: Comment, link: str, ben: User, post: Post
) -> None:
    comment.approve(by=post.author)

    Client(headers=OURS).post(link, {"do": "disown"})

    assert status_of(comment) == ("removed", None)
    post.refresh_from_db()
    assert post.comment_count == 0


def test_signed_in_they_find_it_without_the_letter(comment: Comment, ben: User, post: Post) -> None:
    send(browser(), post, **guest_reply("Once more.", email="ben@example.org"))
    client = signed_in(ben)

    links = re.findall(r'href="(/comments/\d+/claim/)"', client.get("/comments/pending/").text)
    for address in links:
        client.post(address, {"do": "claim"})

    assert len(links) == 2
    assert set(post.comments.values_list("status", "author")) == {("approved", ben.pk)}
    assert client.get(links[0]).status_code == 404
    assert "claim" not in client.get("/comments/pending/").text


def test_nobody_else_may_say_whose_it_is(comment: Comment, link: str, ada: User, mo: User) -> None:
    for person in (ada, mo):
        client = signed_in(person)
        answers = [client.get(f"/comments/{comment.pk}/claim/"), client.post(link, {"do": "claim"})]

        assert [answer.status_code for answer in answers] == [404, 409]
        assert "claim" not in client.get("/comments/pending/").text
    assert status_of(comment) == ("pending", None)


def test_who_wrote_it_learns_nothing_of_whose_address_it_is(comment: Comment, post: Post) -> None:
    stranger = send(browser(), post, **guest_reply("Hello.", email="new@example.org"))
    guest = browser()
    answer = send(guest, post, **guest_reply("Hello, hello.", email="ben@example.org"))

    page = guest.get(answer["Location"], follow=True).text
    [private] = set(re.findall(r"/comments/\d+/private/[^\"/]+/", page))

    assert stranger.status_code == answer.status_code
    assert "claim" not in page + guest.get(private).text
    assert guest.get(private.replace("private", "claim")).status_code == 404


def test_an_address_that_nobody_has_proved_claims_nothing(post: Post, ada: User) -> None:
    with_email(ada, "ada@example.org", verified=False)
    send(browser(), post, **guest_reply(email="ada@example.org"))
    pending = post.comments.get()

    answer = signed_in(ada).post(f"/comments/{pending.pk}/claim/", {"do": "claim"})

    assert answer.status_code == 404
    assert status_of(pending) == ("pending", None)


@pytest.mark.parametrize("do", ["claim", "disown"])
def test_what_was_decided_meanwhile_stays_so(
    comment: Comment, link: str, ben: User, post: Post, do: str
) -> None:
    comment.remove(by=post.author)

    answer = signed_in(ben).post(link, {"do": do}, headers=OURS)

    assert answer.status_code == 409
    assert "There is nothing more to do." in answer.text
    assert status_of(comment) == ("spam", None)
    assert comment.decisions.count() == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_of_somebody_else_removes_nothing(comment: Comment, link: str, site: str) -> None:
    stranger = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": site})

    assert stranger.post(link, {"do": "disown"}).status_code == 409
    assert status_of(comment) == ("pending", None)
