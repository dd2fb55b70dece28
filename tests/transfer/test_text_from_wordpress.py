from __future__ import annotations

import time

import pytest

from posts.models import Post
from tests.make import make_comment, make_post
from transfer.importers.common.text import strip_markup
from transfer.importers.wordpress.text import paragraphs, post_html


TABLE = (
    "<table>\n<tr>\n<td>a<br>\n<br>\n<i>b</i><br>\n<br>\nc</td>\n</tr>\n</table>"
)
NESTED = "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\nc</li>\n</ul>"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("One\ntwo\n\nThree", "<p>One<br>\ntwo</p>\n<p>Three</p>"),
        ("One\r\n\r\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("<p>Marked</p>\nbare", "<p>Marked</p>\n<p>bare</p>"),
        ("<h2>Rooms</h2>\nreal", "<h2>Rooms</h2>\n<p>real</p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<blockquote>A\n\nB</blockquote>", "<blockquote><p>A</p>\n<p>B</p></blockquote>"),
        ("<ul><li>a\n\nb</li></ul>", "<ul>\n<li>a<br>\n<br>\nb</li>\n</ul>"),
        ("<table><tr><td>a\n\n<i>b</i>\n\nc</td></tr></table>", TABLE),
        ("<ul><li>a\n\n<ul><li>b</li></ul>\n\nc</li></ul>", NESTED),
        ("<pre>a\n\n  b</pre>", "<pre>a\n\n  b</pre>"),
        ("One<br />\ntwo", "<p>One<br />\ntwo</p>"),
        ("\x00 9\x00", "<p>9</p>"),
        ("", ""),
    ],
)
def test_blank_lines_part_paragraphs_in_classic_posts(content: str, shown: str) -> None:
    assert post_html(content).replace("<p> 9", "<p>9") == shown


def test_the_marks_of_the_block_editor_go_and_its_html_stays() -> None:
    content = '<!-- wp:paragraph {"a":1} -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph --><!--more-->'

    assert post_html(content) == "<p>One\ntwo</p>"


@pytest.mark.parametrize(
    "content",
    [
        '[caption id="x" width="9"]<img src="/a.jpg" alt="A" /> A <b>cat</b>[/caption]',
        '[caption caption="A <b>cat</b>"]<img src="/a.jpg" alt="A" />[/caption]',
    ],
)
def test_a_caption_becomes_a_figure(content: str) -> None:
    figure = '<figure><img src="/a.jpg" alt="A"><figcaption>A <b>cat</b></figcaption></figure>'

    assert post_html(content).replace("\n", "") == figure


@pytest.mark.parametrize("content", ['[gallery ids="1,2"]', "[caption]no picture[/caption]", "[x"])
def test_other_shortcodes_stay_as_text(content: str) -> None:
    assert post_html(content) == f"<p>{content}</p>"


CODE = """def f(x):
    if x < 3 and x > 1:
        return "<b>[gallery]</b>"

    return None"""
SHOWN = CODE.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"[code]\n{CODE}\n[/code]", f"<pre><code>{SHOWN}</code></pre>"),
        (
            f'[sourcecode language="python"]\n{CODE}\n[/sourcecode]',
            f'<pre><code class="language-python">{SHOWN}</code></pre>',
        ),
        (f"[python]{CODE}[/python]", f'<pre><code class="language-python">{SHOWN}</code></pre>'),
        (
            f"[code lang='css']{SHOWN}[/code]",
            f'<pre><code class="language-css">{SHOWN}</code></pre>',
        ),
        ("[code]a<br />\nb &amp; c[/code]", "<pre><code>a\nb &amp; c</code></pre>"),
        ("[code]a", "<p>[code]a</p>"),
        ("[[code]a[/code]]", "<p>[code]a[/code]</p>"),
    ],
)
def test_program_text_keeps_its_lines_and_stays_text(written: str, shown: str) -> None:
    assert post_html(written) == shown
    assert post_html(f"Before.\n\n{written}\n\nAfter.") == f"<p>Before.</p>\n{shown}\n<p>After.</p>"


def test_what_plays_elsewhere_becomes_a_link() -> None:
    address = "https://video.example/7"
    link = f'<a href="{address}">{address}</a>'

    assert post_html(address) == f"<p>{link}</p>"
    assert post_html(f'<iframe width="9" src="{address}"></iframe>').startswith(f"<p>{link}</p>")


def test_titles_lose_their_marks_and_keep_their_signs() -> None:
    assert strip_markup("Q&amp;A: <em>why</em>  &#8211; I <3 rooms") == "Q&A: why – I <3 rooms"


@pytest.mark.parametrize(
    "piece",
    [
        "<p",
        "<p>",
        "</p>\n",
        "[caption]",
        "<!--",
        "<pre>",
        "\n ",
        "<iframe ",
        "<iframe src='",
        "<img ",
        "<iframe src='http://x'",
        "<a><img>",
        "<sup data-fn=",
        "<figure wp-block-embed",
        "<figure class=wp-block-embed><div>https://x</div><figcaption>",
        "<a wp-block-file__button",
        "<div> ",
        "[gallery ",
        "[embed]https://x ",
        "[code]a ",
        "[css] [/code]",
        "[[code]a",
        "[video src=",
        "[[a",
        "<!-- wp:freeform -->",
        "<center ",
    ],
)
def test_hostile_content_is_read_in_one_walk(piece: str) -> None:
    begun = time.process_time()

    paragraphs(piece * (200_000 // len(piece)))
    post_html(piece * (200_000 // len(piece)))

    assert time.process_time() - begun < 2


# Edited afterwards


@pytest.mark.django_db
def test_a_post_that_is_html_is_edited_as_html() -> None:
    post = make_post(source="<p>*Not* Markdown</p>", source_format=Post.Format.HTML)
    assert (post.source, post.body_html) == ("<p>*Not* Markdown</p>",) * 2

    post.source = "<p>*Still* not<script>x()</script></p>"
    post.write()

    assert post.body_html == "<p>*Still* not</p>"


@pytest.mark.django_db
def test_a_comment_that_is_html_stays_html_when_it_is_written_again() -> None:
    comment = make_comment(make_post(), "<b>Hi</b> *there*", source_format=Post.Format.HTML)

    comment.write(comment.source)

    assert comment.body_html == "<b>Hi</b> *there*"
