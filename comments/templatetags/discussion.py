"""The discussion of a post, placed by the pages of lower rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings

from comments.discussion import page_beginning, read_discussion
from comments.guests import own_numbers
from comments.headings import count_words, discussion_heading
from comments.models import Comment
from comments.pending import Wait
from comments.reply_box import reply_box_for
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

ANSWERS_ON_THE_FRONT = 4


@register.inclusion_tag("comments/discussion.html", takes_context=True)
def discussion(context: dict[str, Any], post: Post) -> dict[str, Any]:
    request: HttpRequest = context["request"]
    decides = post.can_be_moderated_by(request.user)
    own = own_numbers(request)
    page = read_discussion(
        post,
        viewer=request.user,
        decides=decides,
        begin=page_beginning(post, request.GET.get("from")),
        pending=own,
    )
    return {
        "request": request,
        "user": request.user,
        "messages": context.get("messages", []),
        "post": post,
        "post_url": f"{settings.SITE_URL}{post.get_absolute_url()}",
        "blog": post.blog,
        "discussion": page,
        "heading": discussion_heading(post.blog.comments_heading, post.comment_count),
        "decides": decides,
        "own": own,
        "wait": Wait(post),
        "reply_box": reply_box_for(request, post),
    }


@register.simple_tag
def answers(post: Post) -> str:
    return count_words(post.blog.comments_heading, post.comment_count)


@register.simple_tag
def answers_heading(post: Post) -> str:
    """What stands over the answers, before the title of the post."""
    return discussion_heading(post.blog.comments_heading, post.comment_count)


@register.inclusion_tag("comments/recent_comments.html")
def answering_now() -> dict[str, Any]:
    newest = Comment.objects.approved().filter(post__status=Post.Status.PUBLISHED)
    newest = newest.with_author().select_related("post__blog").newest_first()
    newest = newest.defer("source", "body_html", "post__source", "post__body_html")
    return {"comments": newest[:ANSWERS_ON_THE_FRONT]}
