"""Rows of the admin's lists that can be read as cards, and rows of a form in our words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import template
from django.contrib.admin.utils import display_for_value, lookup_field
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Sequence

register = template.Library()
CELL = "<td"
NOTHING = ">–</td>"


@register.simple_tag
def labelled(cell: SafeString, headers: Sequence[dict[str, Any]], column: int) -> SafeString:
    """The CELL with the head of its column as `data-label`, as a row on a phone has no heads above
    it; one where nothing stands says so and is left out there.
    """
    if not cell.startswith(f'{CELL} class="field-'):
        return cell
    label = format_html(' data-label="{}"', capfirst(headers[column]["text"]))
    if cell.endswith(NOTHING):
        label = format_html("{} data-empty", label)
    return mark_safe(f"{CELL}{label}{cell[len(CELL) :]}")  # noqa: S308 - both halves are safe


@register.filter
def read_only(field: Any) -> Any:
    """What a form shows and does not change, as a list shows it: a moment as a date that people
    read, yes or no in words, and a dash where nothing is.
    """
    column, shown_by, value = lookup_field(
        field.field["field"], field.form.instance, field.model_admin
    )
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if column or hasattr(value, "__html__"):
        return field.contents() if column else value
    empty = getattr(shown_by, "empty_value_display", field.empty_value_display)
    return display_for_value(value, empty)


@register.filter
def row_settings(rows: Any) -> str:
    """What the script that adds rows is told: the link that adds one says what it adds."""
    settings = json.loads(rows.inline_formset_data())
    if text := rows.opts.add_text:
        settings["options"]["addText"] = str(text)
    return json.dumps(settings)
