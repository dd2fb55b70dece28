"""Every block of WordPress has a value of its own here, and what cannot come is in the report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from posts.models import Post
from tests.pages import links
from tests.transfer.blocks import BLOCKS, FRAMES, SCRIPTS
from tests.transfer.importing import import_text
from tests.transfer.wxr import export, item, meta
from transfer.importers.wordpress.attachments import PostContext
from transfer.importers.wordpress.text import post_html

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_its_value(name: str) -> None:
    written, shown = BLOCKS[name]

    assert post_html(written) == shown


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_all_blocks_come_in_with_an_export(tmp_path: Path) -> None:
    posts = [item(name, written) for name, (written, _shown) in BLOCKS.items()]

    import_text(tmp_path, export(*posts), "--no-fetch")

    found = dict(Post.objects.values_list("title", "source"))
    named = 'alt="sea.jpg"'  # what is not fetched
    expected = {name: shown.replace('alt=""', named) for name, (_, shown) in BLOCKS.items()}
    assert found == expected


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_leads_to_the_page_that_shows_the_same(frame: str) -> None:
    context = PostContext(address="http://quiet.example/2012/")

    page = post_html(f'One\n\n<iframe src="{frame}"></iframe>\n\ntwo', context)

    assert links(page) == [FRAMES[frame]]
    assert page.startswith("<p>One</p>\n<p><a ")
    assert page.endswith("</a></p>\n<p>two</p>")


@pytest.mark.parametrize("frame", ["", "about:blank", "javascript:x()", "data:text/html,x"])
def test_a_frame_of_nothing_leaves_nothing(frame: str) -> None:
    assert post_html(f'One\n\n<iframe src="{frame}"></iframe>\n\ntwo') == "<p>One</p>\n<p>two</p>"


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_that_shows_something_becomes_a_link(script: str) -> None:
    context = PostContext()

    page = post_html(f'One\n\n<script src="{script}"></script>\n\ntwo', context)

    assert links(page) == [SCRIPTS[script]]
    assert context.notes == [f"a script became a link: {SCRIPTS[script]}"]


@pytest.mark.parametrize(
    ("script", "note"),
    [
        ('<script>var a = "<b>";\n\nb();</script>', "a script was left out"),
        ('<SCRIPT TYPE="x">a</SCRIPT>', "a script was left out"),
        (
            '<script async src="//platform.twitter.com/widgets.js"></script>',
            "a script of platform.twitter.com was left out",
        ),
        ("<form><input name=a><button>Go</button></form>", "the fields of a form were left out"),
        (
            '<!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:acf/hero {"a":"\\u003cb"} /-->',
            "left out, as WordPress or a plugin fills it in: latest-posts, acf/hero",
        ),
    ],
)
def test_what_cannot_come_is_named(script: str, note: str) -> None:
    context = PostContext()

    assert post_html(f"<p>One</p>\n{script}\n<p>two</p>", context).split() == [
        "<p>One</p>",
        "<p>two</p>",
    ]
    assert context.notes == [note]


def test_what_stands_for_a_script_is_shown_instead_of_it() -> None:
    written = (
        '<script src="http://static.polldaddy.com/p/12.js"></script>\n<noscript>'
        '<a href="http://polldaddy.com/poll/12/">Which lamp?</a><img src="/count"></noscript>'
    )

    assert post_html(written) == '<p><a href="http://polldaddy.com/poll/12/">Which lamp?</a></p>'


def test_styles_and_drawings_are_no_text() -> None:
    written = "<style>p { color: red }\n\nb { }</style>One<svg><title>Two</title></svg>"

    assert post_html(written) == "<p>One</p>"


@pytest.mark.parametrize("label", [None, 7, [], ""])
def test_a_block_with_fields_of_another_kind_is_read_on(label: object) -> None:
    fields = json.dumps({"label": label, "url": label})

    assert post_html(f"<!-- wp:tab {fields} --><p>One</p>") == "<p>One</p>"
    assert post_html(f"<!-- wp:rss {fields} /--><p>One</p>") == "<p>One</p>"
    assert post_html("<!-- wp:rss {{ /--><p>One</p>") == "<p>One</p>"


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_the_report_names_scripts_and_links_for_them(tmp_path: Path) -> None:
    content = '<script src="https://gist.github.com/ada/1f.js"></script> end <script>x()</script>'

    output = import_text(tmp_path, export(item("One", content)))

    assert "“One”: a script became a link: https://gist.github.com/ada/1f" in output
    assert "“One”: a script was left out" in output
    assert "x()" not in Post.objects.get().source


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_carriage")
def test_what_stands_before_the_mark_is_the_excerpt_as_readers_see_it(tmp_path: Path) -> None:
    content = (
        '[caption]<img src="/a.jpg"> Sea[/caption]\nOne <script>x()</script>two<!--more-->three'
    )

    import_text(tmp_path, export(item(content=content, terms=meta("x", "y"))))

    assert Post.objects.get().excerpt == "One two"
