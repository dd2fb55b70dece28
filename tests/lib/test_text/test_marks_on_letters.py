"""The signs written onto letters belong to the word: in hashtags, addresses, names of headings."""

import re
from urllib.parse import unquote

import pytest

from cpdblog.lib.markup.markdown import render_comment, render_post
from cpdblog.lib.text.slugs import plain_slug
from tests.lib.test_text.inputs import SENDER

WHOLE = [
    "हिन्दी",
    "नमस्ते",
    "ไทยที่นี่",
    "தமிழ்",
    "తెలుగు",
    "ខ្មែរ",
    "မြန်မာ",
    "עִבְרִית",
    "العَرَبِيَّة",
    "図書館",
    "ελλάδα",
    "ёлка",
    "şişli",
    "\u0131\u015f\u0131k",
]
FOLDED = [
    ("İstanbul", "istanbul"),
    ("DİYARBAKIR", "diyarbakir"),
    ("Straße", "strasse"),
    ("STRASSE", "strasse"),
    ("ﬂotsam", "flotsam"),
    ("Cafe\u0301", "caf\u00e9"),
    ("Caf\u00e9", "caf\u00e9"),
    ("\u1e9e", "ss"),
    ("ශ්\u200dරී", "ශ්රී"),
    ("\u0645\u06cc\u200c\u062e\u0648\u0645", "\u0645\u06cc\u062e\u0648\u0645"),
    ("\uff23\uff30\uff24", "cpd"),
    ("C++ & C#", "c-plus-plus-and-c-sharp"),
    ("snake_case", "snake-case"),
    ("a\ufe0fb", "a-b"),
    ("नमस्ते दुनिया", "नमस्ते-दुनिया"),
]


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_keeps_its_marks(word: str) -> None:
    page = unquote(render_comment(f"so #{word} there", **SENDER))

    assert plain_slug(word) == word
    assert f'href="/tags/{word}/">#{word}</a>' in page
    assert f'id="p1-{word}"' in unquote(render_post(f"# {word}", prefix="p1-", **SENDER))


@pytest.mark.parametrize(("words", "slug"), FOLDED)
def test_a_slug_is_small_whole_and_composed(words: str, slug: str) -> None:
    assert plain_slug(words) == slug
    assert plain_slug(slug) == slug


@pytest.mark.parametrize(
    ("heading", "name"),
    [("İstanbul", "istanbul"), ("snake_case here", "snake_case-here"), ("Straße", "straße")],
)
def test_a_heading_has_a_name_without_stray_signs(heading: str, name: str) -> None:
    page = render_post(f"# {heading}", prefix="p1-", **SENDER)

    assert re.findall(r'id="([^"]*)"', page) == [f"p1-{name}"]


@pytest.mark.parametrize("typed", ["हि#ab", "ไทยที่#ab", "#\u0301", "#\u200d"])
def test_no_hashtag_begins_in_a_word_or_with_a_mark(typed: str) -> None:
    assert "hashtag" not in render_comment(f"so {typed} there", **SENDER)


def test_a_hashtag_takes_no_joiner_that_joins_nothing() -> None:
    assert ">#word</a>\u200d" in render_comment("so #word\u200d there", **SENDER)
