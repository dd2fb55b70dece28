"""Posts: written, looked at, published and taken back, all with the verbs of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blogs.admin_filters import BlogFilter
from cpdblog.lib.admin import HostAdmin, by_itself
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


class PostList(ChangeList):
    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        return super().get_queryset(request, exclude_parameters).defer("source", "body_html")


@admin.register(Post)
class PostAdmin(HostAdmin):
    form = PostForm
    list_display = ["headline", "blog", "written_by", "state", "published_at", "answers", "on_top"]
    list_select_related = ["blog", "author"]
    list_filter = ["status", "kind", BlogFilter]
    search_fields = ["title", "source", "author__name", "author__handle"]
    date_hierarchy = "published_at"
    ordering = [models.F("published_at").desc(nulls_first=True), "-pk"]
    autocomplete_fields = ["blog", "author"]
    fieldsets = [
        (None, {"fields": ["blog", "title", "source"]}),
        (_("When and where"), {"fields": ["status", "published_at", "kind", "slug", "address"]}),
        (_("Filed under"), {"fields": ["categories", "tag_line", "excerpt"]}),
        (_("Besides"), {"fields": ["author", "is_sticky", "comments_open", "canonical_url"]}),
    ]

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
            return ["address"]
        return ["address", "blog"] if obj.address_year is not None else ["address"]

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
        return post.headline

    @admin.display(description=_("status"), ordering="status")
    def state(self, post: Post) -> str:
        status = post.get_status_display()
        return gettext("Page, %s") % status.lower() if post.kind == Post.Kind.PAGE else status

    @admin.display(description=_("comments"), ordering="comment_count")
    def answers(self, post: Post) -> int:
        return post.comment_count

    @admin.display(description=_("on top"), ordering="is_sticky", empty_value="")
    def on_top(self, post: Post) -> str | None:
        return str(_("stays on top")) if post.is_sticky else None

    @admin.display(description=_("address with year and month"), empty_value="–")
    def address(self, post: Post) -> str | None:
        if post.address_year is None:
            return None
        return format_html('<a href="{0}">{0}</a>', post.get_absolute_url())
