from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils import timezone

from blogs.signals import blog_reopened
from images.signals import image_changed
from posts.models import Post
from posts.tasks import render_posts_showing

if TYPE_CHECKING:
    from blogs.models import Blog
    from images.models import Image


@receiver(blog_reopened)
def unpublish_what_was_due(*, blog: Blog, **_more: Any) -> None:
    """What was to come out while the blog was closed does not: it is a draft."""
    for post in blog.posts.due(at=timezone.now()).oldest_first():
        post.unpublish()


@receiver(image_changed)
def render_posts_with_image(*, image: Image, **_more: Any) -> None:
    if Post.objects.showing(image).exists():
        render_posts_showing.enqueue(image_id=image.pk)
