"""Exports that a strict reader refuses: what they hold comes in, and the report names the lines."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html import escape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from comments.models import Comment
from posts.models import Post
from tests.transfer.importing import import_error, import_text
from tests.transfer.wxr import comment, export, item
from transfer.importers.common.faults import Faults
from transfer.importers.common.lenient_xml import LenientParser

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]

MANY = 1_000


def bare(title: str) -> str:
    """An item with TITLE outside CDATA."""
    return item("TITLE").replace("<![CDATA[TITLE]]>", title)


def titles() -> list[str]:
    return list(Post.objects.order_by("pk").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("title", "read", "noted"),
    [
        ("Tea & toast", "Tea & toast", "an “&” that begins nothing"),
        ("Tea &toast; &amp; jam", "Tea &toast; & jam", "an “&” that begins nothing"),
        ("Tea&mdash;toast&nbsp;", "Tea—toast", "names of HTML"),
        ("Tea &#x1c;toast&#0;", "Tea toast", "signs that XML does not know"),
        ("1 < 2", "1 < 2", "a “<” that begins no tag"),
        ("Tea]]> toast", "Tea]]> toast", "a “]]>” that ends nothing"),
        ("<![CDATA[a <![CDATA[ b ]]> c]]>", "a <![CDATA[ b ]]> c", "within another"),
        ("Tea</b>", "Tea", "was not begun"),
        ("<itunes:keywords>x</itunes:keywords>Tea", "Tea", "prefixes that are not declared"),
        ("<itunes:image href=x.jpg alt/>Tea", "Tea", "not well-formed"),
    ],
)
def test_a_fault_is_read_over_and_its_line_named(
    tmp_path: Path, title: str, read: str, noted: str
) -> None:
    text = export(item("One"), bare(title), item("Three"))

    output = import_text(tmp_path, text)

    assert titles() == ["One", read, "Three"]
    line = text[: text.index(title)].count("\n") + 1
    assert noted in output
    assert f"line {line}, " in output


def test_a_prefix_that_is_not_declared_before_the_first_item_is_no_hindrance(
    tmp_path: Path,
) -> None:
    text = export(item("One", excerpt="Briefly."))
    for prefix in ("wp", "excerpt", "content", "dc"):
        start = text.index(f"xmlns:{prefix}=")
        text = text[:start] + text[text.index('"', start + len(prefix) + 9) + 1 :]
    text = text.replace("<channel>", '<channel><atom:link rel="search" href="http://x/"/>')

    import_text(tmp_path, text)

    post = Post.objects.get()
    assert (post.title, post.excerpt, post.is_published) == ("One", "Briefly.", True)


def test_a_section_without_an_end_ends_with_its_element(tmp_path: Path) -> None:
    one = item("One", "It rained.")
    broken = one.replace("It rained.]]>", "It rained.")
    assert broken != one

    output = import_text(tmp_path, export(broken, item("Two")))

    assert titles() == ["One", "Two"]
    assert Post.objects.get(title="One").source == "<p>It rained.</p>"
    assert "CDATA section without an end" in output


def test_an_item_without_an_end_ends_where_the_next_begins(tmp_path: Path) -> None:
    output = import_text(tmp_path, export(item("One").replace("</item>", ""), item("Two")))

    assert titles() == ["One", "Two"]
    assert "an element without an end" in output


@pytest.mark.parametrize("fault", ["Tea & toast", "a&nbsp;b", "a&#x1c;", "<x:y>z</x:y>", "1 < 2"])
def test_a_thousand_times_the_same_fault_is_one_line_of_the_report(
    tmp_path: Path, fault: str
) -> None:
    text = export(bare(f"{fault}\n" * MANY), item("Two", "word " * 200_000))

    output = import_text(tmp_path, text)

    assert len(titles()) == 2
    assert output.count(f"({MANY} times)") == 1
    assert "lines 16, 17, 18, 19, 20, 21, 22, 23, " in output


def test_of_a_post_that_breaks_off_among_its_comments_what_is_whole_comes_in(
    tmp_path: Path,
) -> None:
    text = export(item("One", comments=[comment("First."), comment("Second.")]))
    cut = text[: text.index("Second.")]

    output = import_error(tmp_path, cut)

    assert "the file breaks off here" in output
    assert [one.source for one in Comment.objects.all()] == ["<p>First.</p>"]
    assert titles() == ["One"]


class Heard:
    """What a parser says to its target, with the texts between two tags joined."""

    def __init__(self) -> None:
        self.events: list[object] = []
        self.was_cut_off = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.events.append((tag, attributes))

    def data(self, text: str) -> None:
        if self.events and isinstance(self.events[-1], str):
            self.events[-1] += text
        else:
            self.events.append(text)

    def end(self, tag: str) -> None:
        self.events.append(tag)

    def cut_off(self) -> None:
        self.was_cut_off = True

    def close(self) -> None:
        """Said by the strict one."""


def _attributes(text: str) -> str:
    return f" a='{escape(text)}' b = \"x > y\""


signs = some.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
texts = some.text(signs, max_size=8) | some.sampled_from(["\n", " ]] ", "]>", "&lt;"])
sections = texts.map(lambda text: f"<![CDATA[{text}]]>")
inside = texts.map(escape) | sections | some.just("<!-- a > b --><?a b?>")
attributes = some.text(signs, max_size=8).map(_attributes) | some.just("")


def element(name: str, written: str, inner: list[str]) -> str:
    return f"<{name}{written}/>" if not inner else f"<{name}{written}>{''.join(inner)}</{name}>"


def elements(inner: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    names = some.sampled_from(["wp:post", "title", "b-c", "x.y", "é"])
    return some.builds(element, names, attributes, some.lists(inner, max_size=3))


@given(some.recursive(inside, elements, max_leaves=12), some.data())
def test_what_is_well_formed_is_read_as_the_standard_says(
    inner: str, data: some.DataObject
) -> None:
    text = f"<rss xmlns:wp='http://wp.example/'>{inner}</rss>"
    expected, heard, faults = Heard(), Heard(), Faults()
    strict = ET.XMLParser(target=expected)
    strict.feed(text)
    strict.close()

    parser = LenientParser(heard, record="item", faults=faults)
    while text:
        length = data.draw(some.integers(1, 12))
        parser.feed(text[:length])
        text = text[length:]
    parser.close()

    assert heard.events == expected.events
    assert (heard.was_cut_off, list(faults.notes())) == (False, [])
