"""A blog is created, by a title and an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blogs.limits import BLOGS
from blogs.models import Blog
from cpdblog.lib.rate_limits import limits
from desk.blog.forms import NewBlogForm
from desk.blog.sample import sample_of

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


@transaction.atomic
def _create(request: AuthedRequest, form: NewBlogForm) -> Blog | None:
    limits.take(BLOGS.per(request.user.pk))
    blog = form.create_blog()
    if blog is None:
        transaction.set_rollback(True)
    return blog


def _show(
    request: AuthedRequest, form: NewBlogForm, template: str, *, status: int = 422
) -> HttpResponse:
    """The form with a live preview beside it; a script asks for the preview alone."""
    is_preview = _is_preview(request)
    context = {"form": form, "sample": sample_of(form, request.user), "is_preview": is_preview}
    if request.POST.get("show") == "live":
        return render(request, "desk/blog_live.html", context)
    return render(request, template, context, status=200 if is_preview else status)


def _is_preview(request: AuthedRequest) -> bool:
    return request.method != "POST" or "show" in request.POST
