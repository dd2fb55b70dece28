"""The fields of the editor's form: plain text, names between commas, a time on the blog's clock."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.text.plain import normalise, one_line
from posts.models.tag import tag_key

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MAX_LIST_LENGTH = 4000
MAX_NAMES = 40
FIRST_YEAR, LAST_YEAR = 1900, 2199


class PlainTextField(forms.CharField):
    """Typed text without what nobody can see: nothing in it is a reason to refuse it."""

    def __init__(self, *, max_characters: int, too_long: Any = "", **options: Any) -> None:
        super().__init__(required=False, **options)
        message = _("It may have %(limit_value)d characters; this has %(show_value)d.")
        self.validators = [MaxLengthValidator(max_characters, too_long or message)]

    def to_python(self, value: Any) -> str:
        return super().to_python(normalise(str(value or ""))) or ""


class NameListField(PlainTextField):
    """Names between commas; one that has a comma itself stands in quotation marks."""

    def __init__(self, *, max_name_length: int, **options: Any) -> None:
        super().__init__(max_characters=MAX_LIST_LENGTH, **options)
        self.max_name_length = max_name_length

    def clean(self, value: Any) -> list[str]:
        names = split_names(one_line(super().clean(value)))
        for name in names:
            if len(name) > self.max_name_length:
                message = gettext("“%(name)s…” is too long: at most %(most)d characters.")
                raise forms.ValidationError(
                    message % {"name": name[:20], "most": self.max_name_length}
                )
        if len(names) > MAX_NAMES:
            raise forms.ValidationError(gettext("At most %d of these, please.") % MAX_NAMES)
        return names

    def prepare_value(self, value: Any) -> Any:
        return join_names(value) if isinstance(value, list) else value


def split_names(line: str) -> list[str]:
    """Names between commas, each once, in order."""
    parts = next(csv.reader([line], skipinitialspace=True), []) if line else []
    names = {tag_key(part): one_line(part.strip().lstrip("#")) for part in parts}
    return [name for key, name in names.items() if key and name]


def join_names(names: list[str]) -> str:
    return ", ".join(f'"{name}"' if "," in name else name for name in names)


def parse_local_time(typed: str, zone: ZoneInfo) -> dt.datetime:
    """The moment, in UTC, at which clocks in ZONE show what was typed. Raises ValidationError."""
    try:
        local = dt.datetime.fromisoformat(typed).replace(tzinfo=None)
    except ValueError:
        raise forms.ValidationError(gettext("A day and a time, please.")) from None
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        message = gettext("A year between %(first)d and %(last)d, please.")
        raise forms.ValidationError(message % {"first": FIRST_YEAR, "last": LAST_YEAR})
    moment = local.replace(tzinfo=zone).astimezone(dt.UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        message = gettext("The clocks go forward that night: this hour does not come.")
        raise forms.ValidationError(message)
    return moment
