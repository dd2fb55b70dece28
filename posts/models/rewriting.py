"""All that is written on the sheet of a post and on its slip, taken and given as plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import IntegrityError, models, transaction

from cpdblog.lib.locking import locked
from posts.models.revision import Revision

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from accounts.models import User
    from posts.models.category import Category
    from posts.models.post import Post

WRITTEN = (
    "title",
    "source",
    "excerpt",
    "slug",
    "kind",
    "canonical_url",
    "is_sticky",
    "comments_open",
)


class WrittenWords(models.Model):
    class Meta:
        abstract = True

    def words(self) -> dict[str, Any]:
        post = cast("Post", self)
        return {
            **{name: getattr(post, name) for name in WRITTEN},
            "tags": self.names_of_tags() if post.pk else [],
            "categories": [str(one) for one in post.categories.by_name()] if post.pk else [],
        }

    def names_of_tags(self) -> list[str]:
        listed = cast("Post", self).tagged.filter(is_in_text=False).order_by("pk")
        return [str(row.tag) for row in listed.select_related("tag")]

    @locked
    def take_words(
        self, words: dict[str, Any], *, by: User, version: int, how: str = Revision.Kind.SAVED
    ) -> None:
        """Write WORDS over those of VERSION; over newer ones never (EditedMeanwhile)."""
        post = cast("Post", self)
        now = self.words()
        if post.version == version and all(now[name] == value for name, value in words.items()):
            if how == Revision.Kind.SAVED and post.revisions.exists():
                Revision.objects.note(post, by=by, kind=how)
            return
        post.rewrite(
            by=by,
            version=version,
            how=how,
            **{name: words[name] for name in WRITTEN if name in words},
        )
        self.file(words)

    def file(self, words: dict[str, Any]) -> None:
        """Under the tags and the categories that are among WORDS."""
        post = cast("Post", self)
        if "tags" in words and words["tags"] != self.names_of_tags():
            post.set_tags(words["tags"])
            post.write()  # so that a #hashtag in the text is noted again
        if "categories" in words:
            self.file_under(words["categories"])

    @transaction.atomic
    def file_under(self, names: Iterable[str]) -> None:
        """The categories of the blog that have these names; new ones are made."""
        post = cast("Post", self)
        known = {str(one).casefold(): one for one in post.blog.categories.all()}
        wanted = {name.casefold(): name for name in names}
        post.categories.set(
            [known.get(key) or self._new_category(name) for key, name in wanted.items()]
        )

    @locked
    def wait_for_an_editor(self, *, at: dt.datetime | None) -> None:
        """Its guest author has asked for it to be published; with None, does not ask any more."""
        post = cast("Post", self)
        if post.asked_at is None or at is None:
            post.asked_at = at
            post.save(update_fields=["asked_at"])

    def _new_category(self, name: str) -> Category:
        categories = cast("Post", self).blog.categories
        try:
            with transaction.atomic():
                return categories.create(name=name)
        except IntegrityError:  # somebody made it in this very moment
            return categories.get(name__iexact=name)
