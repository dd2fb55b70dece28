"""Finding the post that an address of the desk speaks of, and the way back from there."""

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


def post_in_reach(request: AuthedRequest, number: int) -> Post:
    """A post this person may change, the bin included; of any other nothing is told."""
    mine = Post.objects.that_can_be_managed_by(request.user).select_related("blog", "author")
    return get_object_or_404(mine, pk=number)


def kept_post_in_reach(request: AuthedRequest, number: int) -> Post:
    mine = Post.objects.that_can_be_managed_by(request.user).kept().select_related("blog", "author")
    return get_object_or_404(mine, pk=number)


def post_to_place(request: AuthedRequest, number: int) -> Post:
    """One whose place is this person's to choose: guest authors write, and others publish."""
    post = kept_post_in_reach(request, number)
    if not post.blog.can_be_published_on_by(request.user):
        raise PermissionDenied
    return post


def back(
    request: AuthedRequest, post: Post, said: str, *, undo: str = "", level: int = messages.SUCCESS
) -> HttpResponse:
    """Say what happened, with the address that undoes it, on the page that asked for it."""
    messages.add_message(request, level, said, extra_tags=undo)
    if there := own_address(request, request.POST.get("next", "")):
        return HttpResponseRedirect(there)
    return redirect("desk:posts", post.blog.handle)
