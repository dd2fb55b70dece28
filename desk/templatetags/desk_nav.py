"""What stands beside every page of the desk: the ways to one's blogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from blogs.models import Blog
from comments.models import Comment

if TYPE_CHECKING:
    from accounts.models import User

register = template.Library()

MAX_BLOGS = 8


@register.inclusion_tag("desk/nav.html", takes_context=True)
def desk_nav(context: template.Context) -> dict[str, Any]:
    """The blog that the page is about is open, or the only one; of many others the first stand here
    by name.
    """
    request = context["request"]
    user: User = request.user
    blogs = list(Blog.objects.with_member(user).by_title())
    here = context.get("blog")
    whole = here or (blogs[0] if len(blogs) == 1 else None)
    others = [blog for blog in blogs if whole is None or blog.pk != whole.pk]
    return {
        "request": request,
        "here": here,
        "whole": whole,
        "blogs": others[:MAX_BLOGS],
        "more_count": len(others[MAX_BLOGS:]),
        "pending_count": Comment.objects.pending_for(user).count(),
        "can_start_blog": Blog.objects.can_be_created_by(user),
    }
