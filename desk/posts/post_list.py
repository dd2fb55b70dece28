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
from desk.permissions import back, post_to_place
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest

POSTS_A_PAGE = 25
LONGEST_SEARCH = 200


@require_safe
def posts(request: AuthedRequest, handle: str) -> HttpResponse:
    """`state` is one of those of a post, `q` words of titles."""
    user = request.user
    blog = get_object_or_404(Blog, handle=handle)
    role = blog.role_of(user)
    if not (role or user.is_host):
        raise Http404
    state = request.GET.get("state", "")
    if state and state not in Post.Status:
        raise Http404
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    mine = blog.posts.managed_by(user)
    counts = mine.count_by_state()
    found = mine.in_state(state) if state else mine.kept()
    page = page_of(found.saying(words).for_desk(), request, size=POSTS_A_PAGE)
    is_open = blog.closed_at is None
    context = {
        "blog": blog,
        "page": page,
        "rows": [(post, is_open and post.is_in_reach_as(role, user)) for post in page],
        "states": _states(counts, chosen=state),
        "state": state,
        "words": words,
        "places": blog.can_be_published_on_by(user),
    }
    return render(request, "desk/posts.html", context)


@require_POST
def on_top(request: AuthedRequest, post_id: int) -> HttpResponse:
    """With `off` it stays on top no longer."""
    post = post_to_place(request, post_id)
    stays = "off" not in request.POST
    post.pin(is_sticky=stays)
    said = _("“%(title)s” stays on top.") if stays else _("“%(title)s” stays on top no longer.")
    return back(request, post, said % {"title": post.headline})


@require_POST
def kind(request: AuthedRequest, post_id: int) -> HttpResponse:
    """A post becomes a page such as About, and with `back` a page becomes a post."""
    post = post_to_place(request, post_id)
    wanted = Post.Kind.POST if "back" in request.POST else Post.Kind.PAGE
    if post.loses_answers_as(wanted):
        said = _("It has answers, and a page has none: it stays a post.")
        return back(request, post, said, level=messages.ERROR)
    if wanted != post.kind:
        post.move(to=post.blog, kind=wanted, slug="")
    is_page = post.kind == Post.Kind.PAGE
    said = _("“%(title)s” is a page.") if is_page else _("“%(title)s” is a post.")
    return back(request, post, said % {"title": post.headline})


def _states(counts: dict[str, int], *, chosen: str) -> list[tuple[str, str, int, bool]]:
    """Value, word, count and whether it is chosen; without those where nothing is."""
    kept = sum(count for state, count in counts.items() if state != Post.Status.BINNED)
    listed = [("", _("All"), kept, not chosen)]
    for state in Post.Status:
        if counts.get(state) or state == chosen:
            words = _("Out") if state == Post.Status.PUBLISHED else str(state.label)
            listed.append((state.value, words, counts.get(state, 0), state == chosen))
    return listed
