"""HTML of word processors and pages becomes Markdown; hostile HTML becomes words, and quickly."""

from __future__ import annotations

import time

import pytest

from cpdblog.lib.markup.from_html import MAX_TAGS, TooMuchHTML, to_markdown
from cpdblog.lib.markup.markdown import render_post

GOOGLE_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
<h1 dir="ltr"><span style="font-size:20pt;font-weight:400;">Rain</span></h1>
<p dir="ltr"><span style="font-weight:400;">Plain and </span><span
style="font-weight:700;font-style:italic;">both</span><span> and <a
href="https://example.org/a b"><span>a link</span></a>.</span></p>
<ul><li dir="ltr"><p role="presentation"><span>One</span></p></li>
<ul><li><p><span>Inner</span></p></li></ul><li><p>Two</p></li></ul></b>"""

WORD = """<html xmlns:o="urn:x"><head><title>T</title><style><!-- p {margin:0} --></style></head>
<body><!--StartFragment--><h1>Rain<o:p></o:p></h1><p class=MsoNormal>Words that
wrap in <b>the source</b>.&nbsp; <o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>One<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Inner</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Two</p><!--EndFragment--></body></html>"""


def test_a_google_document() -> None:
    assert to_markdown(GOOGLE_DOCS) == (
        "## Rain\n\nPlain and ***both*** and [a link](https://example.org/a%20b).\n\n"
        "- One\n  - Inner\n- Two"
    )


def test_a_word_document() -> None:
    assert to_markdown(WORD) == (
        "## Rain\n\nWords that wrap in **the source**.\n\n- One\n  1. Inner\n- Two"
    )


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre><code>a  b\n *c*</code></pre>", "```\na  b\n *c*\n```"),
        ("<p>Say <code>a*b</code></p>", "Say `a*b`"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<p>x</p><hr><p>y</p>", "x\n\n---\n\ny"),
        ("<p><del>x</del> <span style='text-decoration:line-through'>y</span></p>", "~~x~~ ~~y~~"),
        (
            "<table><tr><td><p>A</p></td><td>B</td></tr><tr><td>1|2</td><td>3<br>4</td></tr></table>",
            "| A | B |\n| --- | --- |\n| 1\\|2 | 3 4 |",
        ),
        ("<h2><b>Bold</b> head</h2>", "## Bold head"),
        ("<p><b> </b>x<i></i></p>", "x"),
        ("<p>2&nbsp;&nbsp;spaces</p>", "2 spaces"),
        ('<img src="/media/pictures/b.webp" alt="A [cup]">', "![A cup](/media/pictures/b.webp)"),
        ('<img src="https://e.org/x.png" alt="A cup">', "[A cup](https://e.org/x.png)"),
        ('<img src="data:image/png;base64,xx" alt="dot">', ""),
    ],
)  # fmt: skip
def test_what_marks_stand_for(page: str, markdown: str) -> None:
    assert to_markdown(page) == markdown


@pytest.mark.parametrize(
    "words",
    [
        "*not* _soft_ `code`",
        "# no heading",
        "- no list",
        "1. no list",
        "> no quote",
        "[no](link)",
        "a <b> c",
        "snake_case_name and 2 < 3",
        "back\\slash",
    ],
)
def test_words_that_look_like_marks_stay_words(words: str) -> None:
    page = f"<p>{words.replace('<', '&lt;').replace('>', '&gt;')}</p>"

    assert rendered(to_markdown(page)) == page


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script><p onclick=alert(1)>x</p>",
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><a href="data:text/html,<script>alert(1)</script>">x</a></p>',
        '<p><a href="java\nscript:alert(1)">x</a></p>',
        "<style>p{}</style><p>x</p><iframe src=https://example.org>y</iframe>",
        "<svg><title>y</title><script>alert(1)</script></svg><p>x</p>",
        "<p><img src=x onerror=alert(1)>x</p>",
        '<p><a href="https://e.org/)%20[y](javascript:alert(1)"></a>x</p>',
        "<template><p>y</p></template><p>x</p>",
    ],
)
def test_what_runs_is_left_behind(page: str) -> None:
    assert to_markdown(page) == "x"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * MAX_TAGS,
        "<b><p>" * (MAX_TAGS // 2),
        "<" * MAX_TAGS,
        "<ul><li>x" * (MAX_TAGS // 2),
        "<table><tr><td>a" * (MAX_TAGS // 3),
        f"<table><tr>{'<td>x</td>' * (MAX_TAGS // 2 - 1)}",
        '<span style="font-weight:700">x </span>' * (MAX_TAGS // 2 // 2),
        "<p style='mso-list:l0 level9 lfo1'>x</p>" * (MAX_TAGS // 2 // 2),
        "[](" * 100_000,
        "`_*" * 100_000,
        "&" * 400_000,
    ],
    ids=lambda page: page[:12],
)
def test_hostile_html_takes_a_few_seconds_at_most(page: str) -> None:
    begun = time.process_time()

    to_markdown(page)

    assert time.process_time() - begun < 5


def test_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooMuchHTML):
        to_markdown("<p>" * (MAX_TAGS + 1))


def rendered(source: str) -> str:
    return render_post(
        source, prefix="p", hashtag_url=str, mention_url=str, own_hosts=frozenset()
    ).strip()
