"""Texts carry the page that was made of them; these were made by rules that have changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from comments.models import Comment
from posts.models import Post

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Command(BaseCommand):
    help = "Makes the HTML of posts and comments anew where older rules made it. Can be run again."

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
        old = (Post.objects.made_by_older_rules(), Comment.objects.made_by_older_rules())
        if any(texts.exists() for texts in old):
            self.stderr.write("Older rules made some texts: run `manage.py render`.")

    def render(self) -> None:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            posts = self._render(progress, "Posts", Post.objects.made_by_older_rules())
            comments = self._render(progress, "Comments", Comment.objects.made_by_older_rules())
        self.stdout.write(f"{posts} posts and {comments} comments rendered anew.")

    def _render(self, progress: Progress, what: str, old: QuerySet[Any]) -> int:
        """One transaction for each: nobody waits for long, and what is done stays done."""
        numbers = list(old.order_by("pk").values_list("pk", flat=True))
        done = 0
        for number in progress.track(numbers, description=what):
            # It may have been deleted since, or saved anew by somebody.
            if text := old.filter(pk=number).first():
                text.render_anew()
                done += 1
        return done
