from __future__ import annotations

import random

from cpdblog.lib.text.merging import merge

WORDS = ["tea", "rain", "train", "late", "", "soup"]


def test_changes_at_different_places_are_put_together() -> None:
    assert merge("a\nb\nc", "a\nB\nc", "a\nb\nc\nd") == ("a\nB\nc\nd", 0)


def test_the_same_change_twice_is_one_change() -> None:
    assert merge("a\nb", "a\nc", "a\nc") == ("a\nc", 0)


def test_two_changes_of_one_line_are_both_there() -> None:
    assert merge("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc") == ("a\nmine\n\ntheirs\nc", 1)


def test_one_side_that_changed_nothing_gives_the_other_side() -> None:
    chance = random.Random(7)  # noqa: S311
    for _time in range(300):
        base, other = some_text(chance), some_text(chance)
        assert merge(base, other, base)[0] == other.removesuffix("\n")
        assert merge(base, base, other)[0] == other.removesuffix("\n")


def test_no_line_that_somebody_wrote_is_missing() -> None:
    chance = random.Random(11)  # noqa: S311
    for _time in range(500):
        base, mine, theirs = (some_text(chance) for _one in range(3))
        merged = set(merge(base, mine, theirs)[0].split("\n"))
        new = (set(mine.split("\n")) | set(theirs.split("\n"))) - set(base.split("\n"))
        assert new - {""} <= merged


def some_text(chance: random.Random) -> str:
    return "\n".join(chance.choice(WORDS) + chance.choice(WORDS) for _line in range(9))
