"""Which answers a shared cache may keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comments.models import PendingReply
from tests.make import make_post

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

pytestmark = pytest.mark.django_db


def test_a_page_for_everyone_is_kept_and_asked_about_again(
    quiet_carriage: Blog, guest: Client
) -> None:
    post = make_post(quiet_carriage)

    assert guest.get(post.get_absolute_url())["Cache-Control"] == "public, no-cache"


def test_a_page_for_one_person_is_kept_by_nobody(quiet_carriage: Blog, as_ben: Client) -> None:
    post = make_post(quiet_carriage)

    assert as_ben.get(post.get_absolute_url())["Cache-Control"] == "private, no-store"


def test_a_page_with_somebodys_own_words_is_kept_by_nobody(
    quiet_carriage: Blog, guest: Client
) -> None:
    post = make_post(quiet_carriage)
    token = PendingReply.objects.store(post=post, source="Mine alone.")

    answer = guest.get(post.get_absolute_url(), {"draft": token})

    assert "Mine alone." in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
