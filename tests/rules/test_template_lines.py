"""A template reads as a page: an element a line, indented, in lines that fit a window."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.ground import short, templates

LONGEST = 110
STEP = 2
# Django's tags cannot be broken, and neither can the value of an attribute.
INDIVISIBLE = re.compile(r'\s*(?:\{%[^%]*%\}|[\w-]+="[^"]*")$')
BLOCK = re.compile(
    r"<(?:article|aside|div|dl|fieldset|footer|form|h[1-6]|header|li|main|nav|ol|p|section|table|ul)\b"
)
EXEMPT = {
    # White space shows between the pieces of a text that is compared with another.
    "templates/desk/diff.html",
    "templates/desk/version_text.html",
    # A name, what stands behind it and ", author, says:" follow each other without a space.
    "templates/comments/discussion.html",
    "templates/transfer/site/comments.html",
}


@pytest.mark.parametrize("file", templates(), ids=short)
def test_a_template_reads_as_a_page(file: Path) -> None:
    assert list(hard_to_read(file.read_text(), is_exempt=short(file) in EXEMPT)) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"<p>{'word ' * 25}</p>", "long"),
        ("<ul><li>One</li></ul>", "two elements"),
        ("<div>\n<p>One</p>\n      <p>Two</p>\n</div>", "indentation"),
        ("<div>\n   <p>One</p>\n</div>", "indentation"),
    ],
)
def test_this_rule_sees_what_it_forbids(text: str, why: str) -> None:
    assert [found.split(": ")[1] for found in hard_to_read(text)] == [why]


def test_what_cannot_be_broken_may_be_long() -> None:
    title = "title=title " * 10

    assert list(hard_to_read(f'{{% include "site/list.html" with {title}%}}')) == []
    assert list(hard_to_read(f'<p\n  title="{title}"\n>One</p>')) == []


def hard_to_read(text: str, *, is_exempt: bool = False) -> Iterator[str]:
    """The lines that are hard to read, as "12: why"."""
    before = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if is_exempt and len(line) > LONGEST:
            continue
        indent = len(line) - len(line.lstrip())
        if len(line) > LONGEST and not INDIVISIBLE.match(line):
            yield f"{number}: long"
        if len(BLOCK.findall(line)) > 1:
            yield f"{number}: two elements"
        if line.strip() and (indent % STEP or indent > before + 2 * STEP):
            yield f"{number}: indentation"
        if line.strip() and not line.endswith("</textarea>"):  # what it shows begins at its edge
            before = indent
