"""Text as XML 1.0 can carry it."""

import re
from xml.sax.saxutils import escape, quoteattr

__all__ = ["cdata", "escape", "legal", "quoteattr"]

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """TEXT without the characters that XML does not know."""
    return _ILLEGAL.sub("", text)


def cdata(text: str) -> str:
    return f"<![CDATA[{legal(text).replace(']]>', ']]]]><![CDATA[>')}]]>"
