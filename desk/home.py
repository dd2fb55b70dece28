"""The desk: one's blogs, and what lies on them unfinished."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blogs.models import Blog, BlogMember, Handover
from comments.models import Comment
from posts.blogs import with_post_counts
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.models import User
    from accounts.requests import AuthedRequest

RECENT = 5
UNFINISHED = 50


@require_safe
def home(request: AuthedRequest) -> HttpResponse:
    blogs = list(with_post_counts(Blog.objects.with_member(request.user)).by_title())
    desks = [_desk(blog, request.user) for blog in blogs]
    can_create = Blog.objects.can_be_created_by(request.user)
    context = {
        "desks": desks,
        "new_blog_url": reverse("desk:blog_new") if can_create else "",
        "pending_comment_count": Comment.objects.pending_for(request.user).count(),
        "offers": Handover.objects.filter(member__user=request.user).select_related("blog", "by"),
    }
    return render(request, "desk/home.html", context)


def _desk(blog: Blog, user: User) -> dict[str, Any]:
    """What lies on the desk of one blog for one person."""
    role = blog.role_of(user)
    managed = blog.posts.managed_by(user).not_binned()
    posts = managed.select_related("author").defer("source", "body_html")
    unfinished = sorted(
        posts.exclude(status=Post.Status.PUBLISHED).order_by("status", "-updated_at")[:UNFINISHED],
        key=lambda post: post.status,
    )
    for post in unfinished:
        post.blog = blog
    by_status = {
        status: list(group) for status, group in groupby(unfinished, lambda one: one.status)
    }
    drafts = by_status.get(Post.Status.DRAFT, [])
    is_editor = role in BlogMember.SEES_ALL
    submitted = [post for post in drafts if post.submitted_at and is_editor]
    return {
        "blog": blog,
        "role": BlogMember.Role(role).label,
        "can_write": blog.closed_at is None,
        "drafts": [post for post in drafts if post not in submitted],
        "submitted": submitted,
        "scheduled": sorted(by_status.get(Post.Status.SCHEDULED, []), key=_due),
        "private": by_status.get(Post.Status.PRIVATE, []),
        "recent": [
            _with_blog(post, blog)
            for post in posts.published().order_by("-published_at", "-pk")[:RECENT]
        ],
    }


def _with_blog(post: Post, blog: Blog) -> Post:
    post.blog = blog
    return post


def _due(post: Post) -> tuple[bool, Any]:
    return post.published_at is None, post.published_at
