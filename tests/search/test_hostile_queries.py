"""Whatever is typed, the page answers."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.make import make_comment, make_post
from tests.search.results import headings

HOSTILE = [
    '"',
    '"""',
    "'",
    "' OR 1=1 --",
    "*",
    "a*",
    "-kettle",
    "NOT kettle",
    "kettle AND",
    "OR OR OR",
    "NEAR(kettle pot, 5)",
    "title:kettle",
    "{title body}: kettle",
    "^kettle",
    "kettle + pot",
    "(((((",
    "kettle)",
    "a:* | b & !c <-> d",
    "\\",
    "\\'",
    "kettle\\",
    "'kettle':*",
    "%s %(x)s %",
    "_ __ ___",
    "\x02\x03",
    "🫖 👩‍🚀",
    "קומקום עברי",
    "の鉄道",
    "I" * 5000,
    "a " * 500,
    "ﬁ ß İ",
    "the",
    "C++ C# .NET",
]


@pytest.fixture
def something(db: None) -> None:
    post = make_post(title="Kettle", source="A kettle, 100% and 'so' on; C++ too.", tags=["pot"])
    make_comment(post, '\\ and " and 🫖 too.')


@pytest.mark.usefixtures("something")
@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_typed_breaks_the_page(typed: str) -> None:
    for name in ("q", "kind", "blog", "tag", "year", "order"):
        assert Client().get("/search/", {"q": "kettle", name: typed}).status_code == 200


@pytest.mark.usefixtures("something")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=60))
def test_any_text_is_answered(typed: str) -> None:
    # A NUL is refused at the door of the house, whatever page is asked.
    answered = 400 if "\0" in typed else 200
    assert Client().get("/search/", {"q": typed}).status_code == answered
    assert Client().get("/search/", {"q": f"kettle {typed}"}).status_code == answered


@pytest.mark.usefixtures("something")
def test_commands_of_the_database_are_only_words() -> None:
    assert headings("kettle*") == ["Kettle"]
    assert headings("kettle NEAR pot") == []
    assert headings("nothing OR kettle") == []
