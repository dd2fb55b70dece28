"""What is found by which words, in which order, and how it is shown."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Tag, TagAlias
from tests.make import NOON, make_comment, make_post, make_user
from tests.pages import compact, links, part
from tests.search.results import found, headings, page

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Café réseaux", "cafe reseaux"),
        ("Cafe reseaux", "café RÉSEAUX"),
        ("We were networking all day", "network"),
        ("One network", "networks"),
        ("The librarians left", "librar"),
        ("It was a real-life network", '"real-life network"'),
        ("It was a real-life network", "real-life"),
        ("It was a real-life network", "“life network”"),
        ("Ask o'brien about it", "o'brien"),
        ("Вчерашние поезда", "поезда"),
    ],
)
def test_words_are_found_however_they_are_spelt(
    quiet_carriage: Blog, written: str, typed: str
) -> None:
    make_post(quiet_carriage, title="The one", source=written)

    assert headings(typed) == ["The one"]


def test_a_post_about_it_stands_before_a_comment_that_mentions_it(quiet_carriage: Blog) -> None:
    about = "A kettle was bought. " + "We talked about it at some length. " * 60
    post = make_post(quiet_carriage, title="Small things", source=about)
    make_comment(post, "Which kettle?")

    assert [kind for kind, _heading in found("kettle")] == ["Post", "Comment"]


def test_a_phrase_is_found_only_as_it_stands(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Together", source="We took the last train home.")
    make_post(quiet_carriage, title="Apart", source="The train was not the last one home.")

    assert headings('"last train"') == ["Together"]
    assert set(headings("last train")) == {"Together", "Apart"}


def test_the_last_word_of_a_phrase_does_not_go_on(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Together", source="We saw the last librarian.")

    assert headings("last librar") == ["Together"]
    assert headings('"last librar"') == []


def test_one_letter_is_a_word_and_two_are_the_beginning_of_others(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="The kettle")

    assert headings("k") == []
    assert headings("ke") == ["The kettle"]


@pytest.mark.parametrize("typed", ["kettle locomotive", "locomotive kettle"])
def test_every_word_must_be_there(quiet_carriage: Blog, typed: str) -> None:
    make_post(quiet_carriage, title="Kettles", source="A kettle.")

    assert headings(typed) == []


def test_the_first_twelve_words_are_looked_for_and_no_more(quiet_carriage: Blog) -> None:
    twelve = "one two three four five six seven eight nine ten eleven twelve"
    make_post(quiet_carriage, title="Counting", source=twelve)

    assert headings(f"{twelve} locomotive") == ["Counting"]
    assert headings(twelve.replace("twelve", "locomotive")) == []


@pytest.mark.parametrize(("before", "expected"), [(99_997, ["Long"]), (99_998, [])])
def test_a_very_long_text_is_found_by_its_first_100_000_signs(
    quiet_carriage: Blog, before: int, expected: list[str]
) -> None:
    make_post(quiet_carriage, title="Long", source=f"{'x' * (before - 1)} zoo")

    assert headings("zoo") == expected


def test_a_title_counts_for_more_than_a_mention(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Other things", source="A kettle, and a lot of other words.")
    make_post(quiet_carriage, title="The kettle", source="It boils.")

    assert headings("kettle") == ["The kettle", "Other things"]


def test_the_newest_can_stand_first(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Kettle", source="Kettle.", published=NOON)
    later = NOON + dt.timedelta(days=1)
    make_post(quiet_carriage, title="Later", source="Of a kettle.", published=later)

    assert headings("kettle", order="newest") == ["Later", "Kettle"]


def test_posts_comments_people_and_tags_are_found(quiet_carriage: Blog, ben: User) -> None:
    post = make_post(quiet_carriage, title="Kettle", source="It boils.", tags=["kettle"])
    make_comment(post, "My kettle whistles.", by=ben)
    ben.update_profile(name="Ben Okafor", region="", website="", bio="I mend every kettle I meet.")

    assert set(found("kettle")) == {
        ("Post", "Kettle"),
        ("Comment", "under Kettle"),
        ("Person", "Ben Okafor"),
        ("Tag", "kettle"),
    }


def test_a_tag_is_found_by_its_other_spellings(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Rain", tags=["mashlib"])
    old = Tag.objects.create(name="mashing libraries")

    Tag.objects.merge(old, into=Tag.objects.get(key="mashlib"))

    assert ("Tag", "mashlib") in found("mashing")


def test_what_was_found_is_marked_and_nothing_else_gets_through(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, source="`<script>` and \x02 then a **kettle** & <b>more</b>")

    shown = page("kettle")

    assert "<mark>kettle</mark>" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "\x02" not in shown


def test_the_words_typed_are_never_markup(quiet_carriage: Blog) -> None:
    shown = page('"><script>alert(1)</script>')

    assert "<script>" not in shown
    assert "&quot;&gt;&lt;script&gt;" in shown


def test_results_can_be_narrowed(quiet_carriage: Blog, ben: User) -> None:
    rain = make_post(quiet_carriage, title="Rain", source="A kettle.", tags=["weather"])
    make_post(
        title="Snow", source="A kettle.", published=dt.datetime(2013, 1, 9, 12, tzinfo=dt.UTC)
    )
    make_comment(rain, "My kettle.", by=ben, at=NOON)

    assert headings("kettle", kind="comment") == ["under Rain"]
    assert headings("kettle", blog="quiet-carriage", kind="post") == ["Rain"]
    assert headings("kettle", tag="weather", kind="post") == ["Rain"]
    assert headings("kettle", year="2013") == ["Snow"]
    assert headings("kettle", blog="nobody") == []
    assert len(headings("kettle", kind="x", year="x", blog="", tag="")) == 3


@pytest.mark.parametrize("year", ["abcd", "12345", "²²²²"])
def test_what_is_no_year_narrows_nothing(quiet_carriage: Blog, year: str) -> None:
    make_post(quiet_carriage, title="Rain", source="A kettle.")

    assert headings("kettle", year=year) == ["Rain"]


def test_the_kinds_are_tabs_that_say_how_many_of_each(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, source="A kettle.")
    for number in range(3):
        make_comment(post, f"Kettle {number}.")

    shown = page("kettle", kind="post")

    assert 'aria-current="page">Posts<b>1</b>' in compact(shown)
    assert 'kind=comment">Comments<b>3</b>' in compact(shown)
    assert "1 result for “kettle”" in shown


def test_only_what_is_more_than_one_can_be_narrowed(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, source="A kettle.")
    assert "#filters" not in links(page("kettle"))

    make_post(source="A kettle.")
    assert "#filters" in links(page("kettle"))
    assert "Best match first" in page("kettle")


def test_the_filters_offers_eight_of_each_and_the_latest_years(quiet_carriage: Blog) -> None:
    for number in range(9):
        published = dt.datetime(2010 + number, 1, 9, 12, tzinfo=dt.UTC)
        make_post(source="A kettle.", tags=[f"tag{number}"], published=published)
        make_post(quiet_carriage, source="Tea.", tags=[f"tag{number}"])

    offered = re.findall(
        r'<input type="radio" name="(\w+)" value="([^"]+)"', compact(page("kettle"))
    )

    assert Counter(name for name, _value in offered) == {"blog": 8, "tag": 8, "year": 8}
    assert [value for name, value in offered if name == "year"] == [
        str(year) for year in range(2018, 2010, -1)
    ]


@pytest.mark.parametrize(
    ("others", "count"), [(498, "499 results for"), (499, "500 results or more for")]
)
def test_what_is_more_than_can_be_shown_is_not_counted(
    quiet_carriage: Blog, others: int, count: str
) -> None:
    tags = [f"kettle {number}" for number in range(others)]
    make_post(quiet_carriage, title="Kettle", tags=tags)

    assert f"{count} “kettle”" in page("kettle")


def test_many_results_stand_on_pages(quiet_carriage: Blog, guest: Client) -> None:
    for number in range(13):
        make_post(quiet_carriage, title=f"Kettle {number}")

    assert len(headings("kettle")) == 10
    assert len(headings("kettle", page=2)) == 3
    assert not set(headings("kettle")) & set(headings("kettle", page=2))
    assert guest.get("/search/?q=kettle&page=3").status_code == 404


def test_nothing_found_is_said_kindly_and_nothing_asked_is_explained() -> None:
    assert "No results for “retrain hometown”" in page("retrain hometown")
    for name, value in [("kind", "post"), ("blog", "b"), ("tag", "t"), ("year", "2013")]:
        assert "Nothing is left with these filters" in page("hometown", **{name: value})
    assert "filters" not in page("hometown")
    assert "What can be found" in page("")
    assert "autofocus" in part(page(""), "form", "seek")
    assert "autofocus" not in page("hometown")
    assert 'name="robots" content="noindex"' in page("")


@pytest.mark.parametrize("many", [1, 9])
def test_a_page_of_results_asks_the_same_few_questions(quiet_carriage: Blog, many: int) -> None:
    for number in range(many):
        writer = make_user(f"Kettle {number}")
        post = make_post(quiet_carriage, source="A kettle.", author=writer, tags=[f"kettle {many}"])
        make_comment(post, "My kettle.", by=writer)
        TagAlias.objects.create(tag=Tag.objects.get(key=f"kettle {many}"), key=f"k {number}")

    with CaptureQueriesContext(connection) as queries:
        page("kettle")

    assert len(queries) <= 14
