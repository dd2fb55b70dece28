"""Hosts judge and mend comments; who decided what is kept."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.contrib.admin.models import LogEntry

from accounts.models import Identity
from blogs.models import Blog
from comments.models import Comment, Decision
from tests.admin.forms import act, choose, confirm, errors, fields, save
from tests.breaking import breaking_at
from tests.make import make_comment, make_post
from tests.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

LIST = "/admin/comments/comment/"


def form_of(comment: Comment) -> str:
    return f"{LIST}{comment.pk}/change/"


@pytest.mark.parametrize(
    ("action", "status"),
    # What was never public leaves no gap when it is removed: it is out of sight, like spam.
    [("approve", "approved"), ("mark_as_spam", "spam"), ("remove", "spam")],
)
@pytest.mark.usefixtures("quiet_carriage")
def test_waiting_comments_are_decided_in_bulk(
    as_mo: Client, mo: User, guest: Client, action: str, status: str
) -> None:
    shown = status == "approved"
    post = make_post(Blog.objects.get())
    comments = [make_comment(post, f"Word {n}", status="pending") for n in range(3)]
    chosen = [comment.pk for comment in comments[:2]]

    question = choose(as_mo, LIST, action, chosen)

    assert Comment.objects.filter(status="pending").count() == 3  # nothing is done yet
    assert "2 comments" in text_of(question.text)
    assert all(word in text_of(question.text) for word in ("Word 0", "Word 1", "What will happen"))
    confirm(as_mo, LIST, question)
    assert set(Comment.objects.filter(pk__in=chosen).values_list("status", flat=True)) == {status}
    comments[2].refresh_from_db()
    assert comments[2].status == "pending"
    page = guest.get(post.get_absolute_url()).text
    assert ("Word 0" in page, "Word 1" in page, "Word 2" in page) == (shown, shown, False)
    post.refresh_from_db()
    assert post.comment_count == (2 if shown else 0)
    kind = "removed" if action == "remove" else status
    assert list(Decision.objects.values_list("by", "kind")) == [(mo.pk, kind)] * 2
    assert LogEntry.objects.filter(user=mo).count() == 2


def test_a_comment_is_decided_on_its_own_page(
    as_mo: Client, mo: User, guest: Client, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage), status="pending")
    sent = {"CHANGE_FORM-action": "approve", "_selected_action": comment.pk, "index": "0"}

    answer = as_mo.post(form_of(comment), sent, follow=True)

    assert "Approved: one comment." in answer.text
    assert comment.source in guest.get(comment.post.get_absolute_url()).text
    decision = comment.decisions.get()
    assert (decision.by, decision.kind) == (mo, "approved")


def test_what_cannot_be_logged_is_not_decided(as_mo: Client, quiet_carriage: Blog) -> None:
    comment = make_comment(make_post(quiet_carriage), status="pending")

    with breaking_at('INSERT INTO "django_admin_log"'):
        act(as_mo, LIST, "approve", [comment])

    comment.refresh_from_db()
    assert (comment.status, Decision.objects.count()) == ("pending", 0)


def test_deciding_twice_changes_and_logs_nothing(as_mo: Client, quiet_carriage: Blog) -> None:
    comment = make_comment(make_post(quiet_carriage))

    question = choose(as_mo, LIST, "approve", [comment])
    sent = {"action": "approve", "confirmed": "yes", "_selected_action": comment.pk}
    answer = as_mo.post(LIST, sent, follow=True)

    assert "Nothing will change" in question.text
    assert "One comment is approved already." in question.text
    assert "One comment is approved already." in answer.text
    assert not Decision.objects.exists()
    assert not LogEntry.objects.exists()


def test_what_was_edited_or_taken_back_since_the_list_was_opened_is_left_alone(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)
    read, edited, taken_back = (
        make_comment(post, f"Words {n}", status="pending") for n in range(3)
    )
    sent = fields(as_mo.get(LIST).text, form_id="changelist-form")

    edited.edit("Buy my watches")
    make_comment(post, parent=taken_back)
    taken_back.withdraw()
    answer = act(as_mo, LIST, "approve", [read, edited, taken_back], sent)

    assert "Approved: one comment." in answer.text
    assert "1 comment was edited or taken back since this page was opened" in answer.text
    states = {one.pk: one.status for one in Comment.objects.filter(parent=None)}
    assert states == {read.pk: "approved", edited.pk: "pending", taken_back.pk: "removed"}


@pytest.mark.parametrize(
    ("action", "done"),
    [("approve", "Approved: 2 comments."), ("mark_as_spam", "Marked as spam: 2 comments.")],
)
def test_what_was_decided_about_several_comments_can_be_undone(
    as_mo: Client, quiet_carriage: Blog, action: str, done: str
) -> None:
    comments = [make_comment(make_post(quiet_carriage), status="pending") for _ in range(2)]

    answer = act(as_mo, LIST, action, comments)

    assert done in answer.text
    there = re.search(r'<form method="post" action="(/comments/[^"]+)">', answer.text)
    assert there
    as_mo.post(unescape(there[1]), {"next": LIST})
    assert set(Comment.objects.values_list("status", flat=True)) == {"pending"}


def test_on_its_own_page_too_what_is_approved_is_what_was_read(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage), status="pending")
    sent = fields(as_mo.get(form_of(comment)).text, "comment")
    sent |= {"CHANGE_FORM-action": "approve", "_selected_action": comment.pk, "index": "0"}

    comment.edit("Buy my watches")
    answer = as_mo.post(form_of(comment), sent, follow=True)

    assert "1 comment was edited or taken back since this page was opened" in answer.text
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_a_removed_comment_leaves_its_place_for_the_answers(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)
    question = make_comment(post, "Where is the tea?")
    make_comment(post, "By the window.", parent=question)

    act(as_mo, LIST, "mark_as_spam", [question])

    page = guest.get(post.get_absolute_url()).text
    assert "Where is the tea?" not in page
    assert "By the window." in page


@pytest.mark.parametrize(
    "sent",
    [
        {"action": "approve"},
        {"action": "nonsense", "_selected_action": ["1"]},
        {"action": "approve", "_selected_action": ["999999"]},
        {"action": "delete_selected", "_selected_action": ["1"]},
        {"action": "approve", "_selected_action": ["1"], "index": "x"},
    ],
)
def test_an_action_on_nothing_does_nothing(
    as_mo: Client, quiet_carriage: Blog, sent: dict[str, str]
) -> None:
    make_comment(make_post(quiet_carriage), status="pending")

    assert as_mo.post(LIST, sent, follow=True).status_code == 200
    assert Comment.objects.filter(status="pending").count() + Decision.objects.count() >= 1


def test_the_text_of_a_comment_can_be_mended_and_is_rendered_again(
    as_mo: Client, mo: User, guest: Client, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage), "My number is 555")

    save(as_mo, form_of(comment), "comment", source="My number is *gone*", name="Gus G.")

    page = guest.get(comment.post.get_absolute_url()).text
    assert "My number is <em>gone</em>" in page
    assert "Gus G." in page
    assert "555" not in page
    assert LogEntry.objects.get().user == mo
    revision = comment.revisions.get()
    assert (revision.source, revision.replaced_by) == ("My number is 555", mo)
    assert "edited by a moderator" in page
    assert "My number is 555" in as_mo.get(form_of(comment)).text


def test_a_name_alone_that_is_mended_leaves_no_earlier_words(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage), "As it was")

    save(as_mo, form_of(comment), "comment", name="Gus G.")

    page = guest.get(comment.post.get_absolute_url()).text
    assert "Gus G." in page
    assert "edited" not in text_of(page)
    assert not comment.revisions.exists()


def test_what_was_edited_meanwhile_is_not_written_over(
    as_mo: Client, mo: User, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage), "The ketle")
    form = fields(as_mo.get(form_of(comment)).text, "comment")
    comment.correct("The kettle", by=mo)

    answer = as_mo.post(form_of(comment), {**form, "source": "The teapot"})

    assert answer.status_code == 409
    assert "The teapot" in answer.text
    comment.refresh_from_db()
    assert comment.source == "The kettle"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("", "required"),
        (" \n ", "says something"),
        ("<b>\u200b</b>", "says something"),
        ("a\x00b", "ull char"),
        ("a" * 10_001, "10,001"),
    ],
)
def test_a_text_that_cannot_be_is_refused_beside_its_field(
    as_mo: Client, quiet_carriage: Blog, source: str, complaint: str
) -> None:
    comment = make_comment(make_post(quiet_carriage), "As it was")

    answer = save(as_mo, form_of(comment), "comment", source=source)

    assert any(complaint in message for message in errors(answer))
    comment.refresh_from_db()
    assert comment.source == "As it was"


def test_who_signed_where_and_with_what_state_cannot_be_edited(
    as_mo: Client, ben: User, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage), by=ben)
    form = fields(as_mo.get(form_of(comment)).text, "comment")

    assert not {"status", "post", "parent", "author", "identity", "posted_at_0", "path"} & set(form)
    save(as_mo, form_of(comment), "comment", status="spam", parent=comment.pk)
    comment.refresh_from_db()
    assert (comment.status, comment.parent) == ("approved", None)


def test_the_page_of_a_comment_says_who_signed_it_with_what_and_whom_it_answers(
    as_mo: Client, ben: User, quiet_carriage: Blog
) -> None:
    question = make_comment(make_post(quiet_carriage, title="Rain"), name="Gus Guest")
    answers = [
        make_comment(question.post, parent=question, by=ben, signed_with="X"),
        make_comment(question.post, parent=question, by=ben),
    ]

    by_a_guest = text_of(as_mo.get(form_of(question)).text)
    by_ben, by_ben_himself = [text_of(as_mo.get(form_of(one)).text) for one in answers]

    assert "Signed with Nothing: a guest" in by_a_guest
    assert "Signed with X · @ben" in by_ben
    assert "Signed with Own name · @ben" in by_ben_himself
    assert "Post Rain In reply to – Replies Ben Okafor" in by_a_guest
    assert "Post Rain In reply to Gus Guest" in by_ben
    assert "Replies –" in by_ben


def test_a_comment_is_called_after_who_said_it_under_what(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage, title="Rain"), name="Gus Guest")

    assert "Gus Guest on “Rain”" in text_of(as_mo.get(form_of(comment)).text)


def test_what_can_be_decided_is_offered_on_the_list_and_on_the_page(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage))

    on_the_list, on_its_page = [text_of(as_mo.get(url).text) for url in (LIST, form_of(comment))]

    for page in (on_the_list, on_its_page):
        assert "Choose an action Approve Mark as spam Remove Apply" in page


def test_the_list_can_be_put_in_the_order_of_names(as_mo: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    make_comment(post, name="Ann Early")
    make_comment(post, name="Zoe Late")

    newest_first = as_mo.get(LIST).text
    [by_name] = re.findall(r'href="(\?[^"]*)">Name', newest_first)
    in_order = as_mo.get(f"{LIST}{by_name}").text

    assert newest_first.index("Zoe Late") < newest_first.index("Ann Early")
    assert in_order.index("Ann Early") < in_order.index("Zoe Late")


def test_words_are_put_into_nobodys_mouth_and_no_comment_is_deleted(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage))

    assert as_mo.get(f"{LIST}add/").status_code == 403
    assert as_mo.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in as_mo.get(LIST).text


def test_the_list_finds_comments_by_words_status_blog_and_signature(
    as_mo: Client, ben: User, quiet_carriage: Blog
) -> None:
    identity = Identity.objects.record(
        user=ben, provider="x", uid="1", provider_name="X", name="Ben"
    )
    make_comment(make_post(quiet_carriage), "Kettles", status="pending")
    make_comment(make_post(), "Umbrellas", by=ben, identity=identity, signed_with="X")
    make_comment(make_post(), "Biscuits", by=ben)

    def found(**query: str) -> set[str]:
        page = as_mo.get(LIST, query).text
        return {word for word in ("Kettles", "Umbrellas", "Biscuits") if word in page}

    assert len(found()) == 3
    assert found(q="kett") == {"Kettles"}
    assert found(status__exact="pending") == {"Kettles"}
    assert found(blog="quiet-carriage") == {"Kettles"}
    assert found(signed="guest") == {"Kettles"}
    assert found(signed="X") == {"Umbrellas"}
    assert found(signed="member") == {"Biscuits"}


def test_words_are_found_in_what_the_public_does_not_see_too(
    as_mo: Client, ben: User, quiet_carriage: Blog
) -> None:
    out, draft = make_post(quiet_carriage), make_post(quiet_carriage, status="draft")
    make_comment(out, "Kettles everybody", by=ben)
    make_comment(out, "Kettles, cheap", status="spam", email="cheap@shop.example")
    make_comment(draft, "Kettles among us")

    def found(words: str) -> set[str]:
        page = as_mo.get(LIST, {"q": words}).text
        return {word for word in ("everybody", "cheap", "among us") if f"Kettles {word}" in page
                or f"Kettles, {word}" in page}  # fmt: skip

    assert found("kettles") == {"everybody", "cheap", "among us"}
    assert found("kettles cheap") == {"cheap"}
    assert found("CHEAP@shop") == {"cheap"}
    assert found("ben@example.org") == {"everybody"}
    assert found("Okafor") == {"everybody"}
    assert found("teapots") == set()


def test_more_than_a_form_can_carry_is_not_decided_at_once(
    as_mo: Client, quiet_carriage: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpdblog.lib.admin.questions.MOST_AT_ONCE", 2)
    post = make_post(quiet_carriage)
    for n in range(3):
        make_comment(post, f"Word {n}", status="pending")

    answer = choose(as_mo, LIST, "approve", Comment.objects.all())

    assert "At most 2 at once" in answer.text
    assert Comment.objects.filter(status="pending").count() == 3


def test_decisions_are_shown_and_never_changed(
    as_mo: Client, mo: User, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage, title="Rain"))
    comment.remove(by=mo)
    decision = comment.decisions.get()
    url = f"/admin/comments/decision/{decision.pk}/"

    assert "Rain" in as_mo.get("/admin/comments/decision/").text
    assert "Removed" in as_mo.get(form_of(comment)).text
    assert as_mo.get(f"{url}change/").status_code == 200
    assert as_mo.post(f"{url}change/", {"kind": "spam"}).status_code == 403
    assert as_mo.post(f"{url}delete/", {"post": "yes"}).status_code == 403
    assert as_mo.get("/admin/comments/decision/add/").status_code == 403


def test_why_a_comment_was_removed_stands_with_the_decision_and_the_comment(
    as_mo: Client, mo: User, quiet_carriage: Blog
) -> None:
    comment = make_comment(make_post(quiet_carriage))
    comment.remove(by=mo, reason="It names a reader.")
    decision = comment.decisions.get()

    for path in (f"comment/{comment.pk}", f"decision/{decision.pk}"):
        assert "It names a reader." in text_of(as_mo.get(f"/admin/comments/{path}/change/").text)
