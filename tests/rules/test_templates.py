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
