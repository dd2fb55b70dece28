"""Every e-mail says from its first line which community it is from."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from tests.site.emails import emails, html_of, names_of_ours

if TYPE_CHECKING:
    from pytest_django import Settings

NAME = "The Keepers’ Table & Sons"


@pytest.mark.django_db
def test_every_email_names_the_community_in_its_subject_and_in_both_its_texts(
    settings: Settings,
) -> None:
    settings.COMMUNITY_NAME = NAME

    sent = emails()

    assert names_of_ours() <= set(sent)
    for name, message in sent.items():
        assert NAME in message.subject, name
        assert NAME in message.body, name
        assert html.escape(NAME) in html_of(message), name


@pytest.mark.django_db
def test_the_email_that_a_blog_is_packed_says_which_and_where(settings: Settings) -> None:
    settings.COMMUNITY_NAME = NAME

    subject = emails()["transfer/email/export"].subject

    assert subject.startswith(f"Soup <i>& more at {NAME}: export of ")
