"""Blogs, with the people who write them and their categories; posts.admin.blogs counts posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import person_filter
from blogs.admin_filters import BlogFilter
from blogs.models import Blog, BlogMember, Category
from cpdblog.lib.admin import HostAdmin, HostInline, VerbFormSet, by_itself
from cpdblog.lib.locales import languages, time_zones, with_current
from cpdblog.lib.text.plain import one_line

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    BlogModelForm = forms.ModelForm[Blog]
    CategoryModelForm = forms.ModelForm[Category]
    MemberModelForm = forms.ModelForm[BlogMember]
else:
    BlogModelForm = CategoryModelForm = MemberModelForm = forms.ModelForm


class BlogForm(BlogModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("language", languages()), ("time_zone", time_zones())):
            typed, current = self.fields[name], getattr(self.instance, name)
            self.fields[name] = forms.ChoiceField(
                label=typed.label, initial=typed.initial, choices=with_current(choices, current)
            )


class MemberForm(MemberModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["user"].disabled = True

    def validate_constraints(self) -> None:
        """Left to the set: one row cannot know that another gives the blog away."""


class MemberFormSet(VerbFormSet):
    def clean(self) -> None:
        super().clean()
        if len(self._owners()) > 1:
            raise forms.ValidationError(_("A blog has one owner."))

    def save(self, *args: Any, **kwargs: Any) -> Any:
        # The former owner steps down before the next one takes over: never two in the database.
        staying = [form.instance.pk for form in self._owners()]
        for form in self.initial_forms:
            if form.initial["role"] == BlogMember.Role.OWNER and form.instance.pk not in staying:
                is_leaving = form in self.deleted_forms
                self._assign(form.instance, BlogMember.Role.EDITOR if is_leaving else None)
        return super().save(*args, **kwargs)

    def create_row(self, row: BlogMember) -> BlogMember:
        blog: Blog = self.instance
        return blog.members.join(row.user, role=row.role)

    def change_row(self, row: BlogMember) -> None:
        self._assign(row)

    def delete_row(self, row: BlogMember) -> None:
        row.leave()

    def _assign(self, member: BlogMember, role: str | None = None) -> None:
        self.instance.members.filter(pk=member.pk).assign_role(role or member.role)

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


class CategoryFormSet(VerbFormSet):
    def clean(self) -> None:
        super().clean()
        filled = [form for form in self.forms if form not in self.deleted_forms]
        names = [form.cleaned_data.get("name", "").casefold() for form in filled]
        given = [name for name in names if name]
        if len(given) > len(set(given)):
            raise forms.ValidationError(_("Two categories cannot have one name."))

    def create_row(self, row: Category) -> Category:
        return Category.objects.create_category(row)

    def change_row(self, row: Category) -> None:
        row.rename(row.name)

    def delete_row(self, row: Category) -> None:
        row.delete_permanently()


class MemberInline(HostInline):
    model = BlogMember
    form = MemberForm
    formset = MemberFormSet
    verbose_name_plural = _("writers")
    add_text = _("Add a writer")
    autocomplete_fields = ["user"]


class CategoryInline(HostInline):
    model = Category
    form = CategoryForm
    formset = CategoryFormSet
    add_text = _("Add a category")
    fields = ["name"]


class BlogAdmin(HostAdmin):
    form = BlogForm
    list_display = ["title", "handle", "owned_by", "created_at"]
    search_fields = ["title", "handle", "members__user__name"]
    search_help_text = _("Titles, handles, writers")
    list_filter = [person_filter("members__user", _("writer")), "who_may_comment", "what_waits"]
    ordering = ["title", "pk"]
    stays = _("No member is deleted: its writers stay, without this blog.")
    inlines = [MemberInline, CategoryInline]
    fieldsets = [
        (None, {"fields": ["title", "handle", "tagline", "language", "time_zone"]}),
        (_("Look"), {"fields": ["colour", "date_style", "byline_style", "comments_heading"]}),
        (
            _("Comments"),
            {"fields": ["who_may_comment", "what_waits", "close_after_days", "has_likes"]},
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Blog | None = None) -> list[str]:
        return ["handle"] if obj else []  # every address on the blog begins with it

    def save_model(self, request: HttpRequest, obj: Blog, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            Blog.objects.create_blog(obj, owner=None)
        elif form.changed_data:
            obj.update_settings(**{name: form.cleaned_data[name] for name in form.changed_data})

    @admin.display(description=_("owner"), empty_value="–")
    def owned_by(self, blog: Blog) -> str | None:
        owner = blog.owner()
        return by_itself(owner) if owner else None


class CategoryAdmin(HostAdmin):
    form = CategoryForm
    list_display = ["name", "blog"]
    list_select_related = ["blog"]
    list_filter = [BlogFilter]
    search_fields = ["name", "blog__title"]
    search_help_text = _("Categories and blogs")
    ordering = ["name", "pk"]
    fields = ["blog", "name", "slug"]
    stays = _("No post is deleted: they stay, without this category.")
    autocomplete_fields = ["blog"]

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> list[str]:
        return ["blog", "slug"] if obj else []

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            Category.objects.create_category(obj)
        elif "name" in form.changed_data:
            obj.rename(obj.name)

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        obj.delete_permanently()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for category in queryset:
            category.delete_permanently()
