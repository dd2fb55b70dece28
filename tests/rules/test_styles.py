"""A style sheet dresses what is there: no rule for what no page has."""

from __future__ import annotations

import re
from pathlib import Path

import django
import pytest
from pygments.token import STANDARD_TYPES

from tests.rules.ground import ROOT, python_files, short, templates

CSS = ROOT / "cpdblog" / "static" / "css"
SHEETS = sorted(CSS.glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTOR = re.compile(r"([^{};]+)\{")
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
WORD = re.compile(r"-?[a-zA-Z_][\w-]*")
# Django's pages of the admin wear classes of their own.
DJANGO = Path(django.__file__).parent / "contrib" / "admin"


def classes(css: str) -> set[str]:
    """Those that a selector names."""
    rules = SELECTOR.findall(COMMENT.sub("", css))
    return {name for rule in rules if "@" not in rule for name in CLASS.findall(rule)}


def words(files: list[Path]) -> set[str]:
    return {word for file in files for word in WORD.findall(file.read_text())}


# Put together from parts: how a picture stands, and what a word of code is.
_MADE = {f"align-{side}" for side in ("left", "right", "center")} | set(STANDARD_TYPES.values())
_MADE |= {"hll", "linenos"}
OF_THE_ADMIN = re.compile(r"(?:field|column|model)-\w+")  # Django puts them together


@pytest.fixture(scope="module")
def written() -> set[str]:
    """Every word in what makes our pages, and the classes that are made of parts."""
    scripts = sorted((CSS.parent / "js").rglob("*.js"))
    toolbar = sorted((CSS.parent / "vendor").rglob("*.js"))
    return words([*templates(), *python_files(), *scripts, *toolbar]) | _MADE


@pytest.fixture(scope="module")
def in_the_admin() -> set[str]:
    makers = [file for ext in ("html", "py", "js", "css") for file in DJANGO.rglob(f"*.{ext}")]
    return words(makers)


@pytest.mark.parametrize("file", SHEETS, ids=short)
def test_every_class_is_on_a_page(file: Path, written: set[str], in_the_admin: set[str]) -> None:
    strange = classes(file.read_text()) - written
    if file.name.startswith("admin"):
        strange = {name for name in strange - in_the_admin if not OF_THE_ADMIN.fullmatch(name)}

    assert sorted(strange) == []


def test_every_sheet_is_part_of_one_that_a_page_asks_for() -> None:
    makers = [file.read_text() for file in [*templates(), *python_files()]]
    linked = {name for text in makers for name in re.findall(r"(?<!admin/)css/([\w-]+\.css)", text)}
    files = [file.read_text() for file in SHEETS]
    imported = {name for text in files for name in re.findall(r'@import url\("(.+?)"\)', text)}

    assert {file.name for file in SHEETS} == imported | linked


def test_the_rule_finds_a_class() -> None:
    css = ".a > .b-c:is(.d, [data-x='.e']) { margin: .5em } @media (width > 1.5em) { .f { x: y } }"

    assert {"a", "b-c", "d", "f"} <= classes(css)
