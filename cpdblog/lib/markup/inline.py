"""The marks of this community: smilies, #hashtags, @mentions, and the few HTML tags people type."""
# mypy: allow-subclassing-any

import re
from collections.abc import Callable
from typing import override
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString, code_escape

from cpdblog.lib.markup.sanitise import IN_LINES
from cpdblog.lib.markup.smilies import SMILEY_PATTERN, SMILIES
from cpdblog.lib.text.combining import LETTERS, MARKS

AddressOf = Callable[[str], str]
_Found = tuple[Element | str | None, int | None, int | None]

# A number alone is a position ("#7"), a letter or digit before it makes it a name ("C#").
_HASHTAG = rf"(?<![\w{MARKS}&/#])#(?P<name>\d*[^\W\d_]{LETTERS}*+(?:-{LETTERS}++)*+)"
_MENTION = r"(?<![\w@/.])@(?P<name>\w[\w.-]{0,29}(?<=\w))(?![\w@])"
_CODE_TAG = r"<(?P<tag>code|kbd|samp|pre)>(?P<code>[^<]*)</(?P=tag)>"
# "a<b and x>y" is no tag: what stands alone or without quotes must be an attribute of HTML.
_KNOWN_NAMES = """
    align alt border cite class color colspan datetime dir face height href id lang name rel rowspan
    scope size span src start style target title type valign value width
"""
_ATTRIBUTE = (
    r"""\s+(?:[a-zA-Z][\w:-]*+\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+')"""
    rf"""|(?:{"|".join(_KNOWN_NAMES.split())})\s*+=\s*+[^\s"'=<>`]++"""
    r"""|(?:nowrap|open|reversed)(?=[\s/>]))"""
)
_ALONE = frozenset({"br", "wbr"})
_ESCAPED = re.compile(rf"{STX}(\d+){ETX}")


class Smiley(InlineProcessor):
    @override
    def handleMatch(self, m: re.Match[str], data: str) -> _Found:
        return AtomicString(SMILIES[m[0]]), m.start(), m.end()


class Named(InlineProcessor):
    """A #hashtag or an @mention; it stays words where the community knows no address for it."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, kind: str, address_of: AddressOf) -> None:
        super().__init__(pattern, md)
        self.kind = kind
        self.address_of = address_of

    @override
    def handleMatch(self, m: re.Match[str], data: str) -> _Found:
        address = self.address_of(m["name"])
        if not address:
            return None, m.start(), m.end()
        link = Element("a", {"href": address, "class": self.kind})
        link.text = AtomicString(m[0])
        return link, m.start(), m.end()


class CodeTag(InlineProcessor):
    @override
    def handleMatch(self, m: re.Match[str], data: str) -> _Found:
        code = Element(m["tag"])
        code.text = AtomicString(code_escape(m["code"]))
        return code, m.start(), m.end()


class KnownTag(InlineProcessor):
    """A tag of the allow-list; any other "<" stays what it is, a character."""

    @override
    def handleMatch(self, m: re.Match[str], data: str) -> _Found:
        if m["glued"] and f"</{m['glued']}" not in data[m.end() :]:
            return None, m.start(), m.end()
        tag = _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), self.unescape(m[0]))
        return self.md.htmlStash.store(tag), m.start(), m.end()


class CommunityMarks(Extension):
    def __init__(
        self, *, hashtag_url: AddressOf, mention_url: AddressOf, tags: frozenset[str]
    ) -> None:
        super().__init__()
        self.hashtag_url = hashtag_url
        self.mention_url = mention_url
        names = "|".join(sorted(tags))
        # Between two letters it is a tag only if it is closed again: "if a<b>c" compares.
        glued = rf"(?<=\w)<(?P<glued>{'|'.join(sorted(IN_LINES - _ALONE))})>(?=\w)"
        self.known = rf"{glued}|</?(?:{names})(?:{_ATTRIBUTE})*+\s*+/?+>"

    @override
    def extendMarkdown(self, md: Markdown) -> None:
        patterns = md.inlinePatterns
        patterns.register(CodeTag(_CODE_TAG, md), "code_tag", 185)
        patterns.register(KnownTag(self.known, md), "html", 90)
        patterns.register(Named(_MENTION, md, "mention", self.mention_url), "mention", 64)
        patterns.register(Named(_HASHTAG, md, "hashtag", self.hashtag_url), "hashtag", 63)
        patterns.register(Smiley(SMILEY_PATTERN, md), "smiley", 62)
        # Block tags are read as inline ones: the block reader for HTML is one more parser to guard.
        md.preprocessors.deregister("html_block")
