"""Words as people type them: kept on every page, and refused where there is nothing to see."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from comments.models import Comment
from posts.models import Post
from tests.casts import signed_in
from tests.comments.replies import browser, guest_reply, send, states_on
from tests.desk.editor import submit as submit_editor
from tests.make import make_post, make_user
from tests.pages import text_of
from tests.typed import as_a_comment, as_a_post, as_a_preview

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limit")]

WRITE = "/desk/@quiet-carriage/write/"
BLANK = [
    "<br>",
    "<b></b>",
    "<p></p>",
    ">",
    "&nbsp;",
    "&#8203;",
    "\u200b\u2060",
    "\u3164",
    "\u2800 \ufe0f\u034f",
    "[](https://example.org)",
    "```\n```",
]


def shown_text(page: str) -> str:
    return text_of(f"<body>{page}")


@pytest.mark.parametrize(
    "typed", ["a<b and x>y", "i<p and q>s", "n<i or k>j", "[Ada]: hello", "[PS]: thanks"]
)
def test_words_that_look_like_marks_are_kept(
    typed: str, as_ada: Client, quiet_carriage: Blog
) -> None:
    assert typed in shown_text(as_a_comment(typed))
    assert typed in shown_text(as_a_post(as_ada, quiet_carriage, typed))
    assert typed in shown_text(as_a_preview(as_ada, quiet_carriage, typed))


@pytest.mark.parametrize("typed", ["Note[1]\n\n[1]: Smith", "x[^1]\n\n[^1]: note"])
def test_a_definition_in_a_comment_is_words(typed: str) -> None:
    page = as_a_comment(typed)

    assert shown_text(page) == " ".join(typed.split())
    assert "<a" not in page


def test_a_definition_in_a_post_is_a_footnote(as_ada: Client, quiet_carriage: Blog) -> None:
    page = as_a_post(as_ada, quiet_carriage, "x[^1]\n\n[^1]: note")

    assert page.count('href="#p') == 2
    assert "[^1]" not in page


@pytest.mark.parametrize("typed", BLANK)
def test_a_comment_of_nothing_is_refused_and_given_back(typed: str) -> None:
    post = make_post()

    answers = [
        send(signed_in(make_user()), post, comment=typed, key="k"),
        send(browser(), post, **guest_reply(typed)),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert "Please enter a comment" in answer.text
        assert states_on(answer)
        assert html.escape(typed, quote=False) in answer.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("typed", [*BLANK, "*[HTML]: Hyper", "[x]: https://example.org"])
def test_a_post_of_nothing_is_refused(typed: str, as_ada: Client, quiet_carriage: Blog) -> None:
    for title in ("", "\u200b"):
        answer = submit_editor(as_ada, WRITE, "publish", title=title, source=typed, when="now")

        assert answer.status_code == 422

    assert not Post.objects.exists()


def test_a_draft_that_shows_nothing_does_not_come_out(as_ada: Client, quiet_carriage: Blog) -> None:
    draft = make_post(quiet_carriage, title="", source="Words.", status="draft")

    answer = submit_editor(as_ada, f"/desk/posts/{draft.pk}/", "publish", source="<br>", when="now")

    assert answer.status_code == 422
    assert "There is nothing here yet." in answer.text
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert draft.source == "Words."
