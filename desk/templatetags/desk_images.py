"""What a page needs so that pictures can be put into a text on it."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from desk.library.forms import LICENCES

register = template.Library()


@register.inclusion_tag("desk/picture_dialogs.html", takes_context=True)
def picture_dialogs(context: template.Context) -> dict[str, Any]:
    """The dialogs that desk-pictures.js fills. They hold a form, so they stand outside others."""
    most = f"{settings.MAX_IMAGE_BYTES / 1_000_000:g}"
    return {
        "csrf_token": context.get("csrf_token"),
        "licences": LICENCES,
        "largest_picture": most,
    }
