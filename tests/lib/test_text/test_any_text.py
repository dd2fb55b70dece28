"""What holds for every text, whoever wrote it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdblog.lib.markup.markdown import (
    clean_html,
    normalise,
    plain_text,
    render_comment,
    render_post,
)
from cpdblog.lib.markup.markdown import word_count as words_in
from tests.lib.test_text.inputs import SENDER

_PIECES = ["[", "](", ")", "*", "**", "_", "`", "```\n", "> ", "- ", "1. ", "\n", "\n\n", "    "]
_PIECES += [
    "<b>",
    "</b>",
    "<script>",
    "|",
    "|-|-|",
    "# ",
    "[^1]",
    "[^1]: ",
    "///",
    ":)",
    "#a",
    "@b",
]
_PIECES += ["http://a.b", "\\", "&", "~~", "a", "word ", "\x02", "\x03", "é", "\u00a0", "[a]: b\n"]
marked = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)
texts = marked | st.text(max_size=200)
words = st.lists(st.from_regex(r"[a-z\u00e9]{1,8}[.,!?]?", fullmatch=True), min_size=1, max_size=40)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_renderer_or_runs(source: str) -> None:
    for page in (
        render_post(source, prefix="p1-", **SENDER),
        render_comment(source, **SENDER),
        clean_html(source, prefix="p1-", own_hosts=frozenset()),
    ):
        assert "<script" not in page
        assert not re.search(r"[\x00-\x08]", page)


@given(texts)
@settings(deadline=None)
def test_normalising_twice_changes_nothing_more(source: str) -> None:
    assert normalise(normalise(source)) == normalise(source)


@given(words)
@settings(deadline=None)
def test_plain_text_holds_every_word(parts: list[str]) -> None:
    source = " ".join(parts)

    page = render_post(source, prefix="p1-", **SENDER)

    assert plain_text(page) == source
    assert words_in(page) == len(parts)


@given(st.text(alphabet="[]()!a b*_", max_size=120))
@settings(deadline=None)
def test_no_letter_is_lost_in_brackets(source: str) -> None:
    page = render_comment(source, **SENDER)

    assert (page.count("a") - page.count("<a ") - page.count("</a>")) >= 0
    assert source.count("b") <= page.count("b")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("One.\u00a0\u00a0Two", "One. Two"),
        ("One.\u00a0 Two", "One. Two"),
        ("10\u00a0km", "10\u00a0km"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301 and \u00e9", "e\u0301 and \u00e9"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_source_is_kept_as_typed_but_regular(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    ("page", "plain"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("<p>b<b>ol</b>d &amp; &lt;x&gt;</p>", "bold & <x>"),
        ("<ul>\n<li>a</li>\n<li>b</li></ul>", "a b"),
        ("a<br>b", "a b"),
        ("", ""),
    ],
)
def test_plain_text_reads_as_the_page_does(page: str, plain: str) -> None:
    assert plain_text(page) == plain
