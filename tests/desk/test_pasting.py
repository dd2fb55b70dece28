"""What is copied in a word processor or on a page comes into a post as clean Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cpdblog.lib.markup.from_html import MAX_LENGTH, MAX_TAGS

if TYPE_CHECKING:
    from django.test import Client

PASTE = "/desk/paste/"


def test_html_comes_back_as_markdown(as_ada: Client) -> None:
    answer = as_ada.post(PASTE, {"html": "<h2>Snow</h2><p>It <b>snowed</b>.</p>"})

    assert answer.json() == {"markdown": "## Snow\n\nIt **snowed**."}


@pytest.mark.parametrize("html", ["", " ", "<!-- -->", "<script>alert(1)</script>", "\x00"])
def test_nothing_comes_of_nothing(as_ada: Client, html: str) -> None:
    assert as_ada.post(PASTE, {"html": html}).json() == {"markdown": ""}
    assert as_ada.post(PASTE).json() == {"markdown": ""}


@pytest.mark.parametrize("html", ["x" * (MAX_LENGTH + 1), "<b>" * (MAX_TAGS + 1)])
def test_more_than_a_post_holds_is_refused(as_ada: Client, html: str) -> None:
    answer = as_ada.post(PASTE, {"html": html})

    assert answer.status_code == 413
    assert "too much to paste" in answer.json()["error"]


def test_it_is_for_who_is_signed_in_and_asked_by_post(guest: Client, as_ada: Client) -> None:
    assert guest.post(PASTE, {"html": "<b>x</b>"}).status_code == 302
    assert as_ada.get(PASTE).status_code == 405
