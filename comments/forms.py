"""What a reply must hold. The form says what is wrong; it does nothing."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from comments.models import MAX_COMMENT_LENGTH, MAX_REASON_LENGTH
from cpdblog.lib.markup import markdown
from cpdblog.lib.text.plain import one_line


@dataclass(frozen=True)
class MaxLength:
    max_length: int

    def __call__(self, value: str) -> None:
        if len(value) <= self.max_length:
            return
        message = ngettext(
            "Please keep it to one character; this has %(length)s.",
            "Please keep it within %(longest)s characters; this has %(length)s.",
            self.max_length,
        )
        lengths = {"longest": f"{self.max_length:,}", "length": f"{len(value):,}"}
        raise forms.ValidationError(message % lengths)


class CommentField(forms.CharField):
    character_limit = MAX_COMMENT_LENGTH


class ReplyForm(forms.Form):
    """For somebody who is signed in: only the text."""

    comment = CommentField(
        label=_("Your comment"),
        error_messages={"required": _("Please enter a comment")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_comment(self) -> str:
        text = markdown.normalise(self.cleaned_data["comment"]).strip()
        if not markdown.has_visible_text(html.escape(text)):
            raise forms.ValidationError(_("Please enter a comment"))
        MaxLength(MAX_COMMENT_LENGTH)(text)
        return text


class GuestReplyForm(ReplyForm):
    email = forms.EmailField(
        label=_("Email"),
        max_length=None,
        validators=[MaxLength(254)],
        error_messages={
            "required": _("Please enter your email address here"),
            "invalid": _("Invalid email address"),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        validators=[MaxLength(80)],
        error_messages={"required": _("Please enter your name here")},
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=None,
        assume_scheme="https",
        validators=[MaxLength(200)],
        error_messages={"invalid": _("This is not a web address")},
    )
    remember = forms.BooleanField(required=False)
    # The name that was sent once and is meant, though a member is called so.
    meant_name = forms.CharField(required=False)

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please enter your name here"))
        return name

    def clean(self) -> dict[str, Any]:
        """No name is refused: who is called like a member is asked once."""
        cleaned = self.cleaned_data
        name = cleaned.get("name", "")
        if name and cleaned.get("meant_name") != name and User.objects.lookalikes_of(name).exists():
            self.add_error(
                "name",
                _(
                    "A member here is called that. If it is you, sign in; if it is your name too,"
                    " post once more: “guest” stands beside it."
                ),
            )
        return cleaned

    @property
    def name_to_confirm(self) -> str:
        """What the form carries once somebody has been asked."""
        return one_line(str(self["name"].value() or "")) if self.is_bound else ""


class RemovalForm(forms.Form):
    """Why a moderator removes a comment; a reason of their own goes before one that is offered."""

    OFFERED = (
        _("It is not about the post"),
        _("It attacks somebody"),
        _("It tells something private"),
        _("It advertises"),
    )

    reason = forms.ChoiceField(
        label=_("Why is it removed?"),
        help_text=_("Kept with the decision, for those who approve comments here."),
        required=False,
        widget=forms.RadioSelect,
        choices=lambda: [(str(number), text) for number, text in enumerate(RemovalForm.OFFERED)],
    )
    other = forms.CharField(
        label=_("Another reason"),
        required=False,
        max_length=None,
        validators=[MaxLength(MAX_REASON_LENGTH)],
    )

    def clean_other(self) -> str:
        return one_line(self.cleaned_data["other"])

    def clean(self) -> dict[str, Any]:
        """Whoever was asked has to say; undoing asks nothing, and sends neither field."""
        cleaned = self.cleaned_data
        if "other" in self.data and not self.errors and not any(cleaned.values()):
            self.add_error("reason", _("Choose a reason, or write one under “Another reason”."))
        return cleaned

    def reason_given(self) -> dict[str, str]:
        """For `Comment.remove`."""
        if not self.is_bound:
            return {}
        offered = self.cleaned_data["reason"]
        words = self.cleaned_data["other"] or (str(self.OFFERED[int(offered)]) if offered else "")
        return {"reason": words}
