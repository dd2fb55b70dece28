"""The settings of a blog: when it is created, and in sections ever after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import HANDLE_PATTERN
from blogs.models import Blog, BlogAddressTaken
from blogs.models.blog import RESERVED_HANDLES
from cpdblog.lib.locales import languages, time_zones, with_current
from cpdblog.lib.text.plain import one_line

if TYPE_CHECKING:
    from accounts.models import User

    BlogModelForm = forms.ModelForm[Blog]
else:
    BlogModelForm = forms.ModelForm

APPEARANCE = ["date_style", "byline_style", "comments_heading"]
COMMENT_SETTINGS = ["who_may_comment", "what_waits", "close_after_days"]
RADIO_FIELDS = ["colour", *APPEARANCE, "who_may_comment", "what_waits"]
MAX_HANDLE_LENGTH = 40
LOCALE = ["language", "time_zone"]


class BlogForm(BlogModelForm):
    """All that can be chosen of a blog; each section of the settings is a part of it."""

    class Meta:
        model = Blog
        fields = [
            "title",
            "tagline",
            "colour",
            *APPEARANCE,
            *COMMENT_SETTINGS,
            "has_likes",
            *LOCALE,
        ]
        widgets = {
            **dict.fromkeys(RADIO_FIELDS, forms.RadioSelect),
            "tagline": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "title": _("Title"),
            "tagline": _("Tagline"),
            "colour": _("Colour"),
            "date_style": _("Date"),
            "byline_style": _("Author and date"),
            "comments_heading": _("Heading over comments"),
            "who_may_comment": _("Comments from"),
            "what_waits": _("Hold for approval"),
            "close_after_days": _("Close comments after so many days"),
            "has_likes": _("Readers may like posts"),
            "language": _("Language you write in"),
            "time_zone": _("Time zone"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (("language", languages), ("time_zone", time_zones)):
            if name in self.fields:
                self._set_choices(name, choices())
        for name in self.fields.keys() & {"title", "tagline"}:
            self.fields[name].widget.attrs.update(autocomplete="off", dir="auto")

    def _set_choices(self, name: str, choices: list[Any]) -> None:
        """A choice of what is on the list, and of what the blog has already."""
        current = getattr(self.instance, name) if self.instance.pk else ""
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, choices=with_current(choices, current)
        )

    def clean_title(self) -> str:
        if title := one_line(self.cleaned_data["title"]):
            return title
        raise forms.ValidationError(_("A title needs at least one letter that can be seen."))

    def clean_tagline(self) -> str:
        return one_line(self.cleaned_data["tagline"])


class GeneralForm(BlogForm):
    class Meta(BlogForm.Meta):
        fields = ["title", "tagline", *LOCALE]


class LookForm(BlogForm):
    class Meta(BlogForm.Meta):
        fields = ["colour", *APPEARANCE, "has_likes"]


class CommentsForm(BlogForm):
    class Meta(BlogForm.Meta):
        fields = COMMENT_SETTINGS
        help_texts = {"close_after_days": _("Left empty, they stay open.")}


class NewBlogForm(BlogForm):
    """Only a title and an address are asked for; the address is proposed from the title."""

    handle = forms.CharField(
        label=_("URL"),
        required=False,
        error_messages={
            "unique": _("Somebody has a blog at this URL. Please choose another one."),
        },
    )

    class Meta(BlogForm.Meta):
        fields = ["handle", *BlogForm.Meta.fields]

    def __init__(self, *args: Any, owner: User, **options: Any) -> None:
        self.owner = owner
        super().__init__(*args, **options)
        self.initial.setdefault("time_zone", settings.TIME_ZONE)

    def clean_handle(self) -> str:
        handle = clean_address(self.cleaned_data["handle"])
        if not handle:
            message = _("How about this one? It stays for good, so change it now if you like.")
            raise forms.ValidationError(message if self.address else _("A blog needs a URL."))
        if len(handle) > MAX_HANDLE_LENGTH:
            raise forms.ValidationError(_("A URL has at most 40 letters, digits and hyphens."))
        if handle in RESERVED_HANDLES:
            message = _("This URL is kept for the community. Please choose another one.")
            raise forms.ValidationError(message)
        return handle

    @property
    def further_fields(self) -> list[forms.BoundField]:
        names = (*APPEARANCE, *COMMENT_SETTINGS, "has_likes", *LOCALE)
        return [self[name] for name in names]

    @property
    def has_further_errors(self) -> bool:
        return any(field.errors for field in self.further_fields)

    @property
    def address(self) -> str:
        """What the field shows: what was typed, else a proposal once there is a title."""
        typed = clean_address(str(self["handle"].value() or ""))
        title = str(self["title"].value() or "")
        if typed or not one_line(title):
            return typed
        return Blog.objects.free_handle(title, otherwise=self.owner.handle)

    @property
    def free_address(self) -> str:
        """A free address like the one that is taken; "" where none is needed."""
        address = self.address
        if not re.fullmatch(HANDLE_PATTERN, address) or not Blog.objects.is_taken(address):
            return ""
        return Blog.objects.free_handle(address, otherwise=self.owner.handle)

    def create_blog(self) -> Blog | None:
        """None, with an error at the address, where somebody was a moment quicker."""
        try:
            return Blog.objects.create_blog(self.instance, owner=self.owner)
        except BlogAddressTaken:
            self.add_error("handle", self.fields["handle"].error_messages["unique"])
            return None


def clean_address(typed: str) -> str:
    """Also out of a whole address, https://…/@quiet-carriage/."""
    last = typed.strip().rstrip("/").rpartition("@")[2]
    return "-".join(last.lower().split())
