import re

import pytest
from django.template.loader import get_template

from tests.rules.ground import short, templates

TEMPLATES = [pytest.param(file, id=short(file)) for file in templates()]
OURS = {file: file.read_text() for file in templates()}

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
UNSAFE = re.compile(r"\{\{\s*([\w.]+)[^}]*\|\s*safe\b")
INLINE = {
    "a style of its own": re.compile(r"<style\b|\sstyle\s*="),
    "a script of its own": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)"
    ),
    "an event handler": re.compile(r"<[^>]*\son\w+\s*="),
}


# A name runs in its own direction, or it turns round what stands beside it.
PERSON = re.compile(
    r"(?:(?:comment|parent|identity|panel|thing)\.name|author|user|by|owner|person)"
    r"|(?:user|author)\.get_short_name"
)
BLOCKTRANSLATE = re.compile(
    r"\{% blocktranslate\b(.*?)%\}(.*?)\{% endblocktranslate %\}", re.DOTALL
)
EXPRESSION = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
ISOLATED = re.compile(r"(?:<bdi\b[^>]*|\bdir=\"auto\"[^>]*)>\s*$")
A_TITLE = re.compile(r"\{% block title %\}[^\n]*$")


def is_a_person(expression: str) -> bool:
    parts = expression.split(".")
    return any(PERSON.fullmatch(".".join(parts[start:])) for start in range(len(parts)))


def names_without_bdi(text: str) -> list[str]:
    """Names of people that a template shows as text and does not isolate."""

    def spelt_out(block: re.Match[str]) -> str:
        """The block with the things themselves in the places of their names in it."""
        named = dict(re.findall(r"(\w+)=([\w.]+)\b(?!\|isolated)", block[1]))
        return EXPRESSION.sub(lambda it: "{{ " + named.get(it[1], "-") + " }}", block[2])

    text = BLOCKTRANSLATE.sub(spelt_out, text)
    found = []
    for shown in EXPRESSION.finditer(text):
        before = text[: shown.start()]
        plain = TAG.sub("", before)
        is_text = plain.rfind("<") <= plain.rfind(">") and not A_TITLE.search(before)
        if is_a_person(shown[1]) and is_text and not ISOLATED.search(before):
            found.append(shown[1])
    return found


def test_the_rule_about_names_finds_one_that_is_not_isolated() -> None:
    bare = (
        "<p>{% blocktranslate with name=comment.name %}{{ name }} said{% endblocktranslate %}</p>"
    )

    assert names_without_bdi(bare) == ["comment.name"]
    assert names_without_bdi("<b>{{ post.author }}</b>") == ["post.author"]
    assert names_without_bdi('<b dir="auto">{{ post.author }}</b>') == []
    assert names_without_bdi('<b title="{{ post.author }}">x</b>') == []


def test_names_of_people_run_in_their_own_direction() -> None:
    pages = {file: text for file, text in OURS.items() if file.suffix == ".html"}
    bare = {
        short(file): names for file, text in pages.items() if (names := names_without_bdi(text))
    }

    assert bare == {}


def page_templates() -> dict[str, str]:
    """The markup of pages. Letters are read by mail programs, which know no stylesheets."""
    pages = {file: text for file, text in OURS.items() if "email" not in short(file)}
    return {short(file): TAG.sub("", text) for file, text in pages.items()}


@pytest.mark.parametrize("file", TEMPLATES)
def test_a_template_compiles(file: object) -> None:
    assert get_template(str(file))


def test_only_stored_html_is_taken_as_safe() -> None:
    trusted = {
        f"{short(file)}: {name}"
        for file, text in OURS.items()
        for name in UNSAFE.findall(text)
        if not name.endswith("_html")
    }

    assert trusted == set()


@pytest.mark.parametrize("what", INLINE)
def test_no_page_carries_code_or_style_that_the_policy_would_block(what: str) -> None:
    carrying = [name for name, text in page_templates().items() if INLINE[what].search(text)]

    assert carrying == []


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("a style of its own", "<style>p {}</style>"),
        ("a style of its own", '<p style="color: red">'),
        ("a script of its own", "<script>alert(1)</script>"),
        ("a script of its own", '<script type="module">import "x"</script>'),
        ("an event handler", '<button type="button" onclick="go()">'),
    ],
)
def test_the_rule_on_code_and_style_sees_what_it_forbids(what: str, markup: str) -> None:
    assert INLINE[what].search(markup)


def test_the_rule_on_stored_html_sees_what_it_forbids() -> None:
    assert UNSAFE.findall("{{ post.title|safe }} {{ body_html|default:x | safe }}") == [
        "post.title",
        "body_html",
    ]
