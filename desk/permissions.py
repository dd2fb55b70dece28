"""The post that an address of the desk names, for those who may change it; and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from cpdblog.lib.http.redirects import own_address
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


def get_managed_post(request: AuthedRequest, post_id: int, *, or_binned: bool = False) -> Post:
    """A post this person may change. Raises Http404 for any other, and for one in the bin."""
    managed = Post.objects.that_can_be_managed_by(request.user).select_related("blog", "author")
    return get_object_or_404(managed if or_binned else managed.not_binned(), pk=post_id)


def get_publishable_post(request: AuthedRequest, post_id: int) -> Post:
    """One whose place is this person's to choose. Raises PermissionDenied for guest authors."""
    post = get_managed_post(request, post_id)
    if not post.blog.can_be_published_on_by(request.user):
        raise PermissionDenied
    return post


def redirect_back(
    request: AuthedRequest,
    post: Post,
    message: str,
    *,
    undo: str = "",
    level: int = messages.SUCCESS,
) -> HttpResponse:
    """To the page the form was on, with a MESSAGE and the address that undoes what was done."""
    messages.add_message(request, level, message, extra_tags=undo)
    if address := own_address(request, request.POST.get("next", "")):
        return HttpResponseRedirect(address)
    return redirect("desk:posts", post.blog.handle)
