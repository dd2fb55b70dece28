"""Blogs, with the people who write them and their categories; posts.admin.blogs counts posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blogs.admin_filters import BlogFilter
from blogs.models import Blog, BlogMember, Category
from cpdblog.lib.admin import HostAdmin, HostInline, NamedFormSet, by_itself
from cpdblog.lib.text.plain import one_line

if TYPE_CHECKING:
    from django.http import HttpRequest

    CategoryModelForm = forms.ModelForm[Category]
    MemberModelForm = forms.ModelForm[BlogMember]
else:
    CategoryModelForm = MemberModelForm = forms.ModelForm


class MemberForm(MemberModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["user"].disabled = True

    def validate_constraints(self) -> None:
        """Left to the set: one row cannot know that another gives the blog away."""


class MemberFormSet(NamedFormSet):
    def clean(self) -> None:
        super().clean()
        if len(self._owners()) > 1:
            raise forms.ValidationError(_("A blog has one owner."))

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        # The former owner steps down before the next one takes over: never two in the database.
        kept = [form.instance.pk for form in self._owners()]
        owners = self.instance.members.filter(role=BlogMember.Role.OWNER)
        owners.exclude(pk__in=kept).update(role=BlogMember.Role.EDITOR)
        return super().save(commit)

    def _owners(self) -> list[Any]:
        return [
            form
            for form in self.forms
            if form.cleaned_data.get("role") == BlogMember.Role.OWNER
            and form.cleaned_data.get("user")
            and not form.cleaned_data.get("DELETE")
        ]


class CategoryForm(CategoryModelForm):
    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(gettext("A category needs a letter or a digit."))
        return name

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        blog = self.instance.blog if self.instance.blog_id else values.get("blog")
        name = values.get("name")
        if blog and blog.pk and name:
            others = Category.objects.filter(blog=blog).exclude(pk=self.instance.pk)
            if others.filter(name__iexact=name).exists():
                self.add_error("name", _("This blog has a category of this name."))
        return values


class CategoryFormSet(NamedFormSet):
    def clean(self) -> None:
        super().clean()
        filled = [form for form in self.forms if form not in self.deleted_forms]
        names = [form.cleaned_data.get("name", "").casefold() for form in filled]
        said = [name for name in names if name]
        if len(said) > len(set(said)):
            raise forms.ValidationError(_("Two categories cannot have one name."))


class MemberInline(HostInline):
    model = BlogMember
    form = MemberForm
    formset = MemberFormSet
    autocomplete_fields = ["user"]


class CategoryInline(HostInline):
    model = Category
    form = CategoryForm
    formset = CategoryFormSet
    fields = ["name"]


class BlogAdmin(HostAdmin):
    list_display = ["title", "handle", "owned_by", "created_at"]
    search_fields = ["title", "handle"]
    list_filter = ["who_may_comment", "what_waits"]
    ordering = ["title", "pk"]
    inlines = [MemberInline, CategoryInline]
    fieldsets = [
        (None, {"fields": ["title", "handle", "tagline", "language", "time_zone"]}),
        (_("Looks"), {"fields": ["colour", "date_style", "byline_style", "comments_heading"]}),
        (
            _("Answers"),
            {"fields": ["who_may_comment", "what_waits", "close_after_days", "has_likes"]},
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Blog | None = None) -> list[str]:
        return ["handle"] if obj else []  # every address on the blog begins with it

    @admin.display(description=_("kept by"), empty_value="–")
    def owned_by(self, blog: Blog) -> str | None:
        owner = blog.owner()
        return by_itself(owner) if owner else None


class CategoryAdmin(HostAdmin):
    form = CategoryForm
    list_display = ["name", "blog"]
    list_select_related = ["blog"]
    list_filter = [BlogFilter]
    search_fields = ["name", "blog__title"]
    ordering = ["name", "pk"]
    fields = ["blog", "name", "slug"]
    autocomplete_fields = ["blog"]

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> list[str]:
        return ["blog", "slug"] if obj else []
