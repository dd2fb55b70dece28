"""Who decides about comments corrects what they say: the earlier words are kept, and it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.casts import signed_in
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from tests.pages import get, status, text_of

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from accounts.models import User
    from blogs.models import Blog
    from comments.models import Comment
    from posts.models import Post

pytestmark = pytest.mark.django_db

QUEUE = "/comments/pending/"


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain")


def edit(comment: Comment) -> str:
    return f"/comments/{comment.pk}/edit/"


def correct(client: Client, comment: Comment, text: str, **fields: Any) -> Answer:
    sent = {"comment": text, "version": comment.version, **fields}
    return client.post(edit(comment), sent)


def earlier(comment: Comment) -> list[tuple[str, User | None]]:
    return [(one.source, one.replaced_by) for one in comment.revisions.order_by("pk")]


def test_what_waits_is_corrected_from_the_queue_and_waits_on(
    post: Post, as_ada: Client, ada: User
) -> None:
    waits = make_comment(post, "I live at 5 Elm Row.", status="pending")
    assert f"{edit(waits)}?next=" in get(QUEUE, by=as_ada)
    assert "I live at 5 Elm Row." in get(f"{edit(waits)}?next={QUEUE}", by=as_ada)

    answer = correct(as_ada, waits, "I live near.", next=QUEUE)

    assert answer["Location"] == f"{QUEUE}#comment-{waits.pk}"
    queue = get(QUEUE, by=as_ada)
    assert "I live near." in queue
    assert "edited by a moderator" in queue
    assert "5 Elm Row" not in queue
    assert earlier(waits) == [("I live at 5 Elm Row.", ada)]


def test_readers_and_who_wrote_it_see_that_a_moderator_edited_it(
    post: Post, as_ada: Client, as_ben: Client, ben: User, guest: Client
) -> None:
    comment = make_comment(post, "The ketle was on.", by=ben)
    assert edit(comment) in get(post.get_absolute_url(), by=as_ada)

    correct(as_ada, comment, "The kettle was on.")

    page = get(post.get_absolute_url(), by=guest)
    assert "The kettle was on." in page
    assert "edited by a moderator" in text_of(page)
    own = as_ben.get(edit(comment))
    assert "A moderator has edited it." in text_of(own.text)
    assert "Save</button>" not in own.text


def test_what_a_moderator_corrected_its_author_does_not_put_back(
    post: Post, as_ada: Client, as_ben: Client, ben: User
) -> None:
    comment = make_comment(post, "Call me on 555.", by=ben)
    correct(as_ada, comment, "Call me.")

    answer = as_ben.post(edit(comment), {"comment": "Call me on 555, please."})

    assert answer.status_code == 409
    assert "Call me on 555, please." in answer.text
    comment.refresh_from_db()
    assert comment.source == "Call me."


def test_what_it_said_before_is_shown_to_those_who_decide(
    post: Post, as_ada: Client, as_mo: Client
) -> None:
    waits = make_comment(post, "The <ketle>.", status="pending")
    correct(as_ada, waits, "The kettle.")

    page = get(edit(waits), by=as_mo)

    assert "The &lt;ketle&gt;." in page
    assert "Until Ada Kowalczyk edited it" in text_of(page)


def test_ones_own_is_not_edited_by_a_moderator(
    post: Post, as_ada: Client, ada: User, guest: Client
) -> None:
    own = make_comment(post, "The ketle.", by=ada)
    own.decisions.create(by=ada, kind="approved")  # so that it is no longer edited as one's own

    correct(as_ada, own, "The kettle.")

    assert "edited" in text_of(get(post.get_absolute_url(), by=guest))
    assert "by a moderator" not in text_of(get(post.get_absolute_url(), by=guest))


def test_nobody_else_corrects_what_somebody_said(
    post: Post, as_ben: Client, guest: Client, ada: User
) -> None:
    comment = make_comment(post, "As it was.")
    keeps_another = make_user("Elias")
    make_blog(keeps_another)
    guest_author = make_user("Greta")
    make_member(post.blog, guest_author, "guest")

    for client in (as_ben, signed_in(keeps_another), signed_in(guest_author)):
        assert status(edit(comment), by=client) == 403
        assert correct(client, comment, "As I like it.").status_code == 403
    assert correct(guest, comment, "As I like it.")["Location"].startswith("/accounts/login/")
    comment.refresh_from_db()
    assert (comment.source, comment.edited_at) == ("As it was.", None)


def test_what_was_edited_meanwhile_is_shown_and_the_words_typed_are_kept(
    post: Post, as_ada: Client, as_mo: Client
) -> None:
    waits = make_comment(post, "The ketle.", status="pending")
    read = waits.version
    correct(as_mo, waits, "The kettle.")

    answer = correct(as_ada, waits, "The teapot.", version=read)

    assert answer.status_code == 409
    page = text_of(answer.text)
    assert "It was edited after you opened this page." in page
    assert "It says now: The kettle." in page
    assert "The teapot.</textarea>" in answer.text
    waits.refresh_from_db()
    assert waits.source == "The kettle."
    assert f'value="{waits.version}"' in answer.text
    assert correct(as_ada, waits, "The teapot.").status_code == 302


def test_what_was_decided_meanwhile_is_said_and_the_words_typed_are_kept(
    post: Post, as_ada: Client, as_mo: Client
) -> None:
    waits = make_comment(post, "The ketle.", status="pending")
    as_mo.post(f"/comments/{waits.pk}/spam/")

    answer = correct(as_ada, waits, "The kettle.")

    assert answer.status_code == 409
    assert "Somebody has decided about it meanwhile." in text_of(answer.text)
    assert "The kettle.</textarea>" in answer.text
    assert not waits.revisions.exists()


def test_what_its_author_took_back_is_nobodys_to_correct(
    post: Post, as_ada: Client, as_ben: Client, ben: User
) -> None:
    comment = make_comment(post, "I regret this.", by=ben)
    as_ben.post(f"/comments/{comment.pk}/removal/")

    answer = correct(as_ada, comment, "He regrets that.")

    assert answer.status_code == 409
    assert "Its author has removed this comment meanwhile." in text_of(answer.text)
    assert "He regrets that." in answer.text
    assert "I regret this." not in answer.text
    assert status(edit(comment), by=as_ada) == 404


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "a" * 10_001])
def test_a_correction_that_cannot_be_is_refused_beside_the_words(
    post: Post, as_ada: Client, typed: str
) -> None:
    comment = make_comment(post, "As it was.")

    answer = correct(as_ada, comment, typed)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    comment.refresh_from_db()
    assert comment.source == "As it was."


def test_the_same_words_are_no_correction(post: Post, as_ada: Client) -> None:
    comment = make_comment(post, "As it was.")

    correct(as_ada, comment, "As it was.\r\n")

    comment.refresh_from_db()
    assert (comment.edited_at, comment.edited_by_moderator) == (None, False)
    assert not comment.revisions.exists()


def test_what_came_as_html_is_corrected_as_html(post: Post, as_ada: Client, guest: Client) -> None:
    comment = make_comment(post, "<p>The <b>ketle</b></p>", source_format="html")
    assert "is edited as HTML" in get(edit(comment), by=as_ada)

    correct(as_ada, comment, "<p>The <b>kettle</b><script>x()</script></p>")

    page = get(post.get_absolute_url(), by=guest)
    assert "The <b>kettle</b>" in page
    assert "x()" not in page


def test_no_address_elsewhere_is_led_back_to(post: Post, as_ada: Client) -> None:
    comment = make_comment(post, "As it was.")

    assert "evil.example" not in get(f"{edit(comment)}?next=https://evil.example/", by=as_ada)
    answer = correct(as_ada, comment, "As it is.", next="https://evil.example/")

    assert "evil.example" not in answer["Location"]
