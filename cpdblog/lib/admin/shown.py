"""Small things that many lists and forms of the admin show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


def by_itself(name: object) -> SafeString:
    """A person's name: whichever way it is written, what stands around it stays in its place."""
    return format_html("<bdi>{}</bdi>", name)


def marked(label: object, state: str) -> SafeString:
    """A state: the word, and a small square that looks like it."""
    return format_html('<span class="state" data-state="{}">{}</span>', state, label)
