"""Fields of the admin as a browser draws them itself: a date, a time, a choice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Sequence


class SteadySelect(AutocompleteSelect):
    """Says what it is for while it is empty; and a choice that is no number is no choice."""

    class Media:
        js = [forms.Script("js/admin-names.js", type="module")]

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: Any = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-placeholder": gettext("Search …")}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        numbers = [one for one in value if re.fullmatch(r"\d{0,18}", str(one), re.ASCII)]
        return super().optgroups(name, numbers, attr)


class TimeInput(forms.TimeInput):
    """Shows seconds only where there are any: saved again, the moment is the same."""

    input_type = "time"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"] or ""
        if shown.endswith(":00"):
            context["widget"]["value"] = shown[: len("00:00")]
        elif shown.count(":") > 1:
            context["widget"]["attrs"]["step"] = 1
        return context


class DateTimeInput(forms.SplitDateTimeWidget):
    template_name = "admin/widgets/date_and_time.html"

    def __init__(self, attrs: Any = None) -> None:
        date = forms.DateInput(attrs={"type": "date", "class": "vDateField"}, format="%Y-%m-%d")
        time = TimeInput(attrs={"class": "vTimeField"}, format="%H:%M:%S")
        forms.MultiWidget.__init__(self, [date, time], attrs)

    def id_for_label(self, id_: str) -> str:
        return id_
