"""All posts and pages of a blog, for those who write it: what is pinned, what is a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blogs.models import Blog, BlogMember
from cpdblog.lib.http.paging import page_of
from desk.permissions import get_publishable_post, redirect_back
from desk.posts.bulk_actions import actions_for_list
from desk.posts.list_filters import ListFilters, UnknownState, order_choices
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest
    from posts.models.post_queries import PostQuerySet

POSTS_A_PAGE = 25


@require_safe
def posts(request: AuthedRequest, handle: str) -> HttpResponse:
    """The address says which: see ListFilters."""
    user = request.user
    blog = get_object_or_404(Blog, handle=handle)
    role = blog.role_of(user)
    if not (role or user.is_host):
        raise Http404
    try:
        filters = ListFilters.read(request.GET)
    except UnknownState as unknown:
        raise Http404 from unknown
    managed = blog.posts.managed_by(user)
    page = page_of(filters.apply(managed), request, size=POSTS_A_PAGE)
    counts = managed.count_by_state()
    is_open = blog.closed_at is None
    context = {
        "blog": blog,
        "page": page,
        "rows": [
            (_with_blog(post, blog), is_open and post.can_be_managed_as(role, user))
            for post in page
        ],
        "tabs": filters.tabs(counts),
        "has_posts": any(counts.values()),
        "can_write": is_open and bool(role),
        "can_import": is_open and role in BlogMember.SEES_ALL,
        "is_owner": role == BlogMember.Role.OWNER,
        **_choices(blog, filters, managed, role),
    }
    return render(request, "desk/posts.html", context)


def _choices(blog: Blog, filters: ListFilters, managed: PostQuerySet, role: str) -> dict[str, Any]:
    """What may be chosen over the list, and under it."""
    categories = list(blog.categories.by_name())
    can_publish = blog.closed_at is None and role in BlogMember.PUBLISHES
    return {
        "filters": filters,
        "authors": list(managed.authors()),
        "categories": categories,
        "orders": order_choices(),
        "can_publish": can_publish,
        "actions": actions_for_list(
            is_bin=filters.is_bin, can_publish=can_publish, has_categories=bool(categories)
        ),
    }


@require_POST
def pin(request: AuthedRequest, post_id: int) -> HttpResponse:
    """With `off` it is pinned no longer."""
    post = get_publishable_post(request, post_id)
    is_sticky = "off" not in request.POST
    post.pin(is_sticky=is_sticky)
    on, off = _("“%(title)s” is pinned to the top."), _("“%(title)s” is not pinned any more.")
    return redirect_back(request, post, (on if is_sticky else off) % {"title": post.headline})


@require_POST
def kind(request: AuthedRequest, post_id: int) -> HttpResponse:
    """A post becomes a page such as About, and with `back` a page becomes a post."""
    post = get_publishable_post(request, post_id)
    new_kind = Post.Kind.POST if "back" in request.POST else Post.Kind.PAGE
    if post.loses_comments_as(new_kind):
        message = _("It has comments, and a page has none: it stays a post.")
        return redirect_back(request, post, message, level=messages.ERROR)
    if new_kind != post.kind:
        post.move(to=post.blog, kind=new_kind, slug="")
    is_page = post.kind == Post.Kind.PAGE
    message = _("“%(title)s” is a page.") if is_page else _("“%(title)s” is a post.")
    return redirect_back(request, post, message % {"title": post.headline})


def _with_blog(post: Post, blog: Blog) -> Post:
    post.blog = blog
    return post
