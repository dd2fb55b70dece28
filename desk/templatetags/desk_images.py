"""What a page needs so that images can be put into a text on it."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from desk.library.forms import LICENCES

register = template.Library()


@register.inclusion_tag("desk/image_dialogs.html", takes_context=True)
def image_dialogs(context: template.Context) -> dict[str, Any]:
    """The dialogs that image-dialog.js and image-library.js fill; with a form, outside others."""
    most = f"{settings.MAX_IMAGE_BYTES / 1_000_000:g}"
    return {
        "csrf_token": context.get("csrf_token"),
        "licences": LICENCES,
        "max_megabytes": most,
    }
