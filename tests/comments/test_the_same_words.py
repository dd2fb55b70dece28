"""The same words by one sender stand in the queue as one, and are decided about with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Decision
from tests.comments.test_approving import QUEUE, undo
from tests.make import make_blog, make_comment, make_post
from tests.pages import compact, get, text_of

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post

pytestmark = pytest.mark.django_db

WORDS = "Very useful article! Buy shelves."


@pytest.fixture
def posts(quiet_carriage: Blog) -> list[Post]:
    return [make_post(quiet_carriage, title=title) for title in ("Rain", "Trains", "Tea")]


def shelves(posts: list[Post], count: int = 9, **fields: Any) -> list[Comment]:
    sender = {"name": "Shelves", "email": "sales@shelves.example", "status": "pending"}
    return [make_comment(posts[n % 3], WORDS, **sender | fields) for n in range(count)]


def decide_alike(client: Client, comment: Comment, verb: str, **fields: Any) -> Answer:
    sent = {"next": QUEUE, "version": comment.version, "alike": "on", **fields}
    return client.post(f"/comments/{comment.pk}/{verb}/", sent, follow=True)


def states(comments: list[Comment]) -> set[str]:
    pks = [comment.pk for comment in comments]
    return set(Comment.objects.filter(pk__in=pks).values_list("status", flat=True))


def shown(page: str) -> int:
    return page.count('data-status="pending"')


def test_nine_times_the_same_is_one_to_decide(posts: list[Post], as_ada: Client) -> None:
    shelves(posts)
    make_comment(posts[0], WORDS, status="pending", email="somebody@else.example")
    make_comment(posts[0], "Other words.", status="pending", email="sales@shelves.example")

    page = get(QUEUE, by=as_ada)

    assert shown(page) == 3
    text = text_of(page)
    assert "under 3 different posts" in text
    assert "The same words came 9 times." in text
    assert "11 comments wait" in text
    for button in ("Spam, all 9", "Approve all 9", "Remove all 9"):
        assert button in text


def test_they_are_seen_one_by_one_too(posts: list[Post], as_ada: Client) -> None:
    first = shelves(posts)[0]
    make_comment(posts[0], "Other words.", status="pending")
    assert f"?same={first.pk}" in get(QUEUE, by=as_ada)

    page = get(f"{QUEUE}?same={first.pk}", by=as_ada)

    assert shown(page) == 9
    assert "Other words." not in page
    assert "Spam, all" not in text_of(page)
    assert shown(get(f"{QUEUE}?same=99999", by=as_ada)) == 2


@pytest.mark.parametrize(
    ("verb", "kind", "message"),
    [
        ("approval", "approved", "Approved: 9 comments."),
        ("spam", "spam", "Marked as spam: 9 comments."),
        ("removal", "removed", "Removed: 9 comments."),
    ],
)
def test_one_press_decides_about_all_and_undo_takes_all_back(
    posts: list[Post], as_ada: Client, ada: User, verb: str, kind: str, message: str
) -> None:
    nine = shelves(posts)
    other = make_comment(posts[0], "Other words.", status="pending")

    answer = decide_alike(as_ada, nine[0], verb, reason="3")

    assert message in text_of(answer.text)
    assert shown(answer.text) == 1
    decisions = Decision.objects.filter(kind=kind, by=ada)
    assert {decision.comment_id for decision in decisions} == {one.pk for one in nine}
    assert "All 9" not in text_of(undo(as_ada, answer).text)
    assert states([*nine, other]) == {"pending"}
    posts[0].refresh_from_db()
    assert posts[0].comment_count == 0


def test_what_was_approved_is_counted_found_and_read(
    posts: list[Post], as_ada: Client, guest: Client
) -> None:
    nine = shelves(posts)

    answer = decide_alike(as_ada, nine[0], "approval")

    posts[0].refresh_from_db()
    assert posts[0].comment_count == 3
    assert get(posts[0].get_absolute_url(), by=guest).count("Buy shelves.") == 3
    assert "Buy shelves" in text_of(get("/search/?q=shelves&kind=comment", by=guest))
    undo(as_ada, answer)
    assert "Buy shelves" not in text_of(get("/search/?q=shelves&kind=comment", by=guest))


def test_removing_them_asks_once_and_keeps_the_reason(posts: list[Post], as_ada: Client) -> None:
    nine = shelves(posts)
    form = get(f"/comments/{nine[0].pk}/removal/?alike=on&next={QUEUE}", by=as_ada)
    assert "Remove all 9 comments?" in text_of(form)
    assert '<input type="hidden" name="alike" value="on">' in compact(form)

    decide_alike(as_ada, nine[0], "removal", reason="3")

    assert text_of(get(f"{QUEUE}?status=removed", by=as_ada)).count("It advertises") == 9


def test_what_is_answered_keeps_its_place(posts: list[Post], as_ada: Client, ada: User) -> None:
    nine = shelves(posts)
    nine[0].approve(by=ada)
    make_comment(nine[0].post, "No, thank you.", by=ada, parent=nine[0])
    nine[0].reopen(by=ada)

    decide_alike(as_ada, nine[0], "spam")

    nine[0].refresh_from_db()
    assert nine[0].status == "removed"
    assert states(nine[1:]) == {"spam"}


def test_only_those_that_one_may_decide_about_are_decided(
    posts: list[Post], as_ada: Client, as_ben: Client
) -> None:
    nine = shelves(posts)
    foreign = make_comment(
        make_post(make_blog()), WORDS, email="sales@shelves.example", status="pending"
    )

    assert decide_alike(as_ben, nine[0], "spam").status_code == 403
    assert states(nine) == {"pending"}
    answer = decide_alike(as_ada, nine[0], "spam")

    assert "9 comments" in text_of(answer.text)
    assert states([foreign]) == {"pending"}
    action = answer.text.partition("together=")[2].partition('"')[0]
    as_ben.post(f"/comments/several/reopening/?together={action}")
    assert states(nine) == {"spam"}


def test_the_blog_that_is_looked_at_is_the_one_that_is_decided_about(
    posts: list[Post], as_ada: Client, ada: User
) -> None:
    here = shelves(posts)
    there = make_comment(
        make_post(make_blog(ada, handle="other")),
        WORDS,
        email="sales@shelves.example",
        status="pending",
    )
    assert "Spam, all 9" in text_of(get(f"{QUEUE}?blog=quiet-carriage", by=as_ada))

    decide_alike(as_ada, here[0], "spam", blog="quiet-carriage")

    assert states([there]) == {"pending"}


@pytest.mark.parametrize("meanwhile", ["decided", "edited"])
def test_what_changed_meanwhile_is_left_alone(
    posts: list[Post], as_ada: Client, as_mo: Client, mo: User, meanwhile: str
) -> None:
    nine = shelves(posts)
    read = nine[0].version
    if meanwhile == "decided":
        decide_alike(as_mo, nine[0], "approval")
    else:
        nine[0].correct("Other words.", by=mo)

    answer = decide_alike(as_ada, nine[0], "spam", version=read)

    assert states(nine) == ({"approved"} if meanwhile == "decided" else {"pending"})
    assert "meanwhile" in text_of(answer.text) or "It was edited" in text_of(answer.text)


def test_undo_leaves_alone_what_was_decided_anew(
    posts: list[Post], as_ada: Client, as_mo: Client
) -> None:
    nine = shelves(posts)
    answer = decide_alike(as_ada, nine[0], "spam")
    as_mo.post(f"/comments/{nine[4].pk}/approval/")

    undo(as_ada, answer)

    assert states([nine[4]]) == {"approved"}
    assert states([*nine[:4], *nine[5:]]) == {"pending"}
    assert "decided so already" in text_of(undo(as_ada, answer).text)


def test_ticked_together_with_others_it_stands_for_all(posts: list[Post], as_ada: Client) -> None:
    nine = shelves(posts)
    other = make_comment(posts[0], "Other words.", status="pending")
    sent = {
        "next": QUEUE,
        "c": [nine[0].pk, other.pk],
        f"version-{nine[0].pk}": nine[0].version,
        f"alike-{nine[0].pk}": "on",
        f"version-{other.pk}": other.version,
    }

    answer = as_ada.post("/comments/several/spam/", sent, follow=True)

    assert "Marked as spam: 10 comments." in text_of(answer.text)
    assert states([*nine, other]) == {"spam"}
    undo(as_ada, answer)
    assert states([*nine, other]) == {"pending"}


@pytest.mark.parametrize("together", ["", "nonsense", "0" * 32])
def test_an_undo_of_nothing_does_nothing(posts: list[Post], as_ada: Client, together: str) -> None:
    nine = shelves(posts)

    answer = as_ada.post(f"/comments/several/spam/?together={together}", follow=True)

    assert answer.status_code == 200
    assert states(nine) == {"pending"}


def test_thousands_of_the_same_are_decided_about_at_once(posts: list[Post], as_ada: Client) -> None:
    first = shelves(posts, 1)[0]
    copies = [
        Comment(
            post=post,
            blog=post.blog,
            key=f"copy {number}",
            status="pending",
            name="Shelves",
            email=first.email,
            source=first.source,
            body_html=first.body_html,
            path=f"{number:07}{first.path[7:]}",
        )
        for number in range(1000)
        for post in posts
    ]
    Comment.objects.bulk_create(copies, batch_size=1000)
    page = text_of(get(QUEUE, by=as_ada))
    assert "Spam, all 3001" in page

    with CaptureQueriesContext(connection) as queries:
        answer = decide_alike(as_ada, first, "spam")

    assert "3001 comments" in text_of(answer.text).replace(",", "")
    assert len(queries) < 150
    undo(as_ada, answer)
    assert Comment.objects.pending().count() == 3_001
