"""What e-mails say: who writes, in our own words, as plain text and as HTML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.template import Engine

from tests.accounts.journeys import practise, with_email
from tests.casts import signed_in
from tests.make import make_blog, make_member, make_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.test import Client, RequestFactory
    from pytest_django import Settings

    from accounts.models import User

THEIRS = Path(allauth.__file__).parent / "templates"
APPS = ("account", "mfa", "socialaccount", "usersessions")
ENDING = "_subject.txt"
TEMPLATES = sorted(
    file.relative_to(THEIRS).as_posix().removesuffix(ENDING)
    for app in APPS
    for file in (THEIRS / app).rglob(f"email/*{ENDING}")
)
FILES = sorted(
    file.relative_to(THEIRS).as_posix() for app in APPS for file in (THEIRS / app).rglob("email/*")
)
NAME = "The Keepers’ Table & Sons"
PUBLIC_FIELDS: dict[str, Any] = {
    "code": "KETTLE-4",
    "provider": "ORCID",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
    "ip": "203.0.113.9",
    "user_agent": "A browser <b>",
    "password_reset_url": "https://blogs.example.org/reset/",
    "signup_url": "https://blogs.example.org/join/",
}


@pytest.fixture(autouse=True)
def _name(settings: Settings) -> None:
    settings.COMMUNITY_NAME = NAME


@pytest.fixture
def request_of_a_guest(rf: RequestFactory, db: None) -> Iterator[HttpRequest]:
    request = rf.post("/accounts/login/code/")
    request.user, request.session = AnonymousUser(), SessionStore()
    with context.request_context(request):
        yield request


def test_there_are_emails_of_allauth_to_look_at() -> None:
    assert "account/email/login_code" in TEMPLATES
    assert "mfa/email/totp_activated" in TEMPLATES
    assert "socialaccount/email/account_connected" in TEMPLATES


@pytest.mark.parametrize("file", FILES)
def test_no_email_is_the_stock_text_of_the_library(file: str) -> None:
    origin = Engine.get_default().get_template(file).origin

    assert Path(origin.name).is_relative_to(settings.BASE_DIR / "templates")


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.usefixtures("request_of_a_guest")
def test_an_email_names_the_community_in_its_subject_and_in_both_its_texts(
    template: str, mailoutbox: list[Any]
) -> None:
    get_adapter().send_mail(template, "ada@example.org", dict(PUBLIC_FIELDS))

    (message,) = mailoutbox
    html = str(message.alternatives[0][0])
    assert NAME in message.subject
    assert NAME in message.body
    assert "Keepers’ Table &amp; Sons" in html
    assert not re.search(r"{[{%]|example\.com|\bNone\b", message.subject + message.body)
    assert "<b>" not in html


def test_the_code_stands_in_the_subject_with_where_it_is_for(
    guest: Client, ada: User, mailoutbox: list[Any]
) -> None:
    with_email(ada, "ada@example.org")

    guest.post("/accounts/login/code/", {"email": "ada@example.org"})

    assert re.fullmatch(rf"[A-Z0-9-]+ is your code for {NAME}", mailoutbox[0].subject)


def test_a_connected_account_is_told_of_in_our_words(ada: User, mailoutbox: list[Any]) -> None:
    with_email(ada, "ada@example.org")
    client = signed_in(ada)

    client.post("/accounts/start/", {"option": "practice", "next": "/", "connect": "yes"})
    practise(client, "Ada")

    (message,) = mailoutbox
    assert message.subject.startswith(f"You can sign in to {NAME} with ")


def test_invitations_and_offers_name_the_community(
    as_ada: Client, ada: User, mailoutbox: list[Any]
) -> None:
    blog = make_blog(ada, title="Soup")
    ben = make_user("Ben", handle="ben")
    member = make_member(blog, ben)

    as_ada.post(f"/desk/@{blog.handle}/people/", {"email": "x@example.org", "role": "author"})
    as_ada.post(f"/desk/@{blog.handle}/ownership/", {"do": "offer", "to": member.pk})

    assert [message.subject for message in mailoutbox] == [
        f"{ada} invites you to write on Soup at {NAME}",
        f"{ada} wants to give you Soup at {NAME}",
    ]
