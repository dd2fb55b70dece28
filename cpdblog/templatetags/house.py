"""Small drawn things that every room uses."""

import functools
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from cpdblog.lib.text.plain import isolated

register = template.Library()
register.filter("isolated", isolated)


@register.inclusion_tag("avatar.html")
def avatar(person: Any, size: str = "", *, name: str = "", photo: bool = False) -> dict[str, Any]:
    """The plate of a person or of a comment: a picture, else initials, else a line figure for
    nobody.

    NAME is the alternative text; without it the plate is decoration. PHOTO says to machines that
    this is how the person of the card around it looks.
    """
    return {
        "picture": getattr(person, "avatar", None),
        "initials": getattr(person, "initials", ""),
        "size": size,
        "name": name,
        "photo": photo,
    }


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing static/icons/NAME.svg, inline; a plain key for a provider without one."""
    return mark_safe(_drawing(name) or _drawing("openid"))  # noqa: S308 - our own files


@functools.cache
def _drawing(name: str) -> str:
    path = finders.find(f"icons/{name}.svg")
    return Path(str(path)).read_text().strip() if path else ""
