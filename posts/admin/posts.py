"""Posts: written, looked at, published and taken back, all with the verbs of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import person_filter
from accounts.models import User
from blogs.admin_filters import BlogFilter
from cpdblog.lib.admin import HostAdmin, by_itself, counted, marked, with_words, year_filter
from cpdblog.lib.markup.images import names_in
from images.models import Image
from posts.admin.decisions import PostDecisions
from posts.admin.post_form import PostForm
from posts.admin.preview import preview
from posts.models import Post
from posts.models.tag import split_tags

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

# What the form writes; the state is a verb's to change, tags and categories have rows of their own.
WRITTEN = {"blog", "title", "source", "published_at", "kind", "slug", "excerpt", "author"}
WRITTEN |= {"is_sticky", "comments_open", "canonical_url"}


SQUARES = {Post.Status.PRIVATE: "draft", Post.Status.BINNED: "bin"}  # else called as the status


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Post.Status.choices, ("review", _("For review"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "review":
            return queryset.submitted()
        return queryset.in_state(self.value()) if self.value() else queryset


class PostList(ChangeList):
    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        return super().get_queryset(request, exclude_parameters).defer("source", "body_html")


@admin.register(Post)
class PostAdmin(PostDecisions, HostAdmin):
    form = PostForm
    list_display = ["headline", "blog", "written_by", "state", "published_at", "answers"]
    list_select_related = ["blog", "author"]
    list_filter = [
        *(person_filter("author", _("author")), StatusFilter, "kind", BlogFilter),
        year_filter("published_at", _("published")),
    ]
    search_fields = ["title", "author__name", "author__handle"]
    search_help_text = _("Titles, text, authors")
    ordering = [models.F("published_at").desc(nulls_first=True), "-pk"]
    autocomplete_fields = ["blog", "author"]
    fieldsets = [
        (None, {"fields": ["title", "source"]}),
        (_("Publishing"), {"fields": ["status", "published_at", "slug", "seen"]}),
        (_("Tags and category"), {"fields": ["tag_line", "categories"]}),
        (_("Blog and author"), {"fields": ["blog", "author", "kind"]}),
        (_("Options"), {"fields": ["excerpt", "comments_open", "is_sticky", "canonical_url"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> Any:
        """A new post begins with the blog: its categories are that blog's."""
        if obj:
            return self.fieldsets
        begun = (None, {"fields": ["blog", "title", "source"]})
        people = (_("Author"), {"fields": ["author", "kind"]})
        publishing = (_("Publishing"), {"fields": ["status", "published_at", "slug"]})
        return [begun, publishing, self.fieldsets[2], people, self.fieldsets[4]]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Published texts by the index; what nobody else sees yet is read."""
        named, _many = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return named, False
        found = with_words(queryset, search_term, more=Post.objects.unseen_with(search_term))
        either = models.Q(pk__in=named.order_by().values("pk")) | models.Q(
            pk__in=found.order_by().values("pk")
        )
        return queryset.filter(either), False

    @admin.display(description=_("author"), ordering="author")
    def written_by(self, post: Post) -> str:
        return by_itself(post.author)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostList

    def get_urls(self) -> list[URLPattern]:
        shown = self.admin_site.admin_view(preview)
        return [path("preview/", shown, name="posts_post_preview"), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Post | None = None) -> list[str]:
        if obj is None:
            return []
        return ["seen", "blog"] if obj.address_year is not None else ["seen"]

    def view_on_site(self, obj: Post) -> str | None:
        return obj.get_absolute_url() if obj.is_published else None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"author": request.user.pk, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Post, form: Any, change: bool) -> None:  # noqa: FBT001
        assert isinstance(request.user, User)  # noqa: S101 - the admin lets nobody else in
        wanted = obj.status
        obj.status = form.initial["status"] if change else Post.Status.DRAFT
        was = obj.status
        if was == Post.Status.BINNED and wanted != was:
            Post.objects.get(pk=obj.pk).restore_from_bin()
        tags = split_tags(form.cleaned_data["tag_line"])
        if change:
            changed = {name: getattr(obj, name) for name in form.changed_data if name in WRITTEN}
            obj.apply_edit({**changed, "tags": tags}, by=request.user)
        else:
            obj.write()
            obj.set_tags(tags)
            obj.revisions.note(by=request.user)
        if wanted != was:
            self._move(obj, wanted)

    def _move(self, post: Post, status: str) -> None:
        """From whatever it is by now: out of the bin it may be that already."""
        if post.is_published and status == Post.Status.SCHEDULED:
            post.unpublish()
        if status == Post.Status.SCHEDULED and post.published_at:
            post.schedule(at=post.published_at)
            return
        verbs = {
            Post.Status.PUBLISHED: post.publish,
            Post.Status.PRIVATE: post.keep_private,
            Post.Status.DRAFT: post.unpublish,
            Post.Status.BINNED: post.bin,
        }
        verbs[Post.Status(status)]()

    @admin.display(description=_("title"), ordering="title")
    def headline(self, post: Post) -> str:
        return format_html('<span dir="auto">{}</span>', post.headline)

    @admin.display(description=_("status"), ordering="status")
    def state(self, post: Post) -> str:
        label: Any = post.get_status_display()
        square = str(SQUARES.get(Post.Status(post.status), post.status))
        if post.status == Post.Status.DRAFT and post.submitted_at:
            label, square = gettext("For review"), "review"
        elif post.kind == Post.Kind.PAGE:
            label = gettext("Page, %s") % label.lower()
        elif post.is_sticky:
            label = gettext("%s, pinned") % label
        return marked(label, square)

    @admin.display(description=_("comments"), ordering="comment_count", empty_value="–")
    def answers(self, post: Post) -> str | None:
        count = post.comment_count
        words = ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
        return counted(count, words) if count else None

    @admin.display(description=_("on the site"))
    def seen(self, post: Post) -> str:
        """What readers see of it: its picture, its address, how many answered."""
        names = names_in(f"{post.featured_image} {post.body_html}")[:1]
        image = Image.objects.filter(name__in=names).first() if names else None
        return render_to_string("admin/posts/seen.html", {"post": post, "image": image})
