"""A search as a visitor makes it, and what the page said."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

from tests.pages import compact

_RESULT = re.compile(
    r'<li>\s*<p class="kind">\s*(\w+)\s*</p>\s*<h3>\s*<a\s[^>]*>\s*(.*?)\s*</a>', re.DOTALL
)


def page(query: str, **more: Any) -> str:
    answer = Client().get("/search/", {"q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def found(query: str, **more: Any) -> list[tuple[str, str]]:
    """Kind and heading of each result, in order."""
    results = _RESULT.findall(compact(page(query, **more)))
    return [(kind, html.unescape(re.sub(r"</?bdi>", "", heading))) for kind, heading in results]


def headings(query: str, **more: Any) -> list[str]:
    return [heading for _kind, heading in found(query, **more)]
