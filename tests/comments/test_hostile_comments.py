"""Texts made to hurt, sent through the reply form at the longest size it takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from comments.models import MAX_COMMENT_LENGTH
from tests.comments.replies import browser, guest_reply, send
from tests.lib.test_text.inputs import HOSTILE
from tests.make import make_post

if TYPE_CHECKING:
    from posts.models import Post

pytestmark = pytest.mark.django_db

SECONDS_OF_CPU = 0.25
TRIES = 3  # the machine may be busy with something else; the cost of the text itself is the least


@pytest.fixture(autouse=True)
def _no_rate_limit(settings: Any) -> None:
    settings.SECONDS_BETWEEN_COMMENTS = 0


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_hostile_comment_costs_little_and_is_taken(kind: str) -> None:
    text = HOSTILE[kind](MAX_COMMENT_LENGTH)[:MAX_COMMENT_LENGTH]

    cost = min(_cost_of(make_post(), text) for _try in range(TRIES))

    assert cost <= SECONDS_OF_CPU


def _cost_of(post: Post, text: str) -> float:
    begun = time.process_time()
    answer = send(browser(), post, **guest_reply(text))
    cost = time.process_time() - begun
    assert answer.status_code == 303 or not text.strip()
    return cost
