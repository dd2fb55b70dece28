"""All posts and pages of a blog, for those who write it: what stays on top, what is a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blogs.models import Blog
from cpdblog.lib.http.paging import page_of
from desk.permissions import get_publishable_post, redirect_back
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest

POSTS_A_PAGE = 25
MAX_QUERY_LENGTH = 200


@require_safe
def posts(request: AuthedRequest, handle: str) -> HttpResponse:
    """`state` is one of those of a post, `q` what a title has in it."""
    user = request.user
    blog = get_object_or_404(Blog, handle=handle)
    role = blog.role_of(user)
    if not (role or user.is_host):
        raise Http404
    state = request.GET.get("state", "")
    if state and state not in Post.Status:
        raise Http404
    query = request.GET.get("q", "")[:MAX_QUERY_LENGTH]
    managed = blog.posts.managed_by(user)
    counts = managed.count_by_state()
    found = managed.in_state(state) if state else managed.not_binned()
    page = page_of(found.with_title(query).for_desk(), request, size=POSTS_A_PAGE)
    is_open = blog.closed_at is None
    context = {
        "blog": blog,
        "page": page,
        "rows": [(post, is_open and post.can_be_managed_as(role, user)) for post in page],
        "states": _states(counts, chosen=state),
        "state": state,
        "query": query,
        "can_publish": blog.can_be_published_on_by(user),
    }
    return render(request, "desk/posts.html", context)


@require_POST
def pin(request: AuthedRequest, post_id: int) -> HttpResponse:
    """With `off` it stays on top no longer."""
    post = get_publishable_post(request, post_id)
    is_sticky = "off" not in request.POST
    post.pin(is_sticky=is_sticky)
    on, off = _("“%(title)s” stays on top."), _("“%(title)s” stays on top no longer.")
    return redirect_back(request, post, (on if is_sticky else off) % {"title": post.headline})


@require_POST
def kind(request: AuthedRequest, post_id: int) -> HttpResponse:
    """A post becomes a page such as About, and with `back` a page becomes a post."""
    post = get_publishable_post(request, post_id)
    new_kind = Post.Kind.POST if "back" in request.POST else Post.Kind.PAGE
    if post.loses_comments_as(new_kind):
        message = _("It has answers, and a page has none: it stays a post.")
        return redirect_back(request, post, message, level=messages.ERROR)
    if new_kind != post.kind:
        post.move(to=post.blog, kind=new_kind, slug="")
    is_page = post.kind == Post.Kind.PAGE
    message = _("“%(title)s” is a page.") if is_page else _("“%(title)s” is a post.")
    return redirect_back(request, post, message % {"title": post.headline})


def _states(counts: dict[str, int], *, chosen: str) -> list[tuple[str, str, int, bool]]:
    """Value, label, count and whether it is chosen; without those where nothing is."""
    unbinned = sum(count for state, count in counts.items() if state != Post.Status.BINNED)
    listed = [("", _("All"), unbinned, not chosen)]
    for state in Post.Status:
        if counts.get(state) or state == chosen:
            label = _("Out") if state == Post.Status.PUBLISHED else str(state.label)
            listed.append((state.value, label, counts.get(state, 0), state == chosen))
    return listed
