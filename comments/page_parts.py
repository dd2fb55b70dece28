"""What comments add to the pages of posts; their templates draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from comments.approval_estimate import ApprovalEstimate
from comments.discussion import read_discussion, start_of_page
from comments.guests import own_comment_pks
from comments.headings import discussion_heading
from comments.models import Comment
from comments.reply_box import reply_box_for
from posts.page_parts import front_page, person_page, post_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User
    from posts.models import Post

RECENT_COMMENTS = 6
COMMENTS_OF_A_PERSON = 5


@post_page.add
def discussion_under(request: HttpRequest, post: Post) -> dict[str, Any]:
    """For comments/discussion.html: the page of the discussion that `?from=` asks for, and the
    reply form.
    """
    can_moderate = post.can_be_moderated_by(request.user)
    own_pks = own_comment_pks(request)
    return {
        "discussion": read_discussion(
            post,
            viewer=request.user,
            can_moderate=can_moderate,
            start=start_of_page(post, request.GET.get("from")),
            own_pks=own_pks,
        ),
        "discussion_heading": discussion_heading(post.blog.comments_heading, post.comment_count),
        "post_url": f"{settings.SITE_URL}{post.get_absolute_url()}",
        "can_moderate": can_moderate,
        "own_comment_pks": own_pks,
        "approval": ApprovalEstimate(post),
        "reply_box": reply_box_for(request, post),
    }


@front_page.add
def recent_comments(_request: HttpRequest) -> dict[str, Any]:
    """For comments/recent_comments.html."""
    return {"recent_comments": Comment.objects.for_front_page()[:RECENT_COMMENTS]}


@person_page.add
def comments_of_person(_request: HttpRequest, person: User) -> dict[str, Any]:
    """For comments/person_comments.html: the newest, and how many there are."""
    comments = Comment.objects.public().by(person)
    return {
        "comments": comments.for_person()[:COMMENTS_OF_A_PERSON],
        "comment_count": comments.count(),
    }
