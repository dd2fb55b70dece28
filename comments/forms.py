"""What a reply must hold. The form says what is wrong; it does nothing."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.models.comment import LONGEST_COMMENT
from cpdblog.lib import markdown
from cpdblog.lib.text import one_line


@dataclass(frozen=True)
class Within:
    longest: int

    def __call__(self, value: str) -> None:
        if len(value) <= self.longest:
            return
        words = ngettext(
            "Please keep it to one character; this has %(length)s.",
            "Please keep it within %(longest)s characters; this has %(length)s.",
            self.longest,
        )
        numbers = {"longest": f"{self.longest:,}", "length": f"{len(value):,}"}
        raise forms.ValidationError(words % numbers)


class Words(forms.CharField):
    longest = LONGEST_COMMENT


class ReplyForm(forms.Form):
    """For somebody who is signed in: only the words."""

    comment = Words(
        label=_("Your comment"),
        strip=False,
        error_messages={"required": _("Please enter a comment")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_comment(self) -> str:
        words = markdown.normalise(self.cleaned_data["comment"]).strip()
        if not markdown.shows_something(html.escape(words)):
            raise forms.ValidationError(_("Please enter a comment"))
        Within(LONGEST_COMMENT)(words)
        return words


class GuestReplyForm(ReplyForm):
    email = forms.EmailField(
        label=_("Email"),
        max_length=None,
        validators=[Within(254)],
        error_messages={
            "required": _("Please enter your email address here"),
            "invalid": _("Invalid email address"),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        validators=[Within(80)],
        error_messages={"required": _("Please enter your name here")},
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=None,
        assume_scheme="https",
        validators=[Within(200)],
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
