"""Blogs, with the people who write them and their categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.hosts import HostAdmin, HostInline, NamedFormSet, by_itself
from cpdblog.lib.text import one_line
from posts.admin.filters import BlogFilter
from posts.models import Blog, BlogMember, Category, Post

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    CategoryModelForm = forms.ModelForm[Category]
    MemberModelForm = forms.ModelForm[BlogMember]
else:
    CategoryModelForm = MemberModelForm = forms.ModelForm


def counted(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many ROWS there are for each thing of the outer list; only asked for those shown."""
    each = rows.filter(**{by: models.OuterRef("pk")}).order_by().values(by)
    return Coalesce(models.Subquery(each.annotate(n=models.Count("pk")).values("n")), 0)


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


@admin.register(Blog)
class BlogAdmin(HostAdmin):
    list_display = ["title", "handle", "kept_by", "post_count", "created_at"]
    search_fields = ["title", "handle"]
    list_filter = ["who_may_comment", "what_waits"]
    ordering = ["title", "pk"]
    inlines = [MemberInline, CategoryInline]
    fieldsets = [
        (None, {"fields": ["title", "handle", "tagline", "language", "time_zone"]}),
        (_("Looks"), {"fields": ["binding", "date_style", "byline_style", "voice"]}),
        (
            _("Answers"),
            {"fields": ["who_may_comment", "what_waits", "close_after_days", "has_likes"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Blog]:
        posts = Post.objects.published().posts()
        blogs = Blog.objects.with_owner().annotate(posts_out=counted(posts, "blog"))
        return blogs.order_by(*self.ordering)

    def get_readonly_fields(self, request: HttpRequest, obj: Blog | None = None) -> list[str]:
        return ["handle"] if obj else []  # every address on the blog begins with it

    @admin.display(description=_("kept by"), empty_value="–")
    def kept_by(self, blog: Blog) -> str | None:
        owner = blog.owner()
        return by_itself(owner) if owner else None

    @admin.display(description=_("posts"), ordering="posts_out")
    def post_count(self, blog: Any) -> int:
        return int(blog.posts_out)


@admin.register(Category)
class CategoryAdmin(HostAdmin):
    form = CategoryForm
    list_display = ["name", "blog", "post_count"]
    list_select_related = ["blog"]
    list_filter = [BlogFilter]
    search_fields = ["name", "blog__title"]
    ordering = ["name", "pk"]
    fields = ["blog", "name", "slug"]
    autocomplete_fields = ["blog"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        filed = Post.categories.through.objects.filter(post__status=Post.Status.PUBLISHED)
        rows = super().get_queryset(request)
        with_count: QuerySet[Any] = rows.annotate(posts_out=counted(filed, "category"))
        return with_count

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> list[str]:
        return ["blog", "slug"] if obj else []

    @admin.display(description=_("posts"), ordering="posts_out")
    def post_count(self, category: Any) -> int:
        return int(category.posts_out)
