"""The bin: into it and restored with one press each; deleted only after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cpdblog.lib.http.paging import page_of
from desk.permissions import get_managed_post, redirect_back
from posts.models import Post
from posts.models.post import DAYS_IN_THE_BIN

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest

BINNED_A_PAGE = 25


@require_safe
def binned(request: AuthedRequest) -> HttpResponse:
    posts = (
        Post.objects.that_can_be_managed_by(request.user).binned().for_desk().last_binned_first()
    )
    page = page_of(posts, request, size=BINNED_A_PAGE)
    return render(request, "desk/bin.html", {"page": page, "days": DAYS_IN_THE_BIN})


@require_POST
def put_in_bin(request: AuthedRequest, post_id: int) -> HttpResponse:
    post = get_managed_post(request, post_id)
    post.bin()
    message = _("“%(title)s” is in the bin.") % {"title": post.headline}
    undo = reverse("desk:restore_from_bin", args=[post.pk])
    return redirect_back(request, post, message, undo=undo)


@require_POST
def restore_from_bin(request: AuthedRequest, post_id: int) -> HttpResponse:
    """Pressed twice it does nothing more: the second time it is out already."""
    post = get_managed_post(request, post_id, or_binned=True)
    post.restore_from_bin()
    message = _("“%(title)s” is restored: %(state)s.")
    labels = {"title": post.headline, "state": post.get_status_display().lower()}
    return redirect_back(request, post, message % labels)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: AuthedRequest, post_id: int) -> HttpResponse:
    post = get_managed_post(request, post_id, or_binned=True)
    if post.status != Post.Status.BINNED:
        raise Http404
    if request.method == "POST":
        post.delete_permanently()
        messages.success(request, _("“%(title)s” is deleted.") % {"title": post.headline})
        return redirect("desk:bin")
    return render(request, "desk/deletion.html", {"post": post, "blog": post.blog})
