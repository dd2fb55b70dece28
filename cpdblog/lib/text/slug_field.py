"""Addresses in any script: Django's own field refuses the marks that belong to letters."""

import re
from typing import Any, override

from django import forms
from django.core.validators import RegexValidator, validate_unicode_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.text.combining import MARKS

_is_slug = RegexValidator(
    re.compile(rf"\A[-\w{MARKS}]+\Z"), _("Letters, digits and hyphens, please."), "invalid"
)


class _SlugInAForm(forms.SlugField):
    def __init__(self, **options: Any) -> None:
        self.default_validators = [_is_slug]
        super().__init__(**{**options, "allow_unicode": False})


class SlugField(models.SlugField[str, str]):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "allow_unicode": True})
        self.validators.remove(validate_unicode_slug)
        self.validators.append(_is_slug)

    @override
    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.SlugField", args, options

    @override
    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": _SlugInAForm, **options})
