"""Comments to approve: what stands on the page of those who decide, and what its buttons do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Decision
from tests.admin.forms import fields
from tests.casts import signed_in
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from tests.pages import compact, get, links, part, text_of

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post

pytestmark = pytest.mark.django_db

QUEUE = "/comments/pending/"
VERBS = ["approval", "spam", "removal", "reopening"]


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain")


def pending_on(post: Post, text: str = "May I come in?", **fields: Any) -> Comment:
    return make_comment(post, text, status="pending", **fields)


def tab(status: str, *, by: Client) -> str:
    return text_of(get(f"{QUEUE}?status={status}", by=by))


def decide(client: Client, comment: Comment, verb: str, **fields: Any) -> Answer:
    sent = {"next": QUEUE, **fields}
    return client.post(f"/comments/{comment.pk}/{verb}/", sent, follow=True)


def several(client: Client, verb: str, *comments: Comment, **fields: Any) -> Answer:
    """With the boxes of COMMENTS ticked, and everything read as it is now."""
    versions = {f"version-{comment.pk}": comment.version for comment in comments}
    sent = {"next": QUEUE, "c": [comment.pk for comment in comments], **versions, **fields}
    return client.post(f"/comments/several/{verb}/", sent, follow=True)


def undo(client: Client, answer: Answer) -> Answer:
    form = part(compact(answer.text), "div", 'class="flash"')
    action = re.search(r'action="([^"]+)"', form)
    assert action, form
    return client.post(action[1].replace("&amp;", "&"), {"next": QUEUE}, follow=True)


def state(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.status


def why(page: str) -> str:
    return text_of("<body>" + part(page, "p", 'class="why"'))


# What stands under which tab


def test_each_tab_shows_what_was_decided_so(post: Post, as_ada: Client, ada: User) -> None:
    pending_on(post, "I wait.", email="a@example.org")
    make_comment(post, "I stand.", email="b@example.org")
    pending_on(post, "Cheap pills.", email="c@example.org").mark_as_spam(by=ada)
    make_comment(post, "You fools.", email="d@example.org").remove(by=ada)

    shown = {status: tab(status, by=as_ada) for status in Comment.Status.values}

    for status, text in zip(
        Comment.Status.values, ["I wait.", "I stand.", "Cheap pills.", "You fools."], strict=True
    ):
        assert [one for one in shown if text in shown[one]] == [status]


def test_what_was_removed_before_anybody_saw_it_is_no_spam(
    post: Post, as_ada: Client, ada: User
) -> None:
    pending_on(post, "You fools.").remove(by=ada)

    assert "You fools." in tab("removed", by=as_ada)
    assert "You fools." not in tab("spam", by=as_ada)


def test_spam_that_was_answered_is_still_found_under_spam(
    post: Post, as_ada: Client, ada: User
) -> None:
    spam = make_comment(post, "Cheap pills.")
    make_comment(post, "Go away.", parent=spam)
    spam.mark_as_spam(by=ada)

    assert state(spam) == "removed"
    assert "Cheap pills." in tab("spam", by=as_ada)
    assert "Cheap pills." not in tab("removed", by=as_ada)


def test_what_was_never_decided_here_stands_where_an_import_put_it(
    post: Post, as_ada: Client
) -> None:
    make_comment(post, "Cheap pills.", status="spam")
    make_comment(post, "You fools.", status="removed")

    assert "Cheap pills." in tab("spam", by=as_ada)
    assert "You fools." in tab("removed", by=as_ada)


def test_what_its_author_took_back_is_nobodys_to_read(
    post: Post, as_ada: Client, ben: User
) -> None:
    make_comment(post, "Hasty words.", by=ben).remove(by=ben)
    pending_on(post, "Hasty words.").withdraw()

    shown = "".join(tab(status, by=as_ada) for status in Comment.Status.values)

    assert "Hasty words." not in shown


@pytest.mark.parametrize("status", ["", "nonsense", "pending"])
def test_without_a_tab_that_is_there_one_finds_what_waits(
    post: Post, as_ada: Client, status: str
) -> None:
    pending_on(post)

    assert "May I come in?" in tab(status, by=as_ada)


def test_one_sees_only_what_one_may_decide(post: Post, as_ada: Client, as_ben: Client) -> None:
    for status in ("pending", "approved", "spam", "removed"):
        make_comment(post, "Somebody else's.", status=status)

    for status in Comment.Status.values:
        assert "Somebody else's." in tab(status, by=as_ada)
        assert "Somebody else's." not in tab(status, by=as_ben)


def test_an_author_finds_what_stands_under_their_own_posts_only() -> None:
    author, blog = make_user("Archie"), make_blog()
    make_member(blog, author)
    make_comment(make_post(blog, author=author), "Under mine.")
    make_comment(make_post(blog), "Under another's.")

    shown = tab("approved", by=signed_in(author))

    assert "Under mine." in shown
    assert "Under another's." not in shown


def test_a_host_finds_everything(post: Post, as_mo: Client) -> None:
    pending_on(post)

    assert "May I come in?" in tab("pending", by=as_mo)


def test_many_blogs_are_looked_at_one_by_one(post: Post, as_ada: Client, ada: User) -> None:
    other = make_blog(ada, title="Any Other Business", handle="other-business")
    pending_on(post, "On the first.")
    pending_on(make_post(other), "On the second.", email="o@example.org")

    page = get(f"{QUEUE}?status=pending", by=as_ada)
    one = get(f"{QUEUE}?blog=other-business", by=as_ada)

    assert "?status=pending&blog=other-business" in links(page)
    assert "On the first." in page
    assert "On the second." in one
    assert "On the first." not in one
    assert "On the" not in get(f"{QUEUE}?blog=nowhere", by=as_ada)


def test_an_empty_tab_says_what_would_stand_here(as_ben: Client) -> None:
    assert "Nothing waits." in tab("pending", by=as_ben)
    assert "stands here until you have read it" in tab("pending", by=as_ben)
    assert "No comments yet." in tab("approved", by=as_ben)
    assert "No spam." in tab("spam", by=as_ben)
    assert "Nothing removed." in tab("removed", by=as_ben)


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        ("pending", "Comments to approve"),
        ("approved", "Approved comments"),
        ("spam", "Spam"),
        ("removed", "Removed comments"),
    ],
)
def test_each_tab_is_called_what_it_shows(as_ben: Client, status: str, heading: str) -> None:
    page = get(f"{QUEUE}?status={status}", by=as_ben)

    assert text_of("<body>" + part(page, "h1", "")) == heading
    assert f"<title>{heading} ·" in compact(page)


def test_of_ones_own_comment_nobody_asks_whose_it_is_or_whether_it_is_spam(
    post: Post, as_ada: Client, ada: User
) -> None:
    make_comment(post, "I wrote this.", by=ada)
    page = get(f"{QUEUE}?status=approved", by=as_ada)

    assert "I wrote this." in page
    assert "Who is this?" not in page
    assert "as spam" not in page


@pytest.mark.parametrize(("status", "button"), [("spam", "Not spam"), ("removed", "Restore")])
def test_what_was_taken_away_has_one_way_back(
    post: Post, as_ada: Client, status: str, button: str
) -> None:
    make_comment(post, status=status)
    page = tab(status, by=as_ada)

    assert button in page
    assert "waits under “To approve” again" in page
    assert "Approve " not in page.replace("To approve", "").replace("Comments to approve", "")


def test_it_is_not_said_that_nothing_waits_while_somebody_gave_ones_address(
    post: Post, as_ben: Client, ben: User
) -> None:
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    pending = pending_on(post, email=ben.email)

    page = get(QUEUE, by=as_ben)

    assert f"/comments/{pending.pk}/claim/" in links(page)
    assert "Nothing waits" not in page
    assert "Say whether it was you." in text_of(page)


def test_who_is_signed_out_is_asked_to_sign_in(post: Post, guest: Client) -> None:
    pending = pending_on(post)
    addresses = [f"/comments/{pending.pk}/{verb}/" for verb in VERBS]
    addresses += [f"/comments/several/{verb}/" for verb in VERBS]

    answers = [guest.get(QUEUE), *(guest.post(one, {"c": pending.pk}) for one in addresses)]

    assert {answer.headers["Location"].partition("?")[0] for answer in answers} == {
        "/accounts/login/"
    }
    assert state(pending) == "pending"


# Why it is held


def test_where_every_guest_waits_that_is_the_reason_and_no_address_is_told_of(
    post: Post, as_ada: Client, ben: User
) -> None:
    pending_on(post, email=ben.email)

    assert why(get(QUEUE, by=as_ada)) == "Held because guests wait for approval on this blog."


def test_a_first_comment_waits_because_it_is_the_first(ada: User, as_ada: Client) -> None:
    post = make_post(make_blog(ada, what_waits="first"))
    pending_on(post)

    assert "nothing by this guest has been approved on this blog yet" in why(get(QUEUE, by=as_ada))


def test_a_guest_of_a_known_name_waits_because_nothing_shows_it_is_them(
    ada: User, as_ada: Client
) -> None:
    post = make_post(make_blog(ada, what_waits="first"))
    make_comment(post)
    pending_on(post)

    assert "a guest of this name was approved before" in why(get(QUEUE, by=as_ada))


@pytest.mark.parametrize("email", ["ben@example.org", "Ben@Example.org"])
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_where_guests_do_not_wait_the_address_of_a_member_does(
    ada: User, as_ada: Client, ben: User, email: str, *, is_confirmed: bool
) -> None:
    if is_confirmed:
        EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    pending_on(make_post(make_blog(ada, what_waits="none")), email=email)

    assert "it gives the e-mail address of a member" in why(get(QUEUE, by=as_ada))


def test_what_came_under_other_rules_says_so(ada: User, as_ada: Client) -> None:
    pending_on(make_post(make_blog(ada, what_waits="none")))

    assert "it came while guests waited for approval here" in why(get(QUEUE, by=as_ada))


def test_a_member_waits_only_because_of_an_import(post: Post, as_ada: Client, ben: User) -> None:
    pending_on(post, by=ben)

    assert "it was not approved yet where it was imported from" in why(get(QUEUE, by=as_ada))


def test_what_was_put_back_says_who_did(post: Post, as_ada: Client, ada: User) -> None:
    make_comment(post).reopen(by=ada)

    assert why(get(QUEUE, by=as_ada)) == (
        "Held because Ada Kowalczyk restored it here, to be decided again."
    )


def test_what_was_put_back_by_somebody_who_left_says_that(post: Post, as_ada: Client) -> None:
    comment, host = make_comment(post), make_user()
    comment.reopen(by=host)
    Decision.objects.update(by=None)

    assert "it was restored here, to be decided again" in why(get(QUEUE, by=as_ada))


# What it answers, and who wrote it


def test_what_a_comment_answers_stands_over_it(
    post: Post, as_ada: Client, ada: User, ben: User
) -> None:
    question = make_comment(post, "Whose handwriting is this?", by=ada)
    pending_on(post, "Miss Aldous's.", parent=question)
    pending_on(post, "Mine.", parent=make_comment(post, "Whose tea?", by=ben))

    shown = tab("pending", by=as_ada)

    assert "in reply to you Whose handwriting is this? Miss Aldous's." in shown
    assert "in reply to Ben Okafor Whose tea? Mine." in shown


def test_nothing_is_quoted_of_a_comment_that_was_removed(
    post: Post, as_ada: Client, ada: User
) -> None:
    parent = make_comment(post, "You fools.", name="Secret Person", email="s@example.org")
    pending_on(post, "Who?", parent=parent)
    parent.remove(by=ada)

    shown = tab("pending", by=as_ada)

    assert "in reply to a comment that nobody sees" in shown
    assert "You fools." not in shown
    assert "Secret Person" not in shown


def test_who_wrote_it_and_what_they_said_before(post: Post, as_ada: Client, ada: User) -> None:
    for number in range(5):
        make_comment(post, f"Earlier words {number}.")
    make_comment(post, "Cheap pills.", status="spam")
    pending_on(post, "You fools.").remove(by=ada)
    make_comment(post, "By another guest.", email="other@example.org")
    pending_on(post, website="https://gus.example/")

    shown = part(get(QUEUE, by=as_ada), "dl", "")

    text = text_of(f"<body>{shown}")
    assert "gus@example.org" in text
    assert "gus.example" in text
    assert "no, wrote as a guest" in text
    assert "5 approved, 1 spam, 1 removed" in text
    assert re.findall(r"Earlier words \d|Cheap pills. .*?\)|You fools. .*?\)", text) == [
        "You fools. (Removed)",
        "Cheap pills. (Spam)",
        "Earlier words 4",
    ]
    assert "By another guest." not in text


def test_nothing_is_told_of_blogs_that_one_does_not_look_after(
    post: Post, as_ada: Client, ben: User
) -> None:
    make_comment(make_post(), "Said elsewhere.")
    make_comment(make_post(), "Said elsewhere.", by=ben)
    pending_on(post)
    pending_on(post, by=ben)

    shown = tab("pending", by=as_ada)

    assert "Said elsewhere." not in shown
    assert shown.count("none on your blogs") == 2


def test_who_gave_no_address_is_nobody_that_is_known_again(post: Post, as_ada: Client) -> None:
    make_comment(post, "By another.", email="", name="Another")
    pending_on(post, email="")

    shown = tab("pending", by=as_ada)

    assert "By another." not in shown
    assert "none given" in shown


def test_a_member_is_told_by_what_they_signed_in_with(
    post: Post, as_ada: Client, ben: User
) -> None:
    make_comment(post, by=ben, signed_with="ORCID")

    assert "with ORCID Ben Okafor, member for" in tab("approved", by=as_ada)


# One by one


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        ("pending", "approval", "approved"),
        ("pending", "spam", "spam"),
        ("pending", "removal", "spam"),  # out of sight, and under Removed
        ("approved", "spam", "spam"),
        ("approved", "removal", "removed"),
        ("approved", "reopening", "pending"),
        ("spam", "approval", "approved"),
        ("spam", "reopening", "pending"),
        ("removed", "approval", "approved"),
        ("removed", "reopening", "pending"),
    ],
)
def test_every_decision_is_noted_and_undone_with_one_press(
    post: Post, as_ada: Client, ada: User, before: str, verb: str, after: str
) -> None:
    comment = make_comment(post, status=before)

    answer = decide(as_ada, comment, verb, version=comment.version)

    assert state(comment) == after
    assert comment.decisions.get().by == ada
    post.refresh_from_db()
    assert post.comment_count == (after == "approved")
    answer = undo(as_ada, answer)
    undone = state(comment)
    # A gap that was opened again has no place any more that it could leave.
    assert undone == ("spam" if (before, verb) == ("removed", "reopening") else before)
    assert "I was there too." in tab(before, by=as_ada)
    post.refresh_from_db()
    assert post.comment_count == (before == "approved")


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_decides_under_posts_of_others(post: Post, as_ben: Client, verb: str) -> None:
    pending = pending_on(post)

    assert decide(as_ben, pending, verb).status_code == 403
    assert state(pending) == "pending"
    assert as_ben.get(f"/comments/{pending.pk}/removal/").status_code == 403


@pytest.mark.parametrize("verb", ["approval", "spam", "removal"])
def test_what_was_edited_after_it_was_read_is_left_alone(
    post: Post, as_ada: Client, verb: str
) -> None:
    pending = pending_on(post)
    read = pending.version
    pending.edit("Buy my watches.")

    answer = decide(as_ada, pending, verb, version=read)

    assert "It was edited after you read it." in answer.text
    assert "Undo" not in answer.text
    assert state(pending) == "pending"


def test_approving_what_somebody_else_has_removed_meanwhile_says_so(
    post: Post, as_ada: Client, as_mo: Client
) -> None:
    pending = pending_on(post)
    read = pending.version
    decide(as_mo, pending, "removal", version=read)

    answer = decide(as_ada, pending, "approval", version=read)

    assert "Somebody has decided about it meanwhile." in answer.text
    assert not Comment.objects.approved().exists()


def test_a_double_click_decides_once(post: Post, as_ada: Client) -> None:
    pending = pending_on(post)
    read = pending.version
    decide(as_ada, pending, "approval", version=read)

    answer = decide(as_ada, pending, "approval", version=read)

    assert "it had been decided so already" in answer.text
    assert (state(pending), pending.decisions.count()) == ("approved", 1)


def test_what_its_author_took_back_is_not_brought_back(
    post: Post, as_ada: Client, ben: User
) -> None:
    own = make_comment(post, by=ben)
    own.remove(by=ben)

    answer = decide(as_ada, own, "reopening")

    assert answer.status_code == 409
    assert "Its author has removed this comment" in answer.text
    assert state(own) == "removed"


@pytest.mark.parametrize("verb", VERBS)
def test_a_decision_about_nothing_is_a_page_that_is_not_there(as_ada: Client, verb: str) -> None:
    assert as_ada.post(f"/comments/999999/{verb}/").status_code == 404


def test_a_comment_is_approved_and_answered_in_one_go(
    post: Post, as_ada: Client, guest: Client
) -> None:
    pending, after = pending_on(post), pending_on(post, "I come after.")
    page = get(QUEUE, by=as_ada)
    there = next(link for link in links(page) if f"/comments/{pending.pk}/answer/" in link)
    form = fields(get(there.replace("&amp;", "&"), by=as_ada), form_id="respond-form")
    assert state(pending) == "pending"

    answer = as_ada.post(there, {**form, "comment": "Do come in."}, follow=True)
    as_ada.post(there, {**form, "comment": "Do come in."})  # a double click

    assert answer.redirect_chain[-1][0] == f"{QUEUE}#comment-{after.pk}"
    assert "Approved, and your reply is on the page." in text_of(answer.text)
    assert state(pending) == "approved"
    assert [reply.source for reply in pending.replies.all()] == ["Do come in."]
    assert "Do come in." in get(post.get_absolute_url(), by=guest)


@pytest.mark.parametrize("typed", ["", "a" * 10_001])
def test_nothing_is_approved_by_a_reply_that_cannot_be(
    post: Post, as_ada: Client, typed: str
) -> None:
    pending = pending_on(post)

    answer = as_ada.post(f"/comments/{pending.pk}/answer/", {"comment": typed})

    assert answer.status_code == 422
    assert state(pending) == "pending"


def test_a_reply_to_what_changed_meanwhile_keeps_the_words(
    post: Post, as_ada: Client, as_mo: Client, mo: User
) -> None:
    edited, spam, closed = pending_on(post), pending_on(post), pending_on(make_post(post.blog))
    read = edited.version
    edited.correct("Something else.", by=mo)
    decide(as_mo, spam, "spam")
    closed.post.comments_open = False
    closed.post.save()

    for comment, status in ((edited, 409), (spam, 409), (closed, 403)):
        sent = {"comment": "Do come in.", "version": read}
        answer = as_ada.post(f"/comments/{comment.pk}/answer/", sent)
        assert answer.status_code == status
        assert "Do come in.</textarea>" in answer.text
        assert state(comment) == ("spam" if comment == spam else "pending")


def test_nobody_answers_in_the_name_of_the_blog(post: Post, as_ben: Client, guest: Client) -> None:
    pending = pending_on(post)

    for method in (as_ben.get, as_ben.post):
        assert method(f"/comments/{pending.pk}/answer/", {"comment": "Me!"}).status_code == 403
    assert guest.post(f"/comments/{pending.pk}/answer/").status_code == 302
    assert state(pending) == "pending"


def test_each_tab_says_how_many_stand_there(
    post: Post, as_ada: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counts() -> list[str]:
        tabs = part(get(QUEUE, by=as_ada), "nav", 'class="tabs"')
        return text_of("<body>" + tabs).replace("To approve", "Pending").split()

    assert counts() == ["Pending", "Approved", "Spam", "Removed"]
    for word in ("one", "two", "three"):
        make_comment(post, f"I stand {word}.")
        pending_on(post, f"Cheap {word}.").mark_as_spam(by=ada)
    make_comment(post, "You fool.").remove(by=ada)
    make_comment(make_post(make_blog()), "Elsewhere.")
    assert counts() == ["Pending", "Approved", "3", "Spam", "3", "Removed", "1"]

    monkeypatch.setattr("comments.approval_queue.MOST_COUNTED", 2)
    pending_on(post)

    assert counts()[:6] == ["Pending", "1", "Approved", "2+", "Spam", "2+"]


def test_where_nobody_can_reply_none_is_offered(post: Post, as_ada: Client) -> None:
    pending_on(post)
    make_comment(post)
    assert "Reply to" in get(QUEUE, by=as_ada)

    post.blog.close()

    assert "Reply to" not in get(QUEUE, by=as_ada)
    assert "Reply to" not in get(f"{QUEUE}?status=approved", by=as_ada)


# Removed with a reason


def test_a_moderator_is_asked_why_and_finds_the_reason_with_what_was_removed(
    post: Post, as_ada: Client, guest: Client
) -> None:
    comment = make_comment(post, "You fools.")
    form = as_ada.get(f"/comments/{comment.pk}/removal/", {"next": QUEUE}).text
    assert "Why is it removed?" in form
    assert f'name="next" value="{QUEUE}"' in compact(form)

    decide(as_ada, comment, "removal", reason="1", version=comment.version)

    assert Decision.objects.get().reason == "It attacks somebody"
    assert "Reason: It attacks somebody" in tab("removed", by=as_ada)
    assert "It attacks somebody" not in guest.get(post.get_absolute_url()).text


def test_a_reason_of_ones_own_goes_before_one_that_is_offered(post: Post, as_ada: Client) -> None:
    decide(as_ada, make_comment(post), "removal", reason="1", other=" Names\na\x08 child ")

    assert Decision.objects.get().reason == "Names a child"


@pytest.mark.parametrize("fields", [{"other": "x" * 301}, {"reason": "9"}, {"reason": "-1"}])
def test_a_reason_that_cannot_be_kept_removes_nothing(
    post: Post, as_ada: Client, fields: dict[str, str]
) -> None:
    comment = make_comment(post)

    answer = decide(as_ada, comment, "removal", **fields)

    assert answer.status_code == 422
    assert state(comment) == "approved"


def test_who_says_no_reason_is_asked_again_and_nothing_is_removed(
    post: Post, as_ada: Client
) -> None:
    comment = make_comment(post)

    answer = decide(as_ada, comment, "removal", other=" ", version=comment.version)

    assert answer.status_code == 422
    assert "Choose a reason, or write one under “Another reason”." in answer.text
    assert 'type="radio" name="reason" value="0" checked' not in answer.text
    assert state(comment) == "approved"


def test_what_one_wrote_oneself_goes_without_a_reason(
    post: Post, as_ada: Client, ada: User
) -> None:
    own = make_comment(post, by=ada)

    assert "Why is it removed?" not in as_ada.get(f"/comments/{own.pk}/removal/").text


def test_no_address_elsewhere_is_led_back_to(post: Post, as_ada: Client) -> None:
    comment = make_comment(post)

    page = as_ada.get(f"/comments/{comment.pk}/removal/", {"next": "https://evil.example/"}).text

    assert "evil.example" not in page


# Several at once


@pytest.mark.parametrize(
    ("verb", "after", "message"),
    [
        ("approval", "approved", "Approved: 2 comments."),
        ("spam", "spam", "Marked as spam: 2 comments."),
        ("removal", "spam", "Removed: 2 comments."),
    ],
)
def test_several_are_decided_at_once_and_undone_with_one_press(
    post: Post, as_ada: Client, verb: str, after: str, message: str
) -> None:
    first, second, third = (pending_on(post, f"Word {n}.") for n in range(3))

    answer = several(as_ada, verb, first, second)

    assert message in answer.text
    assert [state(one) for one in (first, second, third)] == [after, after, "pending"]
    answer = undo(as_ada, answer)
    assert "2 comments are to be approved again." in answer.text
    assert Comment.objects.pending().count() == 3


def test_what_was_approved_and_goes_at_once_is_approved_again_by_undo(
    post: Post, as_ada: Client
) -> None:
    comments = [make_comment(post) for _number in range(2)]

    undo(as_ada, several(as_ada, "spam", *comments))

    assert [state(one) for one in comments] == ["approved"] * 2


@pytest.mark.parametrize("verb", ["approval", "spam", "removal"])
def test_of_several_what_changed_meanwhile_is_left_alone(
    post: Post, as_ada: Client, ada: User, verb: str
) -> None:
    read, edited, decided, taken_back = (pending_on(post, f"Word {n}.") for n in range(4))
    versions = {f"version-{one.pk}": one.version for one in (read, edited, decided, taken_back)}
    edited.edit("Buy my watches.")
    decided.approve(by=ada) if verb != "approval" else decided.mark_as_spam(by=ada)
    taken_back.withdraw()
    before = state(decided)

    answer = several(as_ada, verb, read, edited, decided, taken_back, **versions)

    assert "3 comments were left alone" in answer.text
    assert state(read) != "pending"
    assert (state(edited), state(decided)) == ("pending", before)
    assert taken_back.decisions.count() == 1


def test_of_several_those_of_others_are_left_alone(post: Post, as_ada: Client) -> None:
    mine, anothers = pending_on(post), pending_on(make_post())

    answer = several(as_ada, "approval", mine, anothers)

    assert "Approved: one comment." in answer.text
    assert "One comment was left alone" in answer.text
    assert (state(mine), state(anothers)) == ("approved", "pending")


@pytest.mark.parametrize("ticked", [[], ["x"], ["-1"], ["9" * 40]])
def test_with_nothing_ticked_nothing_is_done(post: Post, as_ada: Client, ticked: list[str]) -> None:
    pending_on(post)

    answer = as_ada.post("/comments/several/approval/", {"c": ticked}, follow=True)

    assert "Tick the comments first." in answer.text
    assert not Decision.objects.exists()


def test_all_on_the_page_are_those_that_were_on_the_page(post: Post, as_ada: Client) -> None:
    shown = [pending_on(post) for _number in range(3)]
    later = pending_on(post)

    answer = several(as_ada, "approval", *shown, c=[], all="on")

    assert "Approved: 3 comments." in answer.text
    assert state(later) == "pending"


def test_one_alone_is_not_ticked(post: Post, as_ada: Client) -> None:
    pending_on(post)
    assert 'type="checkbox"' not in get(QUEUE, by=as_ada)

    pending_on(post, "May I too?")

    assert get(QUEUE, by=as_ada).count('name="c"') == 2


def test_several_lead_back_to_where_they_were_ticked(post: Post, as_ada: Client) -> None:
    comment = make_comment(post)
    there = f"{QUEUE}?status=approved"

    assert several(as_ada, "spam", comment, next=there).redirect_chain[-1][0] == there
    away = several(as_ada, "approval", comment, next="https://evil.example/")
    assert away.redirect_chain[-1][0] == QUEUE


# A thousand


def test_a_thousand_cost_as_many_queries_as_three(post: Post, as_ada: Client) -> None:
    def page() -> int:
        with CaptureQueriesContext(connection) as queries:
            get(QUEUE, by=as_ada)
        return len(queries)

    parent = make_comment(post)
    for _number in range(3):
        pending_on(post, parent=parent, by=make_user())
    few = page()
    one = pending_on(post, parent=parent)
    copies = [
        Comment(
            post=post,
            blog=post.blog,
            key=f"copy {number}",
            status="pending",
            name=f"Guest {number}",
            email=f"guest-{number}@example.org",
            source="Hello.",
            body_html="<p>Hello.</p>",
            path=one.path[:-4] + f"{number:04}",
            depth=one.depth,
            parent=parent,
        )
        for number in range(1000)
    ]
    Comment.objects.bulk_create(copies)

    assert page() <= few <= 16
    shown = get(QUEUE, by=as_ada)
    assert "1004" in text_of(shown)
    assert "1–25 of 1004" in text_of(shown)
    assert "?page=2" in links(shown)


def test_a_page_that_was_emptied_leads_to_the_last_one(post: Post, as_ada: Client) -> None:
    for number in range(26):
        last = pending_on(post, f"Word {number}.")
    there = f"{QUEUE}?status=pending&page=2"

    answer = decide(as_ada, last, "approval", next=there)

    assert answer.redirect_chain[-1][0] == f"{QUEUE}?status=pending&page=1"
    assert "Word 0." in answer.text
    assert as_ada.get(f"{QUEUE}?page=0").status_code == 404


def test_a_press_under_the_post_can_be_undone_there(post: Post, as_ada: Client) -> None:
    pending = pending_on(post)

    answer = as_ada.post(f"/comments/{pending.pk}/approval/", follow=True)

    assert answer.redirect_chain[-1][0].startswith(post.get_absolute_url())
    undo(as_ada, answer)
    assert state(pending) == "pending"
