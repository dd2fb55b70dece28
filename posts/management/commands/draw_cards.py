from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import track

from posts.cards.card_storage import stale, update_card
from posts.models import Post


class Command(BaseCommand):
    help = "Draws the pictures that posts are shared with where they are missing or not right."

    def handle(self, *_args: Any, verbosity: int, **_options: Any) -> None:
        numbers = [post.pk for post in stale(Post.objects.all())]
        shown = track(
            numbers, description="Drawing", disable=verbosity < 1 or not self.stdout.isatty()
        )
        for pk in shown:
            post = Post.objects.select_related("blog", "author").filter(pk=pk).first()
            if post:
                update_card(post)
        self.stdout.write(f"{len(numbers)} drawn")
