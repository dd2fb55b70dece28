"""Links that hold wherever a text is read."""

import re
from html import escape, unescape
from urllib.parse import urljoin

# In our own stored markup every attribute is in double quotes, with < and > escaped.
_TAG = re.compile(r"<[a-z][^<>]*>")
_LINK = re.compile(r' (href|src|cite)="([^"]*)"')
_CHOICES = re.compile(r' srcset="([^"]*)"')


def with_absolute_links(page: str, *, site: str, here: str) -> str:
    """PAGE as it can be read elsewhere. SITE is our own address, HERE the path of the page."""

    def absolute(target: str) -> str:
        try:
            return escape(urljoin(f"{site}{here}", unescape(target)))
        except ValueError:  # half an IPv6 address, and the like
            return target

    def choices(found: re.Match[str]) -> str:
        sources = (source.split() for source in found[1].split(",") if source.strip())
        whole = [" ".join([absolute(address), *width]) for address, *width in sources]
        return f' srcset="{", ".join(whole)}"'

    def in_tag(tag: re.Match[str]) -> str:
        linked = _LINK.sub(lambda link: f' {link[1]}="{absolute(link[2])}"', tag[0])
        return _CHOICES.sub(choices, linked)

    return _TAG.sub(in_tag, page)
