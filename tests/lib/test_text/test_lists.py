"""Lists are read as CommonMark reads them; its reference reader is asked what it would make."""

import re
from html.parser import HTMLParser
from typing import Any, override

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cpdblog.lib.markup.markdown import render_comment, render_post
from tests.lib.test_text.inputs import SENDER

_HOLDERS = frozenset({"ul", "ol", "li", "blockquote", "pre"})


class _Tree(HTMLParser):
    """Which lists hold which items, and the words of each."""

    def __init__(self) -> None:
        super().__init__()
        self.top: list[Any] = []
        self.open = [self.top]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HOLDERS:
            node: list[Any] = [tag]
            self.open[-1].append(node)
            self.open.append(node)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _HOLDERS:
            self.open.pop()

    @override
    def handle_data(self, data: str) -> None:
        self.open[-1].extend(data.split())


def structure(page: str) -> list[Any]:
    tree = _Tree()
    tree.feed(page)
    tree.close()
    return tree.top


def expected(source: str) -> list[Any]:
    return structure(MarkdownIt("commonmark").render(source))


SHAPES = [
    "- one\n  - two\n    - three",
    "reasons:\n- a\n- b",
    "1. one\n  - two",
    "- a\n\n   b\n- c",
    "- a\n- b",
    "* a\n* b\n\n* c",
    "+ a\n  + b",
    "- a\n    - b\n        - c",
    "*   a\n    *   b\n*   c",
    "- a\n  - b\n- c",
    "- a\n  - b\n  - c\n- d\n  - e",
    "- a\n   - b\n      - c",
    "- a\n - b\n  - c",
    " - a\n - b\n   - c",
    "1. a\n   - b\n2. c",
    "1. a\n   1. b\n   2. c\n2. d",
    "1. a\n  1. b",
    "10. a\n    - b\n11. c",
    "- a\n  1. b\n  2. c\n- d",
    "1. a\n2. b\n- c\n- d",
    "- a\n1. b",
    "- - a\n  - b\n- c",
    "- a\n\n  b",
    "- a\n\n    b\n- c",
    "- a\n\n b",
    "1. a\n\n   b\n2. c",
    "1. a\n\n  b",
    "- a\n\n  b\n\n  c\n- d",
    "- a\n  - b\n\n- c",
    "- a\n  - b\n\n  c\n- d",
    "- a\n\n  - b\n\n    c\n\n- d",
    "- a\n  1. b\n\n     c\n  2. d\n- e",
    "- a\nb",
    "- a\n  b\n  c\n- d",
    "- a\n  - b\nc",
    "- a\n  - b\n    c\n- d",
    "- a\n  text\n  - b\n  more",
    "text\n\n- a\n- b\n\ntext",
    "- a\n\ntext",
    "a\n1. b\n2. c",
    "a\n2. b",
    "a\n1986. b",
    "a\n* b",
    "a\nb\n- c",
    "a\n\n2. b\n3. c",
    "> - a\n>   - b\n> - c",
    "> text\n> - a",
    "> a\n\n- b",
    "- a\n  > b",
    "- a\n\n  > b\n- c",
    "- a\n  ```\n  - code\n  ```\n- b",
    "- a\n\n      code\n- b",
    "```\n- a\n  - b\n```\n- c",
    "a\n\n    - code",
    "a\n---\n- b",
    "- a\n***\n- b",
    "# h\n- a\n- b",
    "- # h\n- b",
    "- **a**\n  - *b*",
    "- a\n  - b\n    - c\n  - d\n- e",
    "-  a\n   - b",
]


@pytest.mark.parametrize("source", SHAPES)
def test_a_list_is_read_as_commonmark_reads_it(source: str) -> None:
    assert structure(render_comment(source, **SENDER)) == expected(source)
    assert structure(render_post(source, prefix="p1-", **SENDER)) == expected(source)


_INDENTS = st.sampled_from(["", "", "  ", "   ", "    ", "     "])
_MARKS = st.sampled_from(["", "- ", "- ", "1. "])
_LINES = st.lists(st.one_of(st.tuples(_INDENTS, _MARKS), st.none()), min_size=1, max_size=7)


@given(_LINES)
@settings(max_examples=200, deadline=None)
def test_any_list_is_read_as_commonmark_reads_it(parts: list[tuple[str, str] | None]) -> None:
    lines = ["".join([*part, f"w{at}"]) if part else "" for at, part in enumerate(parts)]
    source = "\n".join(lines).strip("\n")
    want = expected(source)
    # A mark that stands too far in for it is a word to CommonMark, and an item here as ever.
    assume(not any(word in str(want) for word in ("'-'", "'1.'", "'pre'")))

    assert structure(render_comment(source, **SENDER)) == want


@pytest.mark.parametrize("source", ["- a\n        - b", "1. a\n        1. b"])
def test_an_item_that_stands_too_far_in_is_nested_as_ever(source: str) -> None:
    outer = structure(render_comment(source, **SENDER))[0]

    assert outer[1][2][1] == ["li", "b"]


@pytest.mark.parametrize("source", ["It cost 5\n-- or 6", "a\n-", "1986. was good\n- and", "-\na"])
def test_what_looks_like_a_list_loses_no_word(source: str) -> None:
    page = render_post(source, prefix="p1-", **SENDER)

    assert [word for word in re.findall("[a-z]+", source) if word not in page] == []
