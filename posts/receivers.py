from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from posts.models import Post
from posts.picture_tasks import render_posts_showing
from posts.signals import picture_changed

if TYPE_CHECKING:
    from posts.models import Image


@receiver(picture_changed)
def render_what_shows_it(*, image: Image, **_more: Any) -> None:
    if Post.objects.showing(image).exists():
        render_posts_showing.enqueue(image_id=image.pk)
