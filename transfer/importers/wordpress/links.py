"""Links to what plays or is drawn elsewhere: in the line they are in, or in one of their own."""

from __future__ import annotations

import html
import re

_PLACE = re.compile(
    r"\x01([^\x01]*+)\x01([^\x01]*+)\x01|<(/?)(?:p|h[1-6]|summary|figcaption|dt)(?=[\s/>])[^<>]*+>",
    re.IGNORECASE,
)
_FIGURE_OF_LINK = re.compile(
    r"<figure\b[^<>]*+>\s*+(<p><a href=\"[^\"<>]*+\">[^<>]*+</a></p>)\s*+</figure>"
)


def link(address: str, label: str = "") -> str:
    """A mark for a link to ADDRESS, to be written by place_links; LABEL is HTML."""
    shown = label or html.escape(address, quote=False)
    return f"\x01{html.escape(address)}\x01{shown}\x01"


def place_links(text: str, *, gap: str) -> str:
    """TEXT with its links: as paragraphs between two GAPs, but not within a paragraph."""
    is_in_line = False

    def placed(found: re.Match[str]) -> str:
        nonlocal is_in_line
        if found[1] is None:
            is_in_line = not found[3]
            return found[0]
        written = f'<a href="{found[1]}">{found[2]}</a>'
        return written if is_in_line else f"{gap}<p>{written}</p>{gap}"

    return _FIGURE_OF_LINK.sub(r"\1", _PLACE.sub(placed, text))
