"""A blog is created, and its settings are changed by its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blogs.limits import BLOGS
from blogs.models import Blog
from cpdblog.lib.rate_limits import limits
from desk.blog.forms import BlogForm, NewBlogForm
from desk.blog.sample import sample_of
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: AuthedRequest) -> HttpResponse:
    if not Blog.objects.can_be_created_by(request.user):
        return render(request, "desk/blog_by_hosts.html", status=403)
    form = NewBlogForm(request.POST or None, owner=request.user)
    if request.method == "POST" and _is_preview(request):
        form = NewBlogForm({**request.POST.dict(), "handle": form.address}, owner=request.user)
    if _is_preview(request) or not form.is_valid():
        return _show(request, form, "desk/blog_new.html")
    try:
        blog = _create(request, form)
    except limits.TooMany as often:
        message = _("That is enough new blogs for a day.")
        form.add_error(None, f"{message} {often.message}")
        response = _show(request, form, "desk/blog_new.html", status=429)
        response["Retry-After"] = str(often.seconds)
        return response
    if blog is None:
        return _show(request, form, "desk/blog_new.html")
    message = _("Your blog is there: %(address)s. This will be its first post.")
    address = f"{settings.SITE_URL}{blog.get_absolute_url()}"
    messages.success(request, message % {"address": address})
    return redirect("desk:write", blog.handle)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_settings(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = get_visible_blog(request, handle)
    is_owner = blog.is_owned_by(request.user)
    if request.method == "POST" and not is_owner:
        raise PermissionDenied
    form = BlogForm(request.POST or None, instance=Blog.objects.get(pk=blog.pk))
    if request.method == "POST" and not _is_preview(request) and form.is_valid():
        blog.update_settings(**form.cleaned_data)
        messages.success(request, _("Changed, and to be seen at once."))
        return redirect("desk:blog_settings", handle)
    return _show(request, form, "desk/blog_settings.html", blog=blog, is_owner=is_owner)


@require_POST
def start_about_page(request: AuthedRequest, handle: str) -> HttpResponse:
    """Begins the page About, or leads to the one there is."""
    blog = get_visible_blog(request, handle)
    if not blog.is_owned_by(request.user):
        raise PermissionDenied
    page = blog.posts.pages().not_binned().filter(slug="about").first()
    if page is None:
        if blog.is_closed:
            raise PermissionDenied
        page = Post.objects.draft(
            blog=blog, author=request.user, kind=Post.Kind.PAGE, title=_("About"), source=""
        )
        messages.success(request, _("A page About is begun. Readers see it once you publish it."))
    return redirect("desk:edit", page.pk)


def get_visible_blog(request: AuthedRequest, handle: str) -> Blog:
    """The blog, for those who write on it and for the hosts."""
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    if not blog.settings_can_be_seen_by(request.user):
        raise PermissionDenied
    return blog


@transaction.atomic
def _create(request: AuthedRequest, form: NewBlogForm) -> Blog | None:
    limits.take(BLOGS.per(request.user.pk))
    blog = form.create_blog()
    if blog is None:
        transaction.set_rollback(True)
    return blog


def _is_preview(request: AuthedRequest) -> bool:
    return request.method != "POST" or "show" in request.POST


def _show(
    request: AuthedRequest, form: BlogForm, template: str, *, status: int = 0, **more: Any
) -> HttpResponse:
    """The form with a live preview beside it; a script asks for the preview alone."""
    blog: Blog | None = more.get("blog")
    sample = sample_of(form, (blog and blog.owner()) or request.user)
    context = {"form": form, "sample": sample, "is_preview": _is_preview(request), **more}
    if request.POST.get("show") == "live":
        return render(request, "desk/blog_live.html", context)
    if _is_preview(request):
        status = 200
    return render(request, template, context, status=status or 422)
