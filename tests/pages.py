"""Looking at a page as a reader would: its words, its links, its elements."""

from __future__ import annotations

import html
import re

from django.test import Client

_TAG = re.compile(r"<[^>]*>")
_DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)


def get(address: str, *, by: Client | None = None) -> str:
    """The page at an address, which must be there."""
    response = (by or Client()).get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return response.content.decode()


def status(address: str, *, by: Client | None = None) -> int:
    return (by or Client()).get(address).status_code


def without_data(page: str) -> str:
    """The page without its JSON-LD, whose brackets look like a template's."""
    return _DATA.sub("", page)


def text_of(page: str) -> str:
    """What is said, in one line, without the head."""
    body = page[page.find("<body") :]
    return " ".join(html.unescape(_TAG.sub("", body)).split())


def part(page: str, element: str, marked: str) -> str:
    """The first ELEMENT of the page whose opening tag contains MARKED; empty without one."""
    opening = re.search(rf"<{element}\b[^>]*{re.escape(marked)}[^>]*>", page)
    return page[opening.start() : page.index(f"</{element}>", opening.end())] if opening else ""


def compact(page: str) -> str:
    """Without the white space between elements and in tags, which shows nothing."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", page))


def links(page: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'<a\b[^>]*\shref="([^"]*)"', page)]
