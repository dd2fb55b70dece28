"""The overview: what waits for somebody, what happened, what they have begun, and their blogs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blogs.models import Blog, BlogMember, Handover
from comments.models import Comment
from desk.news import news_for
from posts.blogs import BlogCounts, public_counts
from posts.models import Post
from posts.page_parts import desk_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.models import User
    from accounts.requests import AuthedRequest

LISTED = 5  # drafts, and what is scheduled or submitted
BLOGS_SHOWN = 6


@dataclass(frozen=True)
class OwnBlog:
    """A blog, what its member may do there, and true figures."""

    blog: Blog
    member: BlogMember
    figures: BlogCounts | None
    draft_count: int

    @property
    def last_post_on(self) -> float:
        return self.figures.last_post_at.timestamp() if self.figures else 0

    @property
    def can_write(self) -> bool:
        return self.blog.closed_at is None


@require_safe
def home(request: AuthedRequest) -> HttpResponse:
    user = request.user
    blogs = _own_blogs(user)
    context = {
        "today": timezone.localdate(),
        "can_start_blog": Blog.objects.can_be_created_by(user),
        "blogs": blogs[:BLOGS_SHOWN],
        "more_blogs": blogs[BLOGS_SHOWN:],
        "can_write": any(own.can_write for own in blogs),
        "news": news_for(user, at=timezone.now()),
        **_waiting(user),
        **_begun(user),
        **desk_page.gather(request),
    }
    to_do = ("pending_count", "submitted", "offers", "imports")
    context["has_to_do"] = any(context.get(name) for name in to_do)
    has_posts = any(own.figures for own in blogs) or context["draft_count"]
    is_new = not (has_posts or context["scheduled"])
    context["is_new"] = is_new
    context["question"] = _question(user) if is_new and not blogs else None
    context["about_blog"] = next((own.blog for own in blogs if own.member.is_owner), None)
    return render(request, "desk/home.html", context)


@require_safe
def choose_blog(request: AuthedRequest) -> HttpResponse:
    """To the editor, where there is one blog to write on; else the question which."""
    blogs = list(Blog.objects.open().with_member(request.user).by_title())
    if len(blogs) == 1:
        return redirect("desk:write", blogs[0].handle)
    context = {"blogs": blogs, "can_start_blog": Blog.objects.can_be_created_by(request.user)}
    return render(request, "desk/choose_blog.html", context)


def _own_blogs(user: User) -> list[OwnBlog]:
    """Those written on last first; closed ones at the end."""
    members = list(BlogMember.objects.of(user))
    figures = public_counts(member.blog_id for member in members)
    drafts = Post.objects.managed_by(user).in_state(Post.Status.DRAFT).count_by_blog()
    own = [
        OwnBlog(
            blog=member.blog,
            member=member,
            figures=figures.get(member.blog_id),
            draft_count=drafts.get(member.blog_id, 0),
        )
        for member in members
    ]
    return sorted(own, key=lambda one: (one.blog.is_closed, -one.last_post_on))


def _waiting(user: User) -> dict[str, Any]:
    """What needs a decision of this person."""
    pending = Comment.objects.pending_for(user)
    count = pending.count()
    submitted = Post.objects.on_blogs_edited_by(user).submitted().not_by(user).for_desk()
    found = list(submitted[: LISTED + 1])
    return {
        "pending_count": count,
        "oldest_pending": pending.for_queue().first() if count else None,
        "submitted": found[:LISTED],
        "more_submitted": found[LISTED:],
        "offers": list(Handover.objects.standing_for(user)),
    }


def _begun(user: User) -> dict[str, Any]:
    """Drafts of one's own, and what comes out by itself on the blogs one looks after."""
    managed = Post.objects.that_can_be_managed_by(user)
    drafts = managed.by(user).drafts()
    shown = list(drafts.for_desk()[: LISTED + 1])
    has_more = len(shown) > LISTED
    draft_blogs = drafts.count_by_blog() if has_more else {}
    scheduled = managed.scheduled().for_desk().oldest_first()
    return {
        "drafts": shown[:LISTED],
        "draft_count": sum(draft_blogs.values()) if has_more else len(shown),
        "drafts_blog": shown[0].blog if len(draft_blogs) == 1 else None,
        "scheduled": list(scheduled[:LISTED]),
    }


def _question(user: User) -> Post | None:
    """A post that nobody has commented on, for somebody who looks for a place to begin."""
    public = Post.objects.published().posts().unanswered().not_by(user)
    return public.for_list().first()
