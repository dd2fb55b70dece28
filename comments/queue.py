"""What a page of comments to approve says of each: why it is here, what it answers, who wrote it
and what they said before. So many queries, however many comments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.held_because import HeldFacts, held_because
from comments.models import Alike, Comment, Decision
from comments.thread_paths import MAX_DEPTH
from cpdblog.lib.text.plain import excerpt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from accounts.models import User

EARLIER_SHOWN = 3  # comments of the same writer that are shown
ANSWERED_WORDS, BEFORE_WORDS = 40, 14

type Writer = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Quoted:
    comment: Comment
    opening: str
    judged_as: str = ""

    @property
    def state(self) -> str:
        return str(Comment.Status(self.judged_as).label)


@dataclass(slots=True)
class Earlier:
    """What somebody wrote where the moderator may read it."""

    counts: Counter[str] = field(default_factory=Counter)  # by what it was judged as
    latest: list[Quoted] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.counts.total()

    @property
    def kinds(self) -> str:
        """As in "2 approved, 1 spam"."""
        words = {
            Comment.Status.APPROVED: _("%(count)d approved"),
            Comment.Status.PENDING: _("%(count)d to approve"),
            Comment.Status.SPAM: _("%(count)d spam"),
            Comment.Status.REMOVED: _("%(count)d removed"),
        }
        counted = [(text, self.counts[status]) for status, text in words.items()]
        return ", ".join(text % {"count": count} for text, count in counted if count)

    def without(self, comment: Comment, judged_as: str, count: int) -> Earlier:
        """COUNT with the words of COMMENT are no other ones."""
        alike = excerpt(comment.body_html, BEFORE_WORDS) if count > 1 else None
        others = [
            one
            for one in self.latest
            if one.comment.pk != comment.pk and (one.judged_as, one.opening) != (judged_as, alike)
        ]
        return Earlier(self.counts - Counter({judged_as: count}), others[:EARLIER_SHOWN])


@dataclass(frozen=True, slots=True)
class QueueItem:
    comment: Comment
    because: str  # of what waits
    decision: Decision | None  # of what was decided
    answered: Quoted | None
    before: Earlier
    takes_reply: bool  # once it is approved
    count: int  # of those with the same words by the same sender, which stand here as one
    posts: int  # under which they are
    then: str  # where one goes on once it is decided about


def writer_of(comment: Comment) -> Writer:
    return (comment.author_id, "" if comment.author_id else comment.email)


def queue_items(
    comments: Sequence[Comment], *, judged_as: str, user: User, alike: Mapping[int, Alike]
) -> list[QueueItem]:
    """COMMENTS, all of one judgement, as USER, who may decide about them, wants to see them. Some
    stand for several that are ALIKE.
    """
    decisions = Decision.objects.latest_about(comments)
    facts = HeldFacts.about([one for one in comments if one.is_pending], decisions)
    answered = _answered_by(comments)
    earlier = _earlier_of_writers(comments, user)
    now = timezone.now()
    return [
        QueueItem(
            comment,
            because=held_because(comment, facts) if comment.is_pending else "",
            decision=decisions.get(comment.pk),
            answered=answered.get(comment.parent_id),
            before=earlier.get(writer_of(comment), Earlier()).without(
                comment, judged_as, same.size
            ),
            takes_reply=_takes_reply(comment, now),
            count=same.size,
            posts=same.posts,
            then=_neighbour(comments, place),
        )
        for place, comment in enumerate(comments)
        for same in [alike.get(comment.pk, Alike(comment.pk, 1, 1))]
    ]


def _neighbour(comments: Sequence[Comment], place: int) -> str:
    """The next one, or of the last the one before."""
    if len(comments) == 1:
        return ""
    return comments[place + 1 if place + 1 < len(comments) else place - 1].anchor


def _takes_reply(comment: Comment, now: dt.datetime) -> bool:
    return comment.depth < MAX_DEPTH and comment.post.takes_comments(at=now)


def _answered_by(comments: Sequence[Comment]) -> dict[int | None, Quoted]:
    parents = {comment.parent_id for comment in comments if comment.parent_id}
    if not parents:
        return {}
    found = list(Comment.objects.with_pks(parents).with_words())
    return {
        parent.pk: Quoted(parent, excerpt(parent.body_html, ANSWERED_WORDS)) for parent in found
    }


def _earlier_of_writers(comments: Sequence[Comment], user: User) -> dict[Writer, Earlier]:
    """Who gave no address is nobody that we know again."""
    earlier: defaultdict[Writer, Earlier] = defaultdict(Earlier)
    theirs = Comment.objects.moderated_by(user).by_writers_of(comments)
    for author, email, status, count in theirs.count_by_writer():
        earlier[author, "" if author else email].counts[status] += count
    for comment in theirs.with_words().latest_of_each_writer(EARLIER_SHOWN + 1):
        opening = excerpt(comment.body_html, BEFORE_WORDS)
        quoted = Quoted(comment, opening, comment.judged_as)
        earlier[writer_of(comment)].latest.append(quoted)
    return earlier
