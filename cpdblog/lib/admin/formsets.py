"""Rows of other tables within a form of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

from cpdblog.lib.admin.pages import ForHosts

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

    TabularInline = admin.TabularInline[Any, Any]
    FormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    TabularInline, FormSet = admin.TabularInline, forms.BaseInlineFormSet


class NamedFormSet(FormSet):
    """Each field of a row says its name: the head of a column is no label."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)  # the one inside a wrapper
            widget.attrs.setdefault("aria-label", field.label)


class VerbFormSet(NamedFormSet):
    """Saves its rows by verbs of their model, so that these tell of it."""

    def create_row(self, row: Any) -> Any:
        raise NotImplementedError

    def change_row(self, row: Any) -> None:
        raise NotImplementedError

    def delete_row(self, row: Any) -> None:
        raise NotImplementedError

    def save_new(self, form: Any, *_args: Any, **_kwargs: Any) -> Any:
        setattr(form.instance, self.fk.name, self.instance)
        return self.create_row(form.instance)

    def save_existing(self, form: Any, obj: Any, *_args: Any, **_kwargs: Any) -> Any:
        self.change_row(obj)
        return obj

    def delete_existing(self, obj: Any, *_args: Any, **_kwargs: Any) -> None:
        self.delete_row(obj)


class HostInline(ForHosts, TabularInline):
    formset = NamedFormSet
    view_on_site = False
    add_text: StrOrPromise = ""  # on the link that adds a row
    extra = 1  # one more without scripts; any number with them
