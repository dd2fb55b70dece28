"""Texts carry the page that was made of them; these were made by rules that have changed since.

Pictures that were kept before a still was made of what moves get theirs here too.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from comments.models import Comment
from cpdblog.lib.database.locking import Gone
from cpdblog.lib.images.renditions import TooBusy
from images.models import Image
from posts.models import Post

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from images.models import ImageQuerySet


class Command(BaseCommand):
    help = (
        "Makes the HTML of posts and comments anew where older rules made it, and the still version"
        " of pictures that move where there is none. Can be run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        words = "Change nothing; say so where there is something to do."
        parser.add_argument("--tell", action="store_true", help=words)

    def handle(self, *_args: Any, tell: bool, **_options: Any) -> None:
        if tell:
            self.tell()
        else:
            self.render()

    def tell(self) -> None:
        """Starting does no more: a large community would stay shut for as long as it takes."""
        old = (
            Post.objects.needing_rerender(),
            Comment.objects.needing_rerender(),
            Image.objects.of_unknown_motion(),
        )
        if any(things.exists() for things in old):
            self.stderr.write("Older rules made some texts or pictures: run `manage.py render`.")

    def render(self) -> None:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            posts = self._render(progress, "Posts", Post.objects.needing_rerender())
            comments = self._render(progress, "Comments", Comment.objects.needing_rerender())
            stills = self._keep_stills(progress, Image.objects.of_unknown_motion())
        self.stdout.write(f"{posts} posts and {comments} comments rendered anew.")
        if stills:
            self.stdout.write(f"{stills} moving pictures have a still version now.")

    def _render(self, progress: Progress, what: str, old: QuerySet[Any]) -> int:
        """One transaction for each: nobody waits for long, and what is done stays done."""
        pks = list(old.order_by("pk").values_list("pk", flat=True))
        done = 0
        for pk in progress.track(pks, description=what):
            # It may have been deleted since, or saved anew by somebody.
            if text := old.filter(pk=pk).first():
                text.render_again()
                done += 1
        return done

    def _keep_stills(self, progress: Progress, images: ImageQuerySet) -> int:
        """One that finds no place to be decoded waits for the next run."""
        pks = list(images.order_by("pk").values_list("pk", flat=True))
        for pk in progress.track(pks, description="Pictures"):
            with suppress(TooBusy, Gone):
                if image := images.filter(pk=pk).first():
                    image.make_still()
        return Image.objects.filter(pk__in=pks, moves=True).count()
