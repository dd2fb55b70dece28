from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from posts.models import Post
from tests.make import make_comment, make_post
from tests.pages import links
from tests.transfer.importing import import_text
from tests.transfer.wxr import HOME, export, item
from transfer.importers.common.text import strip_markup
from transfer.importers.wordpress.attachments import PostContext
from transfer.importers.wordpress.paragraphs import in_paragraphs
from transfer.importers.wordpress.text import post_html

if TYPE_CHECKING:
    from pathlib import Path


TABLE = "<table>\n<tr>\n<td>a<br>\n<br>\n<i>b</i><br>\n<br>\nc</td>\n</tr>\n</table>"
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


def test_a_caption_without_its_picture_leads_to_where_it_was() -> None:
    context = PostContext(home=f"{HOME}/")

    page = post_html('[caption id="attachment_9" width="9"]A <b>cat</b>[/caption]', context)

    address = f"{HOME}/?attachment_id=9"
    link = f'<a href="{address}">Picture 9</a>'
    assert page.replace("\n", "") == (
        f"<figure><p>{link}</p><figcaption>A <b>cat</b></figcaption></figure>"
    )
    assert context.notes == ["a picture with a caption became a link, it is not in the file"]


@pytest.mark.parametrize("content", ["[gallery]", "[caption]no picture[/caption]", "[x"])
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


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (
            "[youtube=http://www.youtube.com/watch?v=dQw4w9WgXcQ]",
            "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        ("[vimeo 12345678]", "https://vimeo.com/12345678"),
        ("[slideshare id=123&doc=x]", "https://www.slideshare.net/slideshow/embed_code/123"),
        ('[soundcloud url="http://api.sound.example/1"]', "http://api.sound.example/1"),
        ("[googlemaps http://maps.example/?q=x&amp;z=2]", "http://maps.example/?q=x&z=2"),
        ("[embed width=9]http://x.example/1[/embed]", "http://x.example/1"),
        ("[gist]123[/gist]", "https://gist.github.com/123"),
        ("[gist id=abc]", "https://gist.github.com/abc"),
        ("[tweet 123]", "https://twitter.com/i/status/123"),
        ("[ted id=1]", "https://www.ted.com/talks/view/id/1"),
        ("[polldaddy poll=12]", "https://poll.fm/12"),
        ("[scribd id=1 key=k mode=list]", "https://www.scribd.com/doc/1"),
        ("[spotify spotify:track:1x]", "https://open.spotify.com/track/1x"),
        ("[flickr video=1]", "https://www.flickr.com/photo.gne?id=1"),
        ("[wpvideo aBc]", "https://videopress.com/v/aBc"),
        ("[video src=x.mp4][/video]", "http://quiet.example/2012/x.mp4"),
        ("[audio http://x.example/a.mp3|titles=x]", "http://x.example/a.mp3|titles=x"),
    ],
)
def test_a_shortcode_with_an_address_becomes_a_link(written: str, address: str) -> None:
    context = PostContext(address="http://quiet.example/2012/")

    assert links(post_html(f"a {written} b", context)) == [address]
    assert context.kept_as_text == {}


@pytest.mark.parametrize(
    "written", ["[slideshare]", "[soundcloud]", "[gist id=<b>]", "[embed]x[/embed]", "[tweet ]"]
)
def test_a_shortcode_that_names_no_place_stays(written: str) -> None:
    assert post_html(written) == f"<p>{written}</p>"


def test_unknown_shortcodes_stay_as_text_and_are_counted() -> None:
    written = (
        '[latex]x[/latex] [sic] [1] [form][field label="N"/][/form] [latex]y[/latex] [[a b=c]]'
    )
    context = PostContext()

    assert post_html(written, context) == f"<p>{written.replace('[[a b=c]]', '[a b=c]')}</p>"
    assert context.kept_as_text == {"latex": 2, "form": 1, "field": 1}


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_the_report_counts_shortcodes_and_names_galleries_that_are_lost(tmp_path: Path) -> None:
    content = '[latex]x[/latex] [gallery ids="900,901"] [gallery]'

    output = import_text(tmp_path, export(item("One", content)))

    assert "1 [latex], which stays as text" in output
    assert "“One”: a gallery became links, its pictures are not in the file" in output
    assert "“One”: a gallery stays as text, its pictures are not in the file" in output
    assert links(Post.objects.get().body_html) == [
        f"{HOME}/?attachment_id=900",
        f"{HOME}/?attachment_id=901",
    ]


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
        "[gist id=",
        "[gist]a[gist ",
        "[form a=b] ",
        "[css] [/code]",
        "[[code]a",
        "[video src=",
        "[[a",
        "<!-- wp:freeform -->",
        "<center ",
        "<script>",
        "<script src='x",
        "<noscript><form>",
        "<object><param name=movie value=x>",
        "<video><source>",
        "<iframe src=//x.example>",
        "<p><audio>",
        "<pre class=wp-block-verse>a",
        "<h3><button class=accordion-heading__toggle>",
        "<div style=background-image:url(",
        "<ul wp-block-gallery><li>",
        "<math><annotation x-tex>",
        "<!-- wp:tab {",
        '<!-- wp:x {"a":[[ /-->',
    ],
)
def test_hostile_content_is_read_in_one_walk(piece: str) -> None:
    begun = time.process_time()

    in_paragraphs(piece * (200_000 // len(piece)))
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
