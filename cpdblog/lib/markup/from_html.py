"""From HTML that was copied in a word processor or on a page to Markdown as one would type it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import ATX, MarkdownConverter

from cpdblog.lib.markup.link_targets import SCHEMES, address_meant
from cpdblog.lib.markup.nesting import Attributes, well_nested
from cpdblog.lib.markup.sanitise import POST_TAGS
from cpdblog.lib.markup.word_lists import LIST_LEVEL, MARKER, gather_word_lists
from cpdblog.lib.text.plain import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_LENGTH = 500_000
MAX_TAGS = 15_000  # opening and closing: three times what a long essay has

_SILENT = frozenset(
    [
        "button",
        "head",
        "iframe",
        "math",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
    ]
)
_KNOWN = POST_TAGS | _SILENT | {"center", "font"}
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_OFFICE_TAG = re.compile(r"</?[a-zA-Z]\w{0,20}:[^<>]*+>")

_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*(?:italic|oblique)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list:\s*l\d+ level(\d)", re.IGNORECASE)
_WORD_MARKER = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
_MARKS = {"strong": _BOLD, "em": _ITALIC, "del": _STRUCK}

_BLANK = re.compile(r"\s+")
_WOULD_MARK = re.compile(r"[\\*`]|(?<!\w)_|_(?!\w)|\](?=[(\[:])")
_WOULD_BEGIN = re.compile(r"^(#{1,6}|[-+>])(?=\s)")
_WOULD_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s)")
_WOULD_BE_A_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_TRAILING_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_MANY_BLANK_LINES = re.compile(r"\n{3,}")


class TooMuchHTML(ValueError):
    """More than a post can hold, or than may keep a thread busy."""


def to_markdown(page: str) -> str:
    """What is there to read in PAGE, of any origin. Raises TooMuchHTML."""
    if len(page) > MAX_LENGTH or page.count("<") > MAX_TAGS:
        raise TooMuchHTML
    nested = well_nested(_OFFICE_TAG.sub("", page), known=_KNOWN, written=_written)
    soup = BeautifulSoup(nested, "html.parser")
    for element in soup(list(_SILENT)):
        element.extract()
    gather_word_lists(soup)
    _make_marks_of_styles(soup)
    _settle_lists(soup)
    _settle_cells_and_headings(soup)
    _settle_blanks(soup)
    text = _TRAILING_BLANKS.sub("", normalise(_Converter().convert_soup(soup)))
    return _MANY_BLANK_LINES.sub("\n\n", text).strip()


class _Converter(MarkdownConverter):
    def __init__(self) -> None:
        super().__init__(heading_style=ATX, bullets="-", table_infer_header=True)

    def escape(self, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags or "code" in parent_tags:
            return text
        marked = _WOULD_MARK.sub(lambda found: f"\\{found[0]}", text)
        marked = _WOULD_NUMBER.sub(r"\1\\\2", _WOULD_BEGIN.sub(r"\\\1", marked))
        marked = _WOULD_BE_A_TAG.sub("&lt;", marked)
        return marked.replace("|", "\\|") if parent_tags & {"td", "th"} else marked

    def convert_br(self, _el: Any, text: str, parent_tags: set[str]) -> str:
        return text + (" " if parent_tags & {"td", "th", *_HEADINGS} else "\n")

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture of ours stands in the text; of another only what it shows, as a link."""
        alt, source = _attribute(el, "alt"), _attribute(el, "src")
        label = _BLANK.sub(" ", alt).strip().translate(dict.fromkeys(map(ord, "[]\\")))
        if source.startswith("/media/"):
            return f"![{label}]({source})"
        return f"[{label}]({source})" if label and source else ""


def _written(name: str, found: Attributes) -> str:
    """The opening tag with what matters of its attributes; styles as the marks they stand for."""
    kept: Attributes = {}
    style = found.get("style", "")
    if name == "a":
        kept["href"] = _foreign_address(found.get("href", ""))
    elif name == "img":
        kept = {"alt": found.get("alt", ""), "src": _picture_address(found.get("src", ""))}
    elif name == "ol" and found.get("start", "").isdecimal():
        kept["start"] = found["start"][:6]
    if style and (match := _WORD_LIST.search(style)):
        kept[LIST_LEVEL] = match[1]
    if _WORD_MARKER.search(style):
        kept[MARKER] = "yes"
    if marks := [mark for mark, pattern in _MARKS.items() if pattern.search(style)]:
        kept["data-marks"] = " ".join(marks)
    if name in {"b", "strong"} and _NOT_BOLD.search(style):
        kept["data-plain"] = "yes"
    return f"<{name}{''.join(f' {key}="{html.escape(value)}"' for key, value in kept.items())}>"


def _foreign_address(href: str) -> str:
    """An address with its scheme: from elsewhere, others lead nowhere."""
    address = _BLANK.sub("%20", address_meant(href))
    return address if address.partition(":")[0].lower() in SCHEMES else ""


def _picture_address(source: str) -> str:
    if source.startswith("/media/") and ".." not in source:
        return _BLANK.sub("%20", source)
    address = _foreign_address(source)
    return address if address.lower().startswith(("http:", "https:")) else ""


def _make_marks_of_styles(soup: BeautifulSoup) -> None:
    for element in soup.find_all(None, {"data-plain": True}):
        element.unwrap()
    for element in soup.find_all(None, {"data-marks": True}):
        if element.name in {"span", "font"} and element.get_text(strip=True):
            for mark in _attribute(element, "data-marks").split():
                if not element.find_parent(mark):
                    element.wrap(soup.new_tag(mark))
    for link in soup.find_all("a", href=""):
        link.unwrap()


def _settle_lists(soup: BeautifulSoup) -> None:
    """A list inside a list belongs to the entry before it; a paragraph in an entry is the entry."""
    for inner in soup.find_all(["ol", "ul"]):
        before = inner.find_previous_sibling()
        if inner.parent and inner.parent.name in {"ol", "ul"} and before and before.name == "li":
            before.append(inner.extract())
    for entry in soup.find_all("li"):
        if len(entry.find_all("p", recursive=False)) == 1:
            _unwrap(entry.find_all("p", recursive=False))


def _settle_cells_and_headings(soup: BeautifulSoup) -> None:
    for cell in soup.find_all(["td", "th"]):
        for block in cell.find_all(["p", "div", "li", "ul", "ol", *_HEADINGS]):
            block.insert_before(" ")
            block.unwrap()
    for heading in soup.find_all(_HEADINGS):
        _unwrap(heading.find_all(["b", "strong", "p"]))


def _unwrap(elements: Iterable[Tag]) -> None:
    for element in elements:
        element.unwrap()


def _settle_blanks(soup: BeautifulSoup) -> None:
    """Lines end where a tag says so: those of the HTML itself are blanks like others."""
    for text in soup.find_all(string=True):
        if not text.find_parent("pre"):
            text.replace_with(NavigableString(_BLANK.sub(" ", text)))


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return value if isinstance(value, str) else ""
