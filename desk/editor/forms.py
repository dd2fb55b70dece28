"""The form one writes a post in: the sheet with its text, and the slip beside it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blogs.models import BlogMember
from cpdblog.lib.markup import markdown
from cpdblog.lib.text.plain import normalise, one_line
from cpdblog.lib.text.slugs import plain_slug
from posts.models import Post
from posts.models.fields import LONGEST_POST
from posts.models.post import NOTHING_TO_READ
from posts.models.tag import LONGEST_TAG, tag_key
from posts.models.text import title_line

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_TITLE = 250
LONGEST_CATEGORY = 80
MOST_NAMES = 40
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Words(forms.CharField):
    """Typed words without what nobody can see: nothing in them is a reason to refuse them."""

    def __init__(self, *, most: int, **more: Any) -> None:
        super().__init__(required=False, **more)
        words = _("This has at most %(limit_value)d characters; here are %(show_value)d.")
        self.validators = [MaxLengthValidator(most, words)]

    def to_python(self, value: Any) -> str:
        return super().to_python(normalise(str(value or ""))) or ""


class Names(Words):
    """Names between commas; one that has a comma itself stands in quotation marks."""

    def __init__(self, *, longest: int, **more: Any) -> None:
        super().__init__(most=4000, **more)
        self.longest = longest

    def clean(self, value: Any) -> list[str]:
        line = one_line(super().clean(value))
        names = split_names(line)
        for name in names:
            if len(name) > self.longest:
                words = gettext("“%(name)s…” is too long: at most %(most)d characters.")
                raise forms.ValidationError(words % {"name": name[:20], "most": self.longest})
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(gettext("At most %d of these, please.") % MOST_NAMES)
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


def is_made_from(title: str, slug: str) -> bool:
    """Nobody typed this address: it is what a title of these words is given."""
    made = plain_slug(title)[:94].rstrip("-") or "post"
    return re.fullmatch(rf"{re.escape(made)}(-\d+)?", slug) is not None


class When:
    NOW, DATE, DRAFT, PRIVATE, ASK = "now", "date", "draft", "private", "ask"
    OUT = frozenset({NOW, DATE, ASK})  # to readers, at once, later, or once an editor has looked


class EditorForm(forms.Form):
    title = Words(most=LONGEST_TITLE, label=_("Title"))
    source = Words(most=LONGEST_POST, label=_("Text"), strip=False)
    categories = Names(longest=LONGEST_CATEGORY, label=_("Categories"))
    tags = Names(longest=LONGEST_TAG, label=_("Tags"))
    slug = Words(most=100, label=_("Address"))
    excerpt = Words(most=500, label=_("Excerpt"))
    canonical_url = forms.URLField(
        label=_("First published at"), required=False, max_length=500, assume_scheme="https"
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Post.Kind, required=False)
    is_sticky = forms.BooleanField(label=_("Stays on top of the blog"), required=False)
    comments_open = forms.BooleanField(label=_("Readers may comment"), required=False)
    when = forms.ChoiceField(label=_("When"), required=False, widget=forms.RadioSelect)
    date = Words(most=40, label=_("Date and time"))
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    kept = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    creation_key = forms.SlugField(required=False, max_length=32)

    def __init__(self, data: Any = None, *, post: Post, by: User, **more: Any) -> None:
        self.post, self.by = post, by
        self._version: int | None = None
        self.role = post.blog.role_of(by)
        super().__init__(data, auto_id="%s", **more)
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)  # noqa: S101
        when.choices = self.ways()
        if post.address_year is not None:
            self.keep_the_address()
        if self.role not in BlogMember.SEES_ALL:
            del self.fields["is_sticky"]

    def keep_the_address(self) -> None:
        for name in ("slug", "kind"):
            self.fields.pop(name, None)

    @property
    def publishes(self) -> bool:
        return self.role in BlogMember.PUBLISHES

    @classmethod
    def opened(cls, post: Post, *, by: User, words: dict[str, Any] | None = None) -> EditorForm:
        """The form as it lies there before anybody types; WORDS may stand in for the post's."""
        first = {**post.words(), **(words or {})}
        if is_made_from(first["title"], first["slug"]):
            first["slug"] = ""
        local = post.local_published_at
        date = local.strftime("%Y-%m-%dT%H:%M") if local and not post.is_published else ""
        state = {"version": post.version if post.pk else 0, "kept": 0, "date": date}
        return cls(post=post, by=by, initial={**first, **state, "when": cls.way_of(post, by)})

    @staticmethod
    def way_of(post: Post, by: User) -> str:
        if not post.blog.can_be_published_on_by(by):
            return When.ASK
        ways = {Post.Status.SCHEDULED: When.DATE, Post.Status.PRIVATE: When.PRIVATE}
        return ways.get(Post.Status(post.status), When.NOW)

    def ways(self) -> list[tuple[str, Any]]:
        """What may become of the post when the one filled button is pressed."""
        if not self.publishes:
            return [(When.ASK, _("Ask an editor to publish")), (When.DRAFT, _("Keep as a draft"))]
        private = (When.PRIVATE, _("Keep private"))
        if self.post.is_published:
            return [
                (When.NOW, _("Published")),
                (When.DRAFT, _("Take back to the drafts")),
                private,
            ]
        return [
            (When.NOW, _("Publish now")),
            (When.DATE, _("On a date")),
            (When.DRAFT, _("Keep as a draft")),
            private,
        ]

    # What was typed

    @property
    def base_version(self) -> int:
        """Which saving of the post these words grew from; 0 for a post that is begun."""
        return self._version if self._version is not None else self.cleaned_data["version"] or 0

    @base_version.setter
    def base_version(self, number: int) -> None:
        self._version = number

    def use_instead(self, words: dict[str, str]) -> None:
        """Other words than those that were sent in the sheet; for a post of their own."""
        limits = {"title": LONGEST_TITLE, "source": LONGEST_POST}
        for name, text in words.items():
            self.cleaned_data[name] = normalise(text)[: limits[name]]
        self.fields.pop("slug", None)

    @property
    def sheet_url(self) -> str:
        if self.post.pk is None:
            return reverse("desk:write", args=[self.post.blog.handle])
        return reverse("desk:edit", args=[self.post.pk])

    def lacks(self, do: str) -> bool:
        """Is there nothing to keep, or not what DO needs? Notes it beside the field."""
        if nothing := self._nothing_there(do):
            self.add_error("source", nothing)
        if do in {"publish", "backdate"}:
            if not self.cleaned_data["when"]:
                self.add_error("when", gettext("Say when, please."))
            elif self.cleaned_data["when"] == When.DATE and not self.cleaned_data["date"]:
                self.add_error("date", gettext("A day and a time, please."))
        return bool(self.errors)

    def _nothing_there(self, do: str) -> str:
        """Says so where there is nothing to keep, or nothing that readers would see of the text."""
        title = self.cleaned_data["title"]
        is_kept = do in {"save", "autosave"} and (title or self.post.pk is not None)
        if is_kept or self._shows_something():
            return ""
        comes_out = do in {"publish", "backdate"} and self.cleaned_data["when"] in When.OUT
        if comes_out and self.post.stands_empty:
            return ""
        if not title:
            return gettext("There is nothing here yet.")
        return str(NOTHING_TO_READ) if comes_out else ""

    def _shows_something(self) -> bool:
        """Marks and invisible signs are typed and leave nothing on the page."""
        read = Post(source=self.cleaned_data["source"], source_format=self.post.source_format)
        read.preview()
        return read.shows_something

    def is_past(self) -> bool:
        date = self.moment(is_backdated=False)
        return date is not None and date <= timezone.now()

    def date_words(self) -> str:
        date: dt.datetime = self.cleaned_data["date"]
        return date_format(date.astimezone(self.post.blog.zone), "j F Y, H.i")

    def chosen_date(self) -> dt.datetime | None:
        """The day that is chosen on the slip so far, if it can be one."""
        values = self.cleaned_data if self.is_bound else {}
        return values.get("date") if values.get("when") == When.DATE else None

    def moment(self, *, is_backdated: bool) -> dt.datetime | None:
        """When the post comes out; None for now."""
        is_dated = is_backdated or self.cleaned_data["when"] == When.DATE
        return self.cleaned_data["date"] if is_dated else None

    def words(self) -> dict[str, Any]:
        """What is to be written, as Post.apply_edit takes it."""
        left_out = {"when", "date", "version", "kept", "creation_key"}
        return {name: self.cleaned_data[name] for name in self.fields if name not in left_out}

    def clean_title(self) -> str:
        title = title_line(self.cleaned_data["title"])
        if self.cleaned_data["title"].strip() and not title:
            raise forms.ValidationError(gettext("A title needs a letter or a digit."))
        return title

    def clean_source(self) -> str:
        return markdown.normalise(self.cleaned_data["source"])

    def clean_slug(self) -> str:
        typed = self.cleaned_data["slug"].strip()
        slug = plain_slug(typed)[:100].strip("-")
        if typed and not slug:
            words = gettext("An address needs a letter or a digit. Leave it empty and we make one.")
            raise forms.ValidationError(words)
        return slug

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or self.post.kind

    def clean_categories(self) -> list[str]:
        names: list[str] = self.cleaned_data["categories"]
        known = {str(one).casefold(): str(one) for one in self.post.blog.categories.all()}
        unknown = [name for name in names if name.casefold() not in known]
        if unknown and not self.publishes:
            words = gettext("There is no category “%s” here, and an editor makes new ones.")
            raise forms.ValidationError(words % unknown[0])
        found = {known.get(name.casefold(), name) for name in names}
        return sorted(found, key=lambda name: (name.lower(), name))

    def clean_date(self) -> dt.datetime | None:
        """The moment, read as the clock of the blog shows it."""
        typed = self.cleaned_data["date"].strip()
        if not typed:
            return None
        try:
            local = dt.datetime.fromisoformat(typed).replace(tzinfo=None)
        except ValueError:
            raise forms.ValidationError(gettext("A day and a time, please.")) from None
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            words = gettext("A year between %(first)d and %(last)d, please.")
            raise forms.ValidationError(words % {"first": FIRST_YEAR, "last": LAST_YEAR})
        zone = self.post.blog.zone
        moment = local.replace(tzinfo=zone).astimezone(dt.UTC)
        if moment.astimezone(zone).replace(tzinfo=None) != local:
            words = gettext("The clocks go forward that night: this hour does not come.")
            raise forms.ValidationError(words)
        return moment

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        slug = values.get("slug")
        if slug and slug != self.post.slug and self._is_taken(slug, values):
            self.add_error("slug", gettext("Another post of this blog has this address."))
        elif slug == "" and is_made_from(values.get("title", ""), self.post.slug):
            values["slug"] = self.post.slug
        return values

    def _is_taken(self, slug: str, values: dict[str, Any]) -> bool:
        """By a page, or by a post of the month in which this one will come out."""
        others = Post.objects.filter(blog=self.post.blog, slug=slug).exclude(pk=self.post.pk)
        if values.get("kind") == Post.Kind.PAGE:
            return others.pages().exists()
        day = (values.get("date") or timezone.now()).astimezone(self.post.blog.zone)
        return others.posts().in_month(day.year, day.month).exists()
