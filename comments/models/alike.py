"""The same words by one sender stand for one, and are decided about with one press."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import batched
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db import models, transaction
from django.db.models.functions import MD5
from django.utils import timezone

from comments.models.choices import Status
from comments.models.decision import Decision
from comments.signals import comments_decided
from posts.models import Post

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection, Iterable, Mapping

    from accounts.models import User
    from comments.models.comment import Comment

AT_ONCE = 500  # keys that one query carries


class Alike(NamedTuple):
    first: int  # the key of the one that stands for all
    size: int
    posts: int


class AlikeQuerySet(models.QuerySet["Comment"]):
    def one_of_each(self) -> models.QuerySet[Comment, Any]:
        """What makes an Alike, the longest waiting first. Who gave no address goes by name."""
        unknown = models.Case(
            models.When(author=None, email="", then=models.F("name")), default=models.Value("")
        )
        rows = self.order_by().annotate(words=MD5("source"), unknown=unknown)
        alike = rows.values("author", "email", "unknown", "words").annotate(
            first=models.Min("pk"),
            size=models.Count("pk"),
            posts=models.Count("post", distinct=True),
            since=models.Min("posted_at"),
        )
        return alike.order_by("since", "first")

    def alike(self, comment: Comment) -> Self:
        same = self.filter(author=comment.author_id, email=comment.email, source=comment.source)
        is_unknown = comment.author_id is None and not comment.email
        return same.filter(name=comment.name) if is_unknown else same

    def decided_together(self, together: uuid.UUID) -> Self:
        """What nobody has decided about anew since then."""
        later = Decision.objects.filter(comment=models.OuterRef("pk")).order_by("-pk")
        latest = self.annotate(latest=models.Subquery(later.values("together")[:1]))
        return latest.filter(latest=together, removed_by_author=False)

    @transaction.atomic
    def decide(
        self, kind: Decision.Kind, *, by: User, together: uuid.UUID, reason: str = ""
    ) -> int:
        """As approve, mark_as_spam, remove and reopen do with one; says about how many."""
        found = dict(self.order_by("post", "pk").values_list("pk", "status"))
        decided = 0
        for pks in batched(found, AT_ONCE, strict=False):
            changed = self._changing({pk: found[pk] for pk in pks}, kind)
            decided += len(changed)
            Decision.objects.bulk_create(
                Decision(comment=comment, kind=kind, by=by, together=together, reason=reason)
                for comment in changed
            )
            comments_decided.send(self.model, pks=[comment.pk for comment in changed])
        return decided

    def _changing(self, found: Mapping[int, str], kind: Decision.Kind) -> list[Comment]:
        """Those that are still as they were FOUND get their new status. Posts are locked first, as
        by every decision.
        """
        rows = self.model._default_manager.filter(pk__in=found)
        posts = Post.objects.filter(pk__in=rows.values("post")).order_by("pk")
        list(posts.select_for_update(no_key=True).values_list("pk"))
        locked = rows.order_by("pk").select_for_update(no_key=True)
        answered = self.model._default_manager.answered(found)
        becomes: defaultdict[str, list[Comment]] = defaultdict(list)
        for comment in locked.only("post", "status", "is_placed"):
            status = comment.status_after(kind, is_answered=comment.pk in answered)
            if comment.status == found[comment.pk] != status:
                becomes[status].append(comment)
        for status, comments in becomes.items():
            rows.filter(pk__in=[comment.pk for comment in comments]).update(
                status=status, updated_at=timezone.now()
            )
            _count(comments, status)
        return [comment for comments in becomes.values() for comment in comments]

    def answered(self, pks: Collection[int]) -> set[int | None]:
        """Those of PKS with an answer that is no spam."""
        answers = self.filter(parent__in=pks).exclude(status=Status.SPAM)
        return set(answers.values_list("parent", flat=True))


def _count(comments: Iterable[Comment], status: str) -> None:
    """In what each post says of its comments, which become STATUS."""
    steps = Counter[int]()
    for comment in comments:
        steps[comment.post_id] += (status == Status.APPROVED) - comment.is_approved
    for post, step in steps.items():
        if step:
            count = models.F("comment_count") + step
            Post.objects.filter(pk=post).update(comment_count=count)
