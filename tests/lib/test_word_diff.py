"""A diff by words: right for any two texts, readable for real ones, quick for hostile ones."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdblog.lib.text.word_diff import Kind, word_diff

SOME_WORDS = st.lists(
    st.sampled_from(["a", "b", "rain ", "snow", " ", "\n", "\n\n", "é", "c,"]), max_size=50
)
WITHIN_LIMITS = """
import json, resource, sys
from cpdblog.lib.text.word_diff import word_diff
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))  # whoever needs more is ended
resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))
before, after = json.load(sys.stdin)
print(len(word_diff(before, after)))
"""


def parts(before: str, after: str) -> list[tuple[str, str]]:
    return [(part.kind.value, part.text) for part in word_diff(before, after)]


def test_a_changed_word_is_shown_amid_its_sentence() -> None:
    assert parts("We met in the rain again.", "We met in the snow again.") == [
        ("same", "We met in the "),
        ("gone", "rain "),
        ("new", "snow "),
        ("same", "again."),
    ]


def test_a_rewritten_sentence_is_not_chopped_at_each_small_word() -> None:
    before = "Yesterday evening we quietly took the late train home. Goodbye."
    after = "Tomorrow morning they loudly catch the first bus away. Goodbye."

    assert parts(before, after) == [
        ("gone", "Yesterday evening we quietly took the late train home. "),
        ("new", "Tomorrow morning they loudly catch the first bus away. "),
        ("same", "Goodbye."),
    ]


def test_other_blanks_between_words_are_no_change_and_other_lines_are() -> None:
    assert [kind for kind, _text in parts("one  two\tthree", "one two three")] == ["same"]
    assert ("new", "\n") in parts("one\ntwo", "one\n\ntwo")


def test_what_is_far_from_any_change_is_skipped_and_counted() -> None:
    many = "word " * 500

    first, same, *change = word_diff(f"{many}rain", f"{many}snow")

    assert (first.kind, first.words) == (Kind.SKIPPED, 480)
    assert same.text == "word " * 20
    assert [part.text for part in change] == ["rain", "snow"]


@pytest.mark.parametrize(("before", "after"), [("", ""), ("", "new"), ("old", "")])
def test_nothing_can_be_compared_too(before: str, after: str) -> None:
    assert "".join(text for kind, text in parts(before, after) if kind != "new") == before
    assert "".join(text for kind, text in parts(before, after) if kind != "gone") == after


@given(SOME_WORDS, SOME_WORDS)
def test_without_what_is_new_it_is_the_old_and_without_what_is_gone_the_new(
    old: list[str], new: list[str]
) -> None:
    before, after = "".join(old), "".join(new)

    parts = word_diff(before, after)

    gone = "".join(part.text for part in parts if part.kind != Kind.NEW)
    came = "".join(part.text for part in parts if part.kind != Kind.GONE)
    assert gone.split() == before.split()
    assert came.split() == after.split()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 100_000, "b " * 100_000),
        ("a\n" * 100_000, "\na" * 100_000),
        ("ab " * 66_000, "ba ab " * 33_000),
        (" ".join(map(str, range(34_000))), " ".join(map(str, range(34_000, 0, -1)))),
        ("\n" * 200_000, "\n \n" * 66_000),
        ("a" * 200_000, "." * 200_000),
    ],
    ids=["all-other", "lines", "shifted", "backwards", "empty-lines", "one-word"],
)
def test_two_hostile_texts_are_compared_within_bounds_of_time_and_memory(
    before: str, after: str
) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", WITHIN_LIMITS],
        input=json.dumps([before, after]),
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) > 0
