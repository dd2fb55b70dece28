"""No word is taken for a mark that nobody meant, and nothing visible is nothing."""

import pytest

from cpdblog.lib.markup.markdown import has_visible_text, plain_text, render_comment, render_post
from tests.lib.test_text.inputs import SENDER


def comment(source: str) -> str:
    return render_comment(source, **SENDER)


def post(source: str) -> str:
    return render_post(source, prefix="p1-", **SENDER)


WORDS = [
    "a<b and x>y",
    "i<p and q>s",
    "n<i or k>j",
    "a<b c=d>e",
    "a<b>c",
    "1<u>2",
    "a <b and c> d",
    "if a<s then b>c",
    "</b and x>",
    "x<3 and y>2",
    "<b",
    "a<",
    "<<>>",
    "<3",
    "<Ning>",
    "[Ada]: hello",
    "[PS]: thanks",
    "[PS]: really?",
    "[Ada]: yes:",
    "[Ada]: yes/no",
    "[Ada]: e.g.",
    "[Ada]: ...",
    "[1]: Smith",
    "Note[1]\n\n[1]: Smith",
    "[a][b] and [c][]",
    "one [x] two [y]: three",
]
IN_COMMENTS = [
    "x[^1]\n\n[^1]: note",
    "[1]: https://example.org/x",
    "[Ada]: /hello/",
    '[b]: <https://example.org> "title"',
    "*[HTML]: Hyper",
    "HTML\n\n*[HTML]: Hyper",
    "text [^a]\n[^a]: note",
]


@pytest.mark.parametrize("typed", WORDS)
def test_words_are_kept_as_they_were_typed(typed: str) -> None:
    assert plain_text(comment(typed)) == " ".join(typed.split())
    assert plain_text(post(typed)) == " ".join(typed.split())


@pytest.mark.parametrize("typed", IN_COMMENTS)
def test_in_a_comment_definitions_are_words(typed: str) -> None:
    words = plain_text(comment(typed)).replace("<", "").replace(">", "")

    assert words == " ".join(typed.replace("<", "").replace(">", "").split())


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "<https://example.org>",
        "www.example.org",
        "/x/",
        "../x/",
        "x/",
        "#x",
        "mailto:ada@example.org",
        "ada@example.org",
    ],
)
def test_in_a_post_an_address_is_defined_once_for_all(address: str) -> None:
    page = post(f"see [there][1] and [here][1]\n\n[1]: {address}")

    assert page.count("<a ") == 2
    assert plain_text(page) == "see there and here"


def test_in_a_post_a_footnote_is_a_footnote() -> None:
    assert 'class="footnote-ref"' in post("x[^1]\n\n[^1]: note")


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("un<b>believ</b>able", "<b>believ</b>"),
        ("<b>bold</b>", "<b>bold</b>"),
        ('<p class="x">y</p>', "<p>y</p>"),
        ("<p align=left>y</p>", "<p>y</p>"),
        ("<a href=https://example.org>y</a>", ">y</a>"),
        ('<span data-x="1" lang="de">y</span>', '<span lang="de">y</span>'),
        ("a<br>b", "<br>"),
        ("a<br/>b", "<br>"),
        ("H<sub>2</sub>O", "<sub>2</sub>"),
    ],
)
def test_a_tag_that_is_meant_is_one(typed: str, tag: str) -> None:
    assert tag in comment(typed)


BLANK = {
    "nothing": "",
    "spaces": " \t\n",
    "a line break": "<br>",
    "an empty tag": "<b></b>",
    "tags in tags": '<div><p><span title="x"></span></p></div>',
    "an empty paragraph": "<p></p>",
    "a quote": ">",
    "quotes": "> > >\n>",
    "a named space": "&nbsp;",
    "a numbered space": "&#8203;",
    "an empty link": "[](https://example.org)",
    "an empty anchor": '<a href="https://example.org"> </a>',
    "an empty fence": "```\n```",
    "an empty fence of a language": "```python\n\n```",
    "a numbered item": "1. \n2. ",
}
INVISIBLE = [
    *range(0x2000, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x205F, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFFD),
    *[0xA0, 0xAD, 0x34F, 0x600, 0x61C, 0x70F, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5],
    *[0x180B, 0x180E, 0x202F, 0x2800, 0x3000, 0x3164, 0xFEFF, 0xFFA0, 0x13441, 0x1BCA0, 0x1D159],
    *[0x1D173, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF],
]


@pytest.mark.parametrize("kind", BLANK)
def test_marks_that_leave_nothing_show_nothing(kind: str) -> None:
    assert not has_visible_text(comment(BLANK[kind]))
    assert not has_visible_text(post(BLANK[kind]))


@pytest.mark.parametrize("code", INVISIBLE, ids=hex)
def test_a_sign_that_nobody_sees_shows_nothing(code: int) -> None:
    if code != 0xFFFD:
        assert not has_visible_text(comment(f"{chr(code)} {chr(code)}"))
        assert not has_visible_text(comment(f"<b>{chr(code)}</b> <i>&#{code};</i>"))


@pytest.mark.parametrize("typed", ["[x]: https://example.org", "*[HTML]: Hyper", "[//]: # (note)"])
def test_a_post_of_definitions_alone_shows_nothing(typed: str) -> None:
    assert not has_visible_text(post(typed))
    assert has_visible_text(comment(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "a",
        "?",
        "…",
        "\u263a",
        "👍🏽",
        "€",
        "क",
        "図",
        "1",
        "`code`",
        "(",
        "\\*",
        "&amp;",
        "\ue000",
        "<b",
    ],
)
def test_the_least_that_can_be_seen_is_something(typed: str) -> None:
    assert has_visible_text(comment(typed))
    assert has_visible_text(post(typed))


def test_a_picture_or_a_rule_is_something() -> None:
    assert has_visible_text(comment("* * *"))
    assert has_visible_text(post("![](/media/x.webp)"))
    assert has_visible_text(comment("![](/media/x.webp)"))
