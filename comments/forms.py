"""What a reply must hold. The form says what is wrong; it does nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments.models.comment import LONGEST_COMMENT
from cpdblog.lib import markdown
from cpdblog.lib.text import one_line


class _Within(MaxLengthValidator):
    message = ngettext_lazy(
        "Please keep it to one character; this has %(show_value)d.",
        "Please keep it within %(limit_value)d characters; this has %(show_value)d.",
        "limit_value",
    )


class ReplyForm(forms.Form):
    """For somebody who is signed in: only the words."""

    comment = forms.CharField(
        label=_("Your comment"),
        strip=False,
        error_messages={"required": _("Please enter a comment")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_comment(self) -> str:
        words = markdown.normalise(self.cleaned_data["comment"]).strip()
        if not words:
            raise forms.ValidationError(_("Please enter a comment"))
        _Within(LONGEST_COMMENT)(words)
        return words


class GuestReplyForm(ReplyForm):
    email = forms.EmailField(
        label=_("Email"),
        max_length=None,
        validators=[_Within(254)],
        error_messages={
            "required": _("Please enter your email address here"),
            "invalid": _("Invalid email address"),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        validators=[_Within(80)],
        error_messages={"required": _("Please enter your name here")},
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=None,
        assume_scheme="https",
        validators=[_Within(200)],
        error_messages={"invalid": _("This is not a web address")},
    )
    remember = forms.BooleanField(required=False)

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please enter your name here"))
        return name

    def signature(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in ("name", "email", "website")}
