"""Small things that many lists and forms of the admin show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin.utils import display_for_value
from django.utils.html import format_html
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


NOTHING = "–"


def displayed(value: object) -> str:
    """A value as the lists show it: a form would say None, and times as machines read them."""
    shown: str = display_for_value(value, NOTHING)
    return shown


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
