"""The same is found on every database, however a word is written and in whichever script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from search import backends
from search.models import Document
from tests.make import make_blog, make_comment, make_post
from tests.pages import compact
from tests.search.results import found, headings, page

if TYPE_CHECKING:
    from blogs.models import Blog

pytestmark = pytest.mark.django_db

SAME = [
    ("Soren", "Søren"),
    ("Lodz", "Łódź"),
    ("Dang", "Đặng"),
    ("Aethelred", "Æthelred"),
    ("Strasse", "Straße"),
    ("kitabi", "kitab\N{LATIN SMALL LETTER DOTLESS I}"),
    ("istanbul", "İSTANBUL"),
    ("nadara", "ŋadara"),
    ("coeurish", "cœurish"),
    ("thorsmork", "Þórsmörk"),
    ("ηλιος", "Ήλιος"),
    ("ΗΛΙΟΣ", "ήλιος"),
    ("елка", "ёлка"),
    ("שלום", "שָׁלוֹם"),
    ("كتاب", "كِتَاب"),
    ("flotsam", "ﬂotsam"),
    ("library", "".join(chr(ord(sign) + 0xFEE0) for sign in "library")),
    ("librarian", "li\N{SOFT HYPHEN}bra\N{SOFT HYPHEN}rian"),
    ("library", "lib\N{ZERO WIDTH SPACE}rary"),
    ("naïve", "nai\N{COMBINING DIAERESIS}ve"),
    ("running", "runs"),
    ("C++", "We learn C++ now"),
    ("c#", "We learn C# now"),
    ("F#", "(F#)"),
    (".net", "We learn .NET now"),
    ("図書館", "新しい図書館へ行きました"),
    ("館", "新しい図書館"),
    ("しい図", "新しい図書館へ行きました"),
    ("หนังสือ", "ฉันอ่านหนังสือทุกวัน"),
    ("हिन्दी", "मैं हिन्दी बोलता हूँ"),
]


@pytest.mark.parametrize(("typed", "written"), SAME)
def test_a_word_is_found_and_marked_as_it_is_written(typed: str, written: str) -> None:
    make_post(title="The one", source=f"Here: {written}.")

    assert headings(typed, kind="post") == ["The one"]
    marked = re.search(r"<mark>(.*?)</mark>", page(typed, kind="post"))
    assert marked
    assert marked[1] in written


@pytest.mark.parametrize(("written", "typed"), SAME)
def test_either_may_be_the_one_that_is_typed(typed: str, written: str) -> None:
    if " " not in typed and len(written) >= len(typed):
        make_post(title="The one", source=f"Here: {written}.")

        assert headings(typed, kind="post") == ["The one"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("C++", "A cat can count"),
        ("C#", "A C major chord in C++"),
        ("F#", "For fun"),
        (".net", "A fishing net"),
        ("書図", "新しい図書館へ行きました"),
        ("か", "が"),
        ("ไทย", "ไทร"),
    ],
)
def test_what_only_looks_alike_is_not_found(typed: str, written: str) -> None:
    make_post(title="Another", source=f"Here: {written}.")

    assert found(typed, kind="post") == []


def test_a_phrase_does_not_reach_from_a_title_into_what_follows(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Last", source="Train home.", tags=["express"])

    assert headings('"last train"') == []
    assert headings('"train home"') == ["Last"]


def test_a_blog_is_found_by_its_title_and_stands_first(quiet_carriage: Blog) -> None:
    for _number in range(3):
        make_post(make_blog(), title="Noise", source="A quiet carriage, a quiet carriage.")

    assert found("quiet carriage")[0] == ("Blog", "The Quiet Carriage")

    quiet_carriage.update_settings(title="The Loud Carriage")
    assert found("loud carriage") == [("Blog", "The Loud Carriage")]
    quiet_carriage.delete()
    assert found("loud carriage") == []


def test_all_of_it_in_a_title_stands_before_any_number_of_mentions(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Notes on how one mends an old kettle at home on Sundays")
    for _number in range(3):
        make_post(quiet_carriage, title="Other", source="kettle " * 40, tags=["kettle"])

    assert headings("kettle", kind="post")[0].startswith("Notes")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kettel", "kettle"),
        ("ketle", "kettle"),
        ("ekttle", "kettle"),
        ("Kettel boils", "kettle boils"),
        ("shosl", "shoal"),
        ("lodź", ""),  # it is found
    ],
)
def test_a_misspelt_word_gets_a_suggestion_that_finds_something(typed: str, meant: str) -> None:
    make_post(title="The kettle", source="It boils in Łódź, over a shoal.")

    shown = re.search(r'Did you mean<a href="[^"]*">(.*?)</a>', compact(page(typed)))

    assert (shown[1] if shown else "") == meant


def test_what_nobody_may_see_any_more_is_not_suggested(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Mine", source="A confidential thing.")
    comment = make_comment(post, "The zeppelin leaves.")

    comment.remove(by=post.author)
    post.unpublish()

    assert "Did you mean" not in page("zepplin")
    assert "Did you mean" not in page("confidental")


def test_one_word_is_not_told_to_be_fewer() -> None:
    assert "Fewer of them" not in page("zeppelin")
    assert "Fewer of them" in page("zeppelin airship")


@pytest.fixture
def only_three_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends, "MAX_RANKED", 3)


@pytest.mark.usefixtures("only_three_are_weighed")
def test_a_frequent_word_is_narrowed_before_it_is_weighed(quiet_carriage: Blog) -> None:
    old = make_post(quiet_carriage, title="Old", source="A kettle.")
    elsewhere = make_post(title="Elsewhere", source="A kettle.")
    for _number in range(9):
        make_comment(elsewhere, "My kettle.")

    assert headings("kettle", kind="post") == ["Elsewhere", "Old"]
    assert headings("kettle", blog="quiet-carriage") == ["Old"]
    assert headings("kettle", year=str(old.address_year), kind="post") == ["Elsewhere", "Old"]
    assert len(headings("kettle")) == 3


def test_an_index_that_was_emptied_is_made_anew(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="The kettle")
    Document.objects.all().delete()
    call_command("index_search", if_empty=True)

    assert headings("kettle") == ["The kettle"]
    call_command("index_search", check=True)
