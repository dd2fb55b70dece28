"""What happens to comments when something happens to their post, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from comments.models import Comment
from posts.signals import post_moved

if TYPE_CHECKING:
    from posts.models import Post


@receiver(post_moved)
def move_with_their_post(*, post: Post, **_more: Any) -> None:
    Comment.objects.filter(post=post).update(blog=post.blog_id)
