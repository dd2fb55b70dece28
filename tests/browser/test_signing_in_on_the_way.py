"""A guest writes, goes out through a door, and comes back to the same words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.openid_site.people import KAI, NORA, UMA, VERA, Person
from tests.browser.reply_form import WORDS, expect_panel, go_to_the_form, post_comment, text, write
from tests.make import make_comment, make_post

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from blogs.models import Blog
    from posts.models import Post

LINE = "You are commenting using your Elsewhere account."


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage)


def sign_in_elsewhere(page: Page, person: Person) -> None:
    page.locator("button[value=elsewhere]").click()
    page.get_by_label("Username").fill(person.handle)
    page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Sign In").click()
    page.get_by_role("button", name="Authorize").click()


def be_welcomed(page: Page) -> None:
    page.wait_for_url("**/accounts/welcome/?next=*")
    page.get_by_role("button", name="Go on").click()


def emails_of(user: User) -> list[tuple[str, bool]]:
    rows = EmailAddress.objects.filter(user=user).order_by("pk")
    return [(row.email, row.verified) for row in rows]


@pytest.mark.parametrize("person", [NORA, VERA, UMA], ids=lambda person: person.handle)
def test_a_guest_signs_in_and_posts(
    person: Person, page: Page, post: Post, elsewhere: str, ada: User
) -> None:
    go_to_the_form(page, post)
    write(page)
    sign_in_elsewhere(page, person)
    be_welcomed(page)

    page.wait_for_url(re.compile(r"\?draft=.*#respond$"))
    expect(text(page)).to_have_value(WORDS)
    expect(page.locator(".who")).to_contain_text(f"{person.name}: {LINE}")
    expect(page.locator("#respond .card-foot button")).to_have_text(["Post Comment"])
    expect_panel(page, "member")

    comment = post_comment(page, post)
    assert (comment.source, comment.name, comment.signed_with) == (WORDS, person.name, "Elsewhere")
    assert comment.author not in {ada, None}
    proven = [(person.email, True)] if person.is_verified else []
    assert comment.author
    assert emails_of(comment.author) == proven


def test_an_answer_to_a_comment_stays_one(page: Page, post: Post, elsewhere: str) -> None:
    parent = make_comment(post)
    go_to_the_form(page, post)
    page.get_by_role("link", name="Reply to Gus Guest").click()
    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    write(page)
    sign_in_elsewhere(page, VERA)
    be_welcomed(page)

    page.wait_for_url(re.compile(rf"/reply/{parent.pk}/\?draft=.*#respond$"))
    expect(page.locator("#respond-title")).to_contain_text("Leave a Reply to Gus Guest")
    expect(text(page)).to_have_value(WORDS)

    assert post_comment(page, post).parent == parent


def test_the_page_between_says_where_one_goes_and_leads_back(
    page: Page, post: Post, elsewhere: str
) -> None:
    page.route(f"{elsewhere}/**", lambda route: route.fulfill(status=204))  # so the page stays
    go_to_the_form(page, post)
    write(page)
    page.locator("button[value=elsewhere]").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Connecting to Elsewhere")
    expect(page.get_by_role("link", name="Go on to Elsewhere")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()

    page.wait_for_url(re.compile(r"\?draft=.*#respond$"))
    expect(text(page)).to_have_value(WORDS)
    expect_panel(page, "guest")


def test_who_changes_their_mind_there_finds_the_words_here(
    page: Page, post: Post, elsewhere: str, ada: User
) -> None:
    go_to_the_form(page, post)
    write(page)
    page.locator("button[value=elsewhere]").click()
    page.get_by_label("Username").fill(VERA.handle)
    page.get_by_label("Password").fill(VERA.password)
    page.get_by_role("button", name="Sign In").click()
    page.get_by_role("button", name="Cancel").click()

    page.wait_for_url(re.compile(r"\?draft=.*#respond$"))
    expect(page.locator(".flash")).to_contain_text("You did not sign in with Elsewhere.")
    expect(text(page)).to_have_value(WORDS)
    assert list(User.objects.all()) == [ada]


def test_a_known_address_joins_with_the_code_from_the_letter(
    page: Page, post: Post, elsewhere: str, ben: User, mailoutbox: list[EmailMessage]
) -> None:
    go_to_the_form(page, post)
    write(page)
    sign_in_elsewhere(page, KAI)

    expect(page.get_by_role("heading", level=1)).to_have_text("Is this you?")
    assert not SocialAccount.objects.exists()
    page.get_by_role("button", name="It is mine: send the code").click()
    page.wait_for_url("**/link-email/code/")
    code = re.search(r"^\s*([A-Z0-9]{3,}-[A-Z0-9]{3,})\s*$", str(mailoutbox[0].body), re.MULTILINE)
    assert code
    assert mailoutbox[0].to == ["ben@example.org"]
    page.locator("#code").fill(code[1])
    page.get_by_role("button", name="Connect the account").click()

    page.wait_for_url(re.compile(r"\?draft=.*#respond$"))
    expect(text(page)).to_have_value(WORDS)
    comment = post_comment(page, post)
    assert (comment.author, comment.name, comment.signed_with) == (ben, KAI.name, "Elsewhere")
    assert SocialAccount.objects.get().user == ben


def test_a_known_address_is_not_taken_by_somebody_new(
    page: Page, post: Post, elsewhere: str, ben: User, mailoutbox: list[EmailMessage]
) -> None:
    go_to_the_form(page, post)
    write(page)
    sign_in_elsewhere(page, KAI)
    page.get_by_role("button", name="Go on as a new member").click()
    be_welcomed(page)

    page.wait_for_url(re.compile(r"\?draft=.*#respond$"))
    expect(text(page)).to_have_value(WORDS)
    comment = post_comment(page, post)
    assert comment.author not in {ben, None}
    assert SocialAccount.objects.get().user == comment.author
    assert not EmailAddress.objects.filter(user=comment.author).exists()
    assert mailoutbox == []
