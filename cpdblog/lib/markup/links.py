"""Links in brackets and bare ones: only what leads somewhere is a link."""
# mypy: allow-subclassing-any

import re
from typing import override
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import LINK_RE, InlineProcessor, LinkInlineProcessor
from markdown.util import ETX, STX, AtomicString

from cpdblog.lib.markup.link_targets import address_meant

_Found = tuple[Element | None, int | None, int | None]

_OPENING = r"(?i)(?<![a-z0-9@./+%])(?<![a-z0-9]-)(?:(?:https?|ftp)://|www\.)(?=[^\W_])"
# Quotation marks, brackets and stops of print and of East Asian writing, em dash and ellipsis.
_SIGNS = (
    "\u00ab\u00bb\u2018-\u201f\u2039\u203a\u2014\u2015\u2026\u2329\u232a\u2e3a\u2e3b"
    "\u3000-\u3003\u3008-\u3011\u3014-\u301f\ufe10-\ufe19\ufe30-\ufe6b"
    "\uff01\uff02\uff07-\uff09\uff0c\uff0e\uff1a\uff1b\uff1c\uff1e\uff1f\uff3b\uff3d"
    "\uff5b\uff5d\uff5f-\uff65"
)
# A character that was escaped so that it is no mark may well be part of the address.
_ESCAPED = rf"{STX}(?:35|40|41|45|95|126){ETX}"
_ADDRESS = re.compile(rf"(?:[^\s<>\"`{_SIGNS}{STX}{ETX}]|{_ESCAPED})*")
_LAST_SIGNS = re.compile(r"&[a-zA-Z0-9]+;\Z|[?!.,:;*_~^'\u00b7\u2010-\u2013\u2022\u30fb]\Z")
_OPENER = {")": "(", "]": "[", "}": "{"}


class Link(LinkInlineProcessor):
    """What leads nowhere stays as it was typed, address and all."""

    @override
    def handleMatch(self, m: re.Match[str], data: str) -> _Found:
        link, start, end = super().handleMatch(m, data)
        if link is None or not address_meant(link.get("href")):
            return None, None, None
        return link, start, end


class BareLink(InlineProcessor):
    """An address as it stands in a sentence, without the signs of that sentence."""

    ANCESTOR_EXCLUDES = ("a",)

    @override
    def handleMatch(self, m: re.Match[str], data: str) -> _Found:
        found = _ADDRESS.match(data, m.start())
        address = _without_last_signs(found[0]) if found else ""
        if len(address) <= len(m[0]) or not _has_a_host(address):
            return None, None, None
        link = Element("a", {"href": self.unescape(_with_scheme(address))})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


def _without_last_signs(address: str) -> str:
    surplus = {end: address.count(end) - address.count(begin) for end, begin in _OPENER.items()}
    while address:
        last = _LAST_SIGNS.search(address, max(0, len(address) - 12))
        if last:
            address = address[: last.start()]
        elif surplus.get(address[-1], 0) > 0:
            surplus[address[-1]] -= 1
            address = address[:-1]
        else:
            break
    return address


def _has_a_host(address: str) -> bool:
    host = address.partition("://")[2] or address
    last_parts = re.split(r"[/?#]", host, maxsplit=1)[0].split(".")[-2:]
    return not any("_" in part for part in last_parts)


def _with_scheme(address: str) -> str:
    return address if "://" in address[:8] else f"http://{address}"


class Links(Extension):
    @override
    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(Link(LINK_RE, md), "link", 160)
        md.inlinePatterns.register(BareLink(_OPENING, md), "magic-link", 85)
