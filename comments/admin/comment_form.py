"""The form that edits a comment in the admin, and what is shown along with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.forms import MaxLength
from comments.models import MAX_COMMENT_LENGTH, Comment, CommentRevision, Decision
from cpdblog.lib.admin import HostInline, ReadOnly
from cpdblog.lib.markup import markdown

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    CommentModelForm = forms.ModelForm[Comment]
else:
    CommentModelForm = forms.ModelForm


class CommentForm(CommentModelForm):
    source = forms.CharField(
        label=_("Text"), strip=False, widget=AdminTextareaWidget(attrs={"rows": 12})
    )

    def clean_source(self) -> str:
        source = markdown.normalise(self.cleaned_data["source"])
        shown = Comment(source_format=self.instance.source_format)
        shown.render(source)
        if not shown.has_visible_text:
            raise forms.ValidationError(gettext("A comment says something. You can remove it."))
        MaxLength(MAX_COMMENT_LENGTH)(source)
        return source


class DecisionInline(ReadOnly, HostInline):
    model = Decision
    fields = readonly_fields = ("kind", "reason", "by", "made_at")
    ordering = ["-made_at", "-pk"]
    verbose_name_plural = _("decisions about it")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


class RevisionInline(ReadOnly, HostInline):
    model = CommentRevision
    fields = readonly_fields = ("source", "written_at", "replaced_at", "replaced_by")
    ordering = ["-replaced_at", "-pk"]
    verbose_name_plural = _("what it said before it was edited")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("replaced_by")
