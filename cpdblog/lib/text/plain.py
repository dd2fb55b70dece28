"""Plain words: what comes in is made regular, what goes out is stripped of its marks."""

import html
import re
import unicodedata

from cpdblog.lib.markup.sanitise import SafeHTML

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Word processors and old blog editors leave no-break spaces where two spaces were typed.
_SENTENCE_GAP = re.compile(r"(?<=[.!?])[ \u00a0]*\u00a0[ \u00a0]*")
_BLANK_LINES = re.compile(r"\n\s*\n")

# Words on both sides of one of these tags are not one word.
_BREAKING_TAG = re.compile(
    r"</?(?:address|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p"
    r"|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_FOOTNOTE_REFERENCE = re.compile(r"<sup\b[^>]*><a\b[^>]*\bfootnote-ref\b[^>]*>[^<]*</a></sup>")
# A picture's caption and whose it is, code and tables: no sentence of a text goes through them.
_ASIDE = re.compile(
    r"<(figcaption|pre|table)\b[^>]*>.*?</\1>|<small>\([^<]*(?:<(?!/?small)[^<]*)*\)</small>",
    re.DOTALL,
)
_LETTER = re.compile(r"\w")

# Letters and symbols to Unicode, nothing to the eye: fillers, empty cells, a note without a head.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc\U00013441\U00013442\U0001d159")
# What is not assigned yet may be a letter or an emoji of tomorrow, but not in these ranges.
_NEVER_SEEN = ((0x2060, 0x206F), (0xFDD0, 0xFDEF), (0xFFF0, 0xFFFF), (0xE0000, 0xE0FFF))
_IMAGE_OR_RULE = re.compile(r"<(?:img|hr)\b")


# Marks that turn the direction of whatever stands behind them on a page.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_FROM_THE_RIGHT = {"R", "AL", "AN"}


def normalise(source: str) -> str:
    """The source as it is kept: one kind of line end, nothing unprintable, words untouched."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n")
    printable = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", lines))
    return _SENTENCE_GAP.sub(" ", printable)


def one_line(text: str) -> str:
    """A name as it is kept: normalised, on one line; "" where there is nothing to see."""
    line = " ".join(normalise(text).translate(TURNING).split())
    return line if any(is_seen(character) for character in line) else ""


def isolated(name: object) -> str:
    """A name among other words where no <bdi> can stand: written from the right it turns nothing
    but itself.
    """
    bare = str(name).translate(TURNING)
    turns = any(unicodedata.bidirectional(character) in _FROM_THE_RIGHT for character in bare)
    return f"\N{FIRST STRONG ISOLATE}{bare}\N{POP DIRECTIONAL ISOLATE}" if turns else bare


def is_seen(character: str) -> bool:
    return character not in _BLANK and unicodedata.category(character)[0] in "LNS"


def has_visible_text(page: str) -> bool:
    """Is there anything on the page for a reader: a sign to be seen, a picture, a rule?"""
    return bool(_IMAGE_OR_RULE.search(page)) or any(map(_is_visible, plain_text(page)))


def _is_visible(character: str) -> bool:
    if unicodedata.category(character) in {"Cn", "Co"}:
        return not any(first <= ord(character) <= last for first, last in _NEVER_SEEN)
    return is_seen(character) or unicodedata.category(character)[0] == "P"


def plain_text(page: str) -> str:
    spaced = _BREAKING_TAG.sub(" ", page)
    return " ".join(html.unescape(_TAG.sub("", spaced)).split())


def word_count(page: str) -> int:
    return sum(1 for word in plain_text(page).split(" ") if _LETTER.search(word))


def excerpt(page: str, words: int = 40) -> str:
    """The first words of its sentences, without the little numbers of footnotes; an ellipsis says
    there is more. Of a text that is code or a table and nothing else, the first words of that.
    """
    page = _FOOTNOTE_REFERENCE.sub("", page)
    parts = (plain_text(_ASIDE.sub(" ", page)) or plain_text(page)).split(" ")
    if len(parts) <= words:
        return " ".join(parts)
    return " ".join(parts[:words]).rstrip(".,;:!?") + "…"


def as_paragraphs(source: str) -> SafeHTML:
    """The text with no mark read: what is shown where reading the marks would cost too much."""
    blocks = (block.strip("\n") for block in _BLANK_LINES.split(source))
    marked = (html.escape(block, quote=False).replace("\n", "<br>\n") for block in blocks if block)
    return SafeHTML("\n".join(f"<p>{block}</p>" for block in marked))
