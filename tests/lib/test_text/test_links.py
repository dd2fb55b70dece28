"""Every link leads where its writer meant, or is plain text."""

import html
import re

import pytest

from cpdblog.lib.markup.markdown import clean_comment_html, clean_html, render_comment, render_post
from tests.lib.test_text.inputs import SENDER

ADDRESSES = [
    ("www.example.org", "https://www.example.org"),
    ("WWW.Example.org/a", "https://WWW.Example.org/a"),
    ("example.org", "https://example.org"),
    ("example.org/page", "https://example.org/page"),
    ("example.org/page.html", "https://example.org/page.html"),
    ("example.org?q=1#top", "https://example.org?q=1#top"),
    ("example.org:8080/x", "https://example.org:8080/x"),
    ("bücher.example/x", "https://bücher.example/x"),
    ("xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ("library.co.uk", "https://library.co.uk"),
    ("example.pl/x", "https://example.pl/x"),
    ("ada@example.org", "mailto:ada@example.org"),
    ("ada.b+c@mail.example.org", "mailto:ada.b+c@mail.example.org"),
    ("ada@example.org?subject=Hi", "mailto:ada@example.org?subject=Hi"),
    ("mailto:ada@example.org", "mailto:ada@example.org"),
    ("tel:+441234", "tel:+441234"),
    ("ftp://example.org/x", "ftp://example.org/x"),
    ("irc://x.example/", "irc://x.example/"),
    ("http://example.org", "http://example.org"),
    ("HTTPS://example.org/x", "HTTPS://example.org/x"),
    ("http:/example.org/x", "http://example.org/x"),
    ("https:example.org/x", "https://example.org/x"),
    ("http:///example.org/x", "http://example.org/x"),
    ("//example.org/x", "//example.org/x"),
    ("/tags/x/", "/tags/x/"),
    ("/2013/07/a:b/", "/2013/07/a:b/"),
    ("other-post/", "other-post/"),
    ("../other-post/", "../other-post/"),
    ("./other-post/#end", "./other-post/#end"),
    ("other-post", "other-post"),
    ("?page=2", "?page=2"),
]
NOWHERE = [
    "htp://example.org",
    "hhtp://example.org",
    "htps://example.org",
    "http//example.org",
    "http;//example.org",
    "ttp:example.org",
    "gopher://example.org",
    "file:///C:/x",
    "C:/notes.txt",
    "localhost:8000/x",
    "notes.html",
    "scan.pdf#page=2",
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:",
    "http://",
    "https:",
    "",
]


def links(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<a\b[^>]* href="([^"]*)"', page)]


def pages(marked: str, markup: str) -> list[str]:
    return [
        render_comment(marked, **SENDER),
        render_post(marked, prefix="p1-", **SENDER),
        render_comment(markup, **SENDER),
        render_post(markup, prefix="p1-", **SENDER),
        clean_html(markup, prefix="p1-", own_hosts=frozenset()),
        clean_comment_html(markup, own_hosts=frozenset()),
    ]


@pytest.mark.parametrize(("typed", "meant"), ADDRESSES)
def test_a_link_leads_where_its_writer_meant(typed: str, meant: str) -> None:
    for page in pages(f"[words]({typed})", f'<a href="{html.escape(typed)}">words</a>'):
        assert links(page) == [meant]
        assert ">words</a>" in page


@pytest.mark.parametrize("typed", NOWHERE)
def test_what_leads_nowhere_is_text(typed: str) -> None:
    for page in pages(f"[words]({typed})", f'<a href="{html.escape(typed)}">words</a>'):
        assert "<a" not in page
        assert "words" in page


def test_a_link_that_leads_nowhere_is_shown_as_it_was_typed() -> None:
    page = render_comment("so [k](htp://example.org) there", **SENDER)

    assert page == "<p>so [k](htp://example.org) there</p>"


@pytest.mark.parametrize("tag", ["<a>", '<a name="top">', '<a title=" href=x">', "<a nothing>"])
def test_a_link_without_an_address_leaves_its_words(tag: str) -> None:
    page = clean_html(
        f"<p>{tag}one <b>two</b></a> <abbr>three</abbr></p>", prefix="p1-", own_hosts=frozenset()
    )

    assert page == "<p>one <b>two</b> <abbr>three</abbr></p>"


def test_a_place_to_link_to_stays_one() -> None:
    page = clean_html('<a id="top">x</a> <a href="#top">y</a>', prefix="p1-", own_hosts=frozenset())

    assert page == '<a id="p1-top">x</a> <a href="#p1-top">y</a>'


def test_a_picture_that_is_not_ours_leads_where_it_is() -> None:
    page = render_post("![words](www.example.org/a.png) ![gone](a.png)", prefix="p1-", **SENDER)

    assert links(page) == ["https://www.example.org/a.png"]
    assert "gone" in page


X = "https://example.org/x"
BESIDE = [
    ("“{}”", X),
    ("\u2018{}\u2019", X),
    ("«{}»", X),
    ("« {} »", X),
    ("\u2039{}\u203a", X),
    ("„{}“", X),
    ("\u201a{}\u2018", X),
    ('"{}"', X),
    ("'{}'", X),
    ("—{}—", X),
    ("\u2013{}\u2013", X),
    ("—{}…", X),
    ("…{}...", X),
    ("said—{}—and", X),
    ("『{}』", X),
    ("「{}」と", X),
    ("\uff08{}\uff09", X),
    ("【{}】", X),
    ("《{}》", X),
    ("〈{}〉", X),
    ("[{}]", X),
    ("({})", X),
    ("({}).", X),
    ("{{{}}}", X),
    ("{}。", X),
    ("{}、と", X),
    ("{}\uff0c", X),
    ("{}\uff01", X),
    ("{}\uff1f", X),
    ("{}\uff1a", X),
    ("{}\uff1b", X),
    ("・{}・", X),
    ("、{}", X),
    ("見て{}", X),
    (":{}", X),
    (":{}:", X),
    ("see:{}", X),
    ("->{}", X),
    ("={}", X),
    ("|{}", X),
    ("/{}/", None),
    ("*{}*", X),
    ("**{}**", X),
    ("_{}_", X),
    ("~~{}~~", X),
    ("{};", X),
    ("{}?!", X),
    ("&lt;{}&gt;", X),
    ("({}_(y))", X + "_(y)"),
    ("{}_(y).", X + "_(y)"),
    ("“{}_(y)”", X + "_(y)"),
    ("{}_[y],", X + "_[y]"),
    ("{}?a=1&b=2.", X + "?a=1&b=2"),
    ("{}/", X + "/"),
    ("{}/図書館", X + "/図書館"),
    ("{}\u2013y", X + "\u2013y"),
]


@pytest.mark.parametrize(("around", "address"), BESIDE)
def test_a_bare_link_is_found_beside_signs_and_swallows_none(
    around: str, address: str | None
) -> None:
    for page in pages(around.format(X), "")[:2]:
        assert links(page) == ([address] if address else [])
        assert address is None or f">{html.escape(address, quote=False)}</a>" in page


@pytest.mark.parametrize(
    "around", ["“{}”", "\uff08{}\uff09", "«{}»", ":{}", "{}。", "—{}…", "{{{}}}"]
)
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.example.org", "http://www.example.org"),
        ("ftp://example.org/x", "ftp://example.org/x"),
        ("ada@example.org", "mailto:ada@example.org"),
    ],
)
def test_other_bare_links_are_found_there_too(around: str, typed: str, address: str) -> None:
    page = render_comment(around.format(typed), **SENDER)

    assert links(page) == [address]
    assert f">{typed}</a>" in page


@pytest.mark.parametrize(
    "typed", ["xhttps://", "https://", "https:// x", "www.", "awww.example.org", "http://_", "ftp:"]
)
def test_no_link_is_seen_where_there_is_none(typed: str) -> None:
    assert "<a" not in render_comment(f"so {typed} there", **SENDER)
