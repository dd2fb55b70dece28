from __future__ import annotations

from contextlib import suppress

from django.tasks import task

from cpdblog.lib.database.locking import Gone
from images.models import Image
from posts.models import Post


@task
def render_posts_showing(*, image_id: int) -> None:
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    for post in Post.objects.showing(image).order_by("pk").iterator():
        with suppress(Gone):
            post.render_again()
