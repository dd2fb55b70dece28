"""The form a post is written in: its text, and the post settings beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blogs.models import BlogMember
from blogs.models.category import MAX_CATEGORY_LENGTH
from cpdblog.lib.markup import markdown
from cpdblog.lib.text.plain import one_line
from desk.editor.address import address_holder, is_generated_slug
from desk.editor.featured import checked_address
from desk.editor.fields import NameListField, PlainTextField, parse_local_time
from desk.editor.labels import long_time
from desk.editor.publish_choice import (
    PublishChoice,
    initial_choice,
    publish_choices,
    publish_labels,
)
from posts.models import Post
from posts.models.limits import (
    MAX_ALT_LENGTH,
    MAX_EXCERPT_LENGTH,
    MAX_IMAGE_URL_LENGTH,
    MAX_SLUG_LENGTH,
    MAX_SOURCE_LENGTH,
    MAX_TAG_LENGTH,
    MAX_TITLE_LENGTH,
    MAX_URL_LENGTH,
)
from posts.models.permalink import typed_slug
from posts.models.text import title_line

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User
    from posts.models import WorkingCopy

NOT_OF_THE_TEXT = frozenset({"when", "date", "version", "working_copy", "creation_key"})


class EditorForm(forms.Form):
    title = PlainTextField(
        max_characters=MAX_TITLE_LENGTH,
        label=_("Title"),
        too_long=_("The title may have %(limit_value)d characters; this one has %(show_value)d."),
    )
    source = PlainTextField(
        max_characters=MAX_SOURCE_LENGTH,
        label=_("Text"),
        too_long=_("The text may have %(limit_value)d characters; this one has %(show_value)d."),
        strip=False,
    )
    categories = NameListField(max_name_length=MAX_CATEGORY_LENGTH, label=_("Categories"))
    tags = NameListField(max_name_length=MAX_TAG_LENGTH, label=_("Tags"))
    slug = PlainTextField(max_characters=MAX_SLUG_LENGTH, label=_("URL"))
    excerpt = PlainTextField(
        max_characters=MAX_EXCERPT_LENGTH,
        label=_("Excerpt"),
        too_long=_("The excerpt may have %(limit_value)d characters; this one has %(show_value)d."),
    )
    featured_image = PlainTextField(max_characters=MAX_IMAGE_URL_LENGTH, label=_("Featured image"))
    featured_alt = PlainTextField(
        max_characters=MAX_ALT_LENGTH, label=_("Description of the featured image")
    )
    canonical_url = forms.URLField(
        label=_("Original URL"),
        required=False,
        max_length=MAX_URL_LENGTH,
        assume_scheme="https",
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Post.Kind, required=False)
    is_sticky = forms.BooleanField(label=_("Pin to the top of the blog"), required=False)
    comments_open = forms.BooleanField(label=_("Allow comments"), required=False)
    when = forms.ChoiceField(label=_("When"), required=False, widget=forms.RadioSelect)
    date = PlainTextField(max_characters=40, label=_("Date and time"))
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    working_copy = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    creation_key = forms.SlugField(required=False, max_length=32)

    def __init__(self, data: Any = None, *, post: Post, by: User, **options: Any) -> None:
        self.post, self.by = post, by
        self._base_version: int | None = None
        self.role = post.blog.role_of(by)
        super().__init__(data, auto_id="%s", **options)
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)  # noqa: S101
        self.when_choices = publish_choices(post, can_publish=self.can_publish)
        when.choices = self.when_choices
        if post.address_year is not None:
            self.drop_address_fields()
        if self.role not in BlogMember.SEES_ALL:
            del self.fields["is_sticky"]

    @classmethod
    def for_post(cls, post: Post, *, by: User, copy: WorkingCopy | None = None) -> EditorForm:
        """The form before anybody types; what COPY holds stands in for the post's own."""
        fields = {**post.editable_fields(), **(copy.fields if copy else {})}
        if is_generated_slug(fields["slug"], title=fields["title"]):
            fields["slug"] = ""
        local = post.local_published_at
        initial = {
            **fields,
            "version": post.version if post.pk else 0,
            "working_copy": 0,
            "date": local.strftime("%Y-%m-%dT%H:%M") if local and not post.is_published else "",
            "when": initial_choice(post, by),
        }
        if copy:
            initial |= {"version": copy.based_on, "working_copy": copy.number}
        return cls(post=post, by=by, initial=initial)

    def drop_address_fields(self) -> None:
        """The address of what was public once stays."""
        for name in ("slug", "kind"):
            self.fields.pop(name, None)

    @property
    def can_publish(self) -> bool:
        return self.role in BlogMember.PUBLISHES

    @property
    def publish_label(self) -> str:
        """What the filled button does, as long as nobody chooses otherwise."""
        labels = publish_labels(self.post)
        return labels.get(self["when"].value()) or labels[PublishChoice.NOW]

    @property
    def publish_labels(self) -> list[tuple[str, str]]:
        return list(publish_labels(self.post).items())

    @property
    def settings_errors(self) -> bool:
        """Is there something to correct beside the text?"""
        return any(name not in {"title", "source"} for name in self.errors)

    @property
    def editor_url(self) -> str:
        if self.post.pk is None:
            return reverse("desk:write", args=[self.post.blog.handle])
        return reverse("desk:edit", args=[self.post.pk])

    # What was typed

    @property
    def base_version(self) -> int:
        """The version of the post that was edited; 0 for a post that is begun."""
        if self._base_version is not None:
            return self._base_version
        return self.cleaned_data["version"] or 0

    @base_version.setter
    def base_version(self, version: int) -> None:
        self._base_version = version

    @property
    def copy_number(self) -> int:
        """The number of the working copy that was edited; 0 where there was none."""
        return self.cleaned_data.get("working_copy") or 0

    def edited_fields(self) -> dict[str, Any]:
        """What is to be written, under the names of Post.editable_fields()."""
        return {
            name: self.cleaned_data[name] for name in self.fields if name not in NOT_OF_THE_TEXT
        }

    def chosen_date(self) -> dt.datetime | None:
        """The day that is chosen in the post settings so far, if it can be one."""
        values = self.cleaned_data if self.is_bound else {}
        return values.get("date") if values.get("when") == PublishChoice.DATE else None

    def is_dated_in_the_past(self) -> bool:
        date = self.chosen_date()
        return date is not None and date <= timezone.now()

    def date_label(self) -> str:
        return long_time(self.post.blog, self.cleaned_data["date"])

    def publication(self, *, is_backdated: bool) -> tuple[str, dt.datetime | None]:
        """What is chosen, and the date for it; None for now."""
        choice, date = self.cleaned_data["when"], self.cleaned_data["date"]
        if is_backdated and self.is_dated_in_the_past():
            choice = PublishChoice.NOW
        return choice, date if is_backdated or choice == PublishChoice.DATE else None

    # Cleaning

    def clean_title(self) -> str:
        title = title_line(self.cleaned_data["title"])
        if self.cleaned_data["title"].strip() and not title:
            raise forms.ValidationError(gettext("A title needs a letter or a digit."))
        return title

    def clean_source(self) -> str:
        return markdown.normalise(self.cleaned_data["source"])

    def clean_slug(self) -> str:
        typed = self.cleaned_data["slug"].strip()
        slug = typed_slug(typed)
        if typed and not slug:
            message = gettext("A URL needs a letter or a digit. Leave it empty and we make one.")
            raise forms.ValidationError(message)
        return slug

    def clean_featured_image(self) -> str:
        return checked_address(self.cleaned_data["featured_image"], post=self.post)

    def clean_featured_alt(self) -> str:
        return one_line(self.cleaned_data["featured_alt"]).strip()

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or self.post.kind

    def clean_categories(self) -> list[str]:
        names: list[str] = self.cleaned_data["categories"]
        known = {str(one).casefold(): str(one) for one in self.post.blog.categories.all()}
        unknown = [name for name in names if name.casefold() not in known]
        if unknown and not self.can_publish:
            message = gettext("There is no category “%s” here, and an editor makes new ones.")
            raise forms.ValidationError(message % unknown[0])
        found = {known.get(name.casefold(), name) for name in names}
        return sorted(found, key=lambda name: (name.lower(), name))

    def clean_date(self) -> dt.datetime | None:
        typed = self.cleaned_data["date"].strip()
        return parse_local_time(typed, self.post.blog.zone) if typed else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("featured_image") == "":
            values["featured_alt"] = ""
        slug = values.get("slug")
        if slug:
            post, kind = self._created_post() or self.post, values.get("kind", "")
            if holder := address_holder(post, slug, kind=kind, date=values.get("date")):
                self.add_error("slug", holder.message)
        elif slug == "" and is_generated_slug(self.post.slug, title=values.get("title", "")):
            values["slug"] = self.post.slug
        return values

    def _created_post(self) -> Post | None:
        """What this very form, sent before, has made of itself already."""
        key = self.cleaned_data.get("creation_key", "") if self.post.pk is None else ""
        return Post.objects.created_with(key, by=self.by).first()
