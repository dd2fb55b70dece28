"""What WordPress sets only when it shows a text is set when the text comes in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from comments.models import Comment
from posts.models import Post
from tests.transfer.archives import pack, texts
from tests.transfer.importing import import_text
from tests.transfer.wxr import comment, export, item
from transfer.importers.wordpress.text import post_html
from transfer.importers.wordpress.typography import quotes_of, typeset

if TYPE_CHECKING:
    from pathlib import Path

QUOTES = {
    'She said "come in".': "She said “come in”.",
    "She said 'come in'.": "She said ‘come in’.",
    "\"'Come in,' she said.\"": "“‘Come in,’ she said.”",
    'A lamp ("the lamp") and ["this"]': "A lamp (“the lamp”) and [“this”]",
    "It's Ada's, and l'heure": "It’s Ada’s, and l’heure",
    "the readers' room": "the readers’ room",
    "'tis, 'twas and 'em": "’tis, ’twas and ’em",
    "the '90s, of '99.": "the ’90s, of ’99.",
    "in '99' and 1980's": "in ’99’ and 1980’s",
    "from '0.5' to '100'": "from ‘0.5’ to ‘100’",
    "A 9\" nail and a 9' plank": "A 9″ nail and a 9\N{PRIME} plank",
    "She is 6'4\" tall": "She is 6\N{PRIME}4″ tall",
    '"It is 5\' long," she said': "“It is 5\N{PRIME} long,” she said",
    'a "12" record"': "a “12″ record”",
    '"12"': "“12”",
    "``Old'' letters": "“Old” letters",
    "&quot;as it is&quot; &#8217; “done”": "&quot;as it is&quot; &#8217; “done”",
    '&nbsp;"a"&nbsp;"b"': "&nbsp;“a”&nbsp;“b”",
    '&lt;"a"&gt;': "&lt;“a”&gt;",
    'one--"two"': "one–“two”",
}
SIGNS = {
    "one---two": "one—two",
    "one -- two": "one — two",
    "one--two": "one–two",
    "one - two": "one – two",
    "one-two": "one-two",
    "xn--one": "xn--one",
    "one----two": "one—-two",
    "well...": "well…",
    "well....": "well….",
    "Lamp (tm), lamp(tm), (c)": "Lamp ™, lamp(tm), (c)",
    "10x20, 1.5x2 and 0x12": "10\N{MULTIPLICATION SIGN}20, 1.5\N{MULTIPLICATION SIGN}2 and 0x12",
    "ax2, 2x3px": "ax2, 2x3px",
    "Hello :-) ;)": "Hello 🙂 😉",
    "ten:) (see 8) a:D": "ten:) (see 8) a:D",
    "1/2": "1/2",
}
ON_PAGES = {
    '<p><em>"Yes"</em>, "<a href="/x">no</a>".</p>': (
        '<p><em>“Yes”</em>, “<a href="/x">no</a>”.</p>'
    ),
    '<p>"One</p>\n<p>two"</p>': "<p>“One</p>\n<p>two”</p>",
    '<p>"One"<br>"two"</p>': "<p>“One”<br>“two”</p>",
    '<p><code>"a" -- b...</code>"</p>': '<p><code>"a" -- b...</code>”</p>',
    '<p>(<kbd>--x</kbd>) "<tt>\'</tt>"</p>': "<p>(<kbd>--x</kbd>) “<code>'</code>”</p>",
    '<pre>"a" -- b...</pre>': '<pre>"a" -- b...</pre>',
    '[code]"a" -- b...[/code]': '<pre><code>"a" -- b...</code></pre>',
    '<p><img src="/a--b.jpg" alt="x -- y"></p>': '<p><img src="/a--b.jpg" alt="x -- y"></p>',
    '<p title="a -- b">c</p>': '<p title="a -- b">c</p>',
    "<p>See https://x.example/a--b'c now...</p>": "<p>See https://x.example/a--b’c now…</p>",
    '<p>[form a="b--c"] "d" [/form]</p>': '<p>[form a="b--c"] “d” [/form]</p>',
    '<p>"a<CODE id=x>"b"</CODE ></p>': '<p>“a<CODE id=x>"b"</CODE ></p>',
    '<p>5 < 6 "a"</p>': "<p>5 < 6 “a”</p>",
    '<p>.<b>.</b>. "a"</p>': "<p>.<b>.</b>. “a”</p>",
    '<!-- wp:paragraph --><p>"a"</p><!-- /wp:paragraph --><!-- wp:freeform -->"b"'
    "<!-- /wp:freeform -->": "<p>“a”</p>\n\n<p>“b”</p>",
}


@pytest.mark.parametrize("written", [*QUOTES, *SIGNS])
def test_signs_are_set_as_wordpress_sets_them(written: str) -> None:
    shown = (QUOTES | SIGNS)[written]

    assert typeset(written) == shown
    assert post_html(f"<p>{written}</p>") == f"<p>{shown}</p>"


@pytest.mark.parametrize("written", ON_PAGES)
def test_nothing_but_the_text_of_a_page_is_set(written: str) -> None:
    assert post_html(written) == ON_PAGES[written]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en-US", "“a” ‘b’"),
        ("de-DE", "„a“ \N{SINGLE LOW-9 QUOTATION MARK}b‘"),
        ("fr_FR", "«\u00a0a\u00a0» ‘b’"),
        ("sv", "”a” ’b’"),
        ("", "“a” ‘b’"),
    ],
)
def test_quotes_are_those_of_the_language_of_the_blog(language: str, shown: str) -> None:
    assert typeset("\"a\" 'b'", quotes_of(language)) == shown


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_titles_excerpts_and_comments_are_set_too(tmp_path: Path) -> None:
    yes = comment('"Yes" :-)\n<code>"no"</code>')
    post = item('The "lamp"', 'It\'s "on"', excerpt="Well...", comments=[yes])

    import_text(tmp_path, export(post).replace("<language>en<", "<language>de-CH<"))

    post_here = Post.objects.get()
    assert post_here.title == "The „lamp“"
    assert post_here.excerpt == "Well…"
    assert post_here.source == "<p>It’s „on“</p>"
    assert Comment.objects.get().source == '<p>„Yes“ 🙂<br>\n<code>"no"</code></p>'


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_an_export_of_ours_comes_in_as_it_was_shown(tmp_path: Path) -> None:
    written = item("The 'lamp'", '"On" -- still')
    import_text(
        tmp_path,
        export(written).replace("<language>", "<generator>cpdblog</generator>\n<language>"),
    )

    ours = texts(pack(tmp_path, "quiet-carriage"))["wordpress.xml"]
    import_text(tmp_path, ours, "--owner", "ada", blog="new-home")

    kept = ("The 'lamp'", '<p>"On" -- still</p>')
    assert list(Post.objects.values_list("title", "source")) == [kept, kept]


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "'",
        'a"',
        "9'",
        '9" ',
        "\"'",
        "--",
        "-",
        "...",
        "``",
        "1x",
        "0x1",
        ":-) ",
        "[a ",
        "[a =",
        '<b>"</b>',
        "<code>",
        "<code>'</code>",
        "'99",
        "xn--",
        "<br>'",
        "&nbsp;-",
        "https://x--",
    ],
)
def test_hostile_text_is_set_in_one_walk(piece: str) -> None:
    begun = time.process_time()

    post_html(piece * (200_000 // len(piece)))

    assert time.process_time() - begun < 3
