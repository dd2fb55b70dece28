"""What can be chosen about a blog: when it begins, and ever after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import HANDLE_PATTERN
from blogs.models import AddressTaken, Blog
from blogs.models.blog import RESERVED_HANDLES
from cpdblog.lib.locales import languages, time_zones
from cpdblog.lib.text.plain import one_line

if TYPE_CHECKING:
    from accounts.models import User

    BlogModelForm = forms.ModelForm[Blog]
else:
    BlogModelForm = forms.ModelForm

LOOKS = ["date_style", "byline_style", "comments_heading"]
ANSWERS = ["who_may_comment", "what_waits", "close_after_days", "has_likes"]
CHOSEN = ["colour", *LOOKS, "who_may_comment", "what_waits"]
LONGEST_ADDRESS = 40
PLACE = ["language", "time_zone"]


class BlogForm(BlogModelForm):
    class Meta:
        model = Blog
        fields = ["title", "tagline", "colour", *LOOKS, *ANSWERS, *PLACE]
        widgets = dict.fromkeys(CHOSEN, forms.RadioSelect)
        labels = {
            "title": _("Title"),
            "tagline": _("One line under it"),
            "colour": _("Cloth"),
            "date_style": _("Dates"),
            "byline_style": _("Who and when"),
            "comments_heading": _("Over the answers"),
            "who_may_comment": _("Who may comment"),
            "what_waits": _("What waits until you have looked at it"),
            "close_after_days": _("Comments close after so many days"),
            "has_likes": _("Readers may like posts"),
            "language": _("Language you write in"),
            "time_zone": _("Your clock"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("language", languages())
        self._offer("time_zone", time_zones())
        for name in ("title", "tagline"):
            self.fields[name].widget.attrs.update(autocomplete="off", dir="auto")

    def _offer(self, name: str, choices: list[Any]) -> None:
        """A choice of what is on the list, and of what the blog has already."""
        now = self.instance.pk and getattr(self.instance, name)
        known = {value for value, _label in _flat(choices)}
        more = [(now, now)] if now and now not in known else []
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, choices=[*more, *choices]
        )

    def clean_title(self) -> str:
        if title := one_line(self.cleaned_data["title"]):
            return title
        raise forms.ValidationError(_("A title needs at least one letter that can be seen."))

    def clean_tagline(self) -> str:
        return one_line(self.cleaned_data["tagline"])

    @property
    def first_cells(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "tagline")]

    @property
    def more_cells(self) -> list[forms.BoundField]:
        return [self[name] for name in (*LOOKS, *ANSWERS, *PLACE)]

    @property
    def is_more_wrong(self) -> bool:
        return any(cell.errors for cell in self.more_cells)


class NewBlogForm(BlogForm):
    """Only a title and an address are asked for; the address is proposed from the title."""

    handle = forms.CharField(
        label=_("Address"),
        required=False,
        error_messages={
            "unique": _("Somebody has a blog at this address. Please choose another one."),
        },
    )

    class Meta(BlogForm.Meta):
        fields = ["handle", *BlogForm.Meta.fields]

    def __init__(self, *args: Any, owner: User, **options: Any) -> None:
        self.owner = owner
        super().__init__(*args, **options)
        self.initial.setdefault("time_zone", settings.TIME_ZONE)

    def clean_handle(self) -> str:
        handle = tidy_address(self.cleaned_data["handle"])
        if not handle:
            words = _("How about this one? It stays for good, so change it now if you like.")
            raise forms.ValidationError(words if self.address else _("A blog needs an address."))
        if len(handle) > LONGEST_ADDRESS:
            raise forms.ValidationError(_("An address has at most 40 letters, digits and hyphens."))
        if handle in RESERVED_HANDLES:
            words = _("This address is kept for the community. Please choose another one.")
            raise forms.ValidationError(words)
        return handle

    @property
    def address(self) -> str:
        """What stands in the cell: what was typed, else a proposal once there is a title."""
        typed = tidy_address(str(self["handle"].value() or ""))
        title = str(self["title"].value() or "")
        if typed or not one_line(title):
            return typed
        return Blog.objects.free_handle(title, otherwise=self.owner.handle)

    @property
    def way_out(self) -> str:
        """A free address like the one that is not to be had."""
        address = self.address
        if not re.fullmatch(HANDLE_PATTERN, address) or not Blog.objects.is_taken(address):
            return ""
        return Blog.objects.free_handle(address, otherwise=self.owner.handle)

    def begin(self) -> Blog | None:
        """None, with the reason said at the address, where somebody was a moment quicker."""
        try:
            return Blog.objects.create_blog(self.instance, owner=self.owner)
        except AddressTaken:
            self.add_error("handle", self.fields["handle"].error_messages["unique"])
            return None


def tidy_address(typed: str) -> str:
    """Also out of a whole address, https://…/@quiet-carriage/."""
    last = typed.strip().rstrip("/").rpartition("@")[2]
    return "-".join(last.lower().split())


def _flat(choices: list[Any]) -> list[tuple[str, str]]:
    groups = [label if isinstance(label, list) else [(value, label)] for value, label in choices]
    return [choice for group in groups for choice in group]
