"""Small things that many lists and forms of the admin show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString


def by_itself(name: object) -> SafeString:
    """A person's name: whichever way it is written, what stands around it stays in its place."""
    return format_html("<bdi>{}</bdi>", name)


def marked(label: object, state: str) -> SafeString:
    """A state: the word, and a small square that looks like it."""
    return format_html('<span class="state" data-state="{}">{}</span>', state, label)


def counted(count: int, words: str) -> SafeString:
    """A number in its column; in WORDS where a row stands without the heads of its columns."""
    pair = '<span class="figure">{}</span><span class="in-words">{}</span>'
    return format_html(pair, count, words)


def posts_counted(count: int) -> SafeString:
    words = ngettext("%(count)d post", "%(count)d posts", count) % {"count": count}
    return counted(count, words)


def links(named: Iterable[tuple[str, object]]) -> SafeString | None:
    """Each to its address, one a line; None where there are none, so that the field says so."""
    rows = format_html_join("", '<li><a href="{}">{}</a></li>', named)
    return format_html('<ul class="links">{}</ul>', rows) if rows else None
