"""One page of a discussion, read as a range of paths: the same cost for ten answers and for ten
thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from django.db.models import Q

from comments.threads import WIDEST_INDENT, ancestor_paths
from cpdblog.lib.http.parse_pk import parse_pk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from accounts.models import User
    from comments.models import Comment
    from posts.models import Post

COMMENTS_A_PAGE = 50
HELD_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A comment and what its lists need: how many to open before it and to close after it."""

    comment: Comment
    level: int
    number: int | None  # among the answers to the post itself; what waits has none yet
    is_far: bool  # stands at the widest indent, so it must say whom it answers
    is_repeated: bool  # an ancestor from an earlier page
    opens: bool
    closes: range
    is_last_of_its_place: bool


@dataclass(slots=True)
class Discussion:
    rows: list[Row]
    first_number: int = 1
    earlier: Comment | None = None  # begins the page before this one
    is_second_page: bool = False
    later: Comment | None = None  # begins the page after this one

    @property
    def begins_later(self) -> bool:
        return self.earlier is not None or self.is_second_page

    @property
    def is_a_part(self) -> bool:
        return self.begins_later or self.later is not None

    @property
    def approved_count(self) -> int:
        """Of those that stand here and nowhere else."""
        return sum(row.comment.is_approved and not row.is_repeated for row in self.rows)


def read_discussion(
    post: Post,
    *,
    viewer: User | AnonymousUser,
    decides: bool,
    pending: Iterable[int],
    begin: Comment | None = None,
) -> Discussion:
    """The page that begins at BEGIN, else the first. In their places stand the viewer's own
    comments that wait: those with the numbers HELD, or all of them for who DECIDES about them.
    """
    placed = post.comments.placed().with_author().in_thread_order()
    following = placed.filter(path__gte=begin.path) if begin else placed
    page = list(following[: COMMENTS_A_PAGE + 1])
    later = page.pop() if len(page) > COMMENTS_A_PAGE else None
    waiting = _held_comments(post, viewer, decides=decides, pending=pending)
    page = _with_held(page, waiting, begin=begin, later=later)
    discussion = Discussion(rows=[], later=later)
    ancestors: list[Comment] = []
    if begin:
        ancestors = list(placed.filter(path__in=ancestor_paths(begin.path)))
        _turn_back(discussion, post, begin)
    discussion.rows = rows_of(ancestors, page, first_number=discussion.first_number)
    for row in discussion.rows:
        row.comment.post = post
    return discussion


def _turn_back(discussion: Discussion, post: Post, begin: Comment) -> None:
    placed = post.comments.placed()
    root = ancestor_paths(begin.path)[:1] or [begin.path]
    discussion.first_number = 1 + post.comments.numbered().filter(path__lt=root[0]).count()
    before = placed.filter(path__lt=begin.path).order_by("-path")
    earlier = list(before.only("pk", "post_id")[: COMMENTS_A_PAGE + 1])
    discussion.is_second_page = 0 < len(earlier) <= COMMENTS_A_PAGE
    if len(earlier) > COMMENTS_A_PAGE:
        discussion.earlier = earlier[COMMENTS_A_PAGE - 1]


def _held_comments(
    post: Post, viewer: User | AnonymousUser, *, decides: bool, pending: Iterable[int]
) -> QuerySet[Comment]:
    numbers = list(pending)
    waiting: QuerySet[Comment] = post.comments.pending().with_author().in_thread_order()
    if not (viewer.is_authenticated or numbers):
        return waiting.none()
    if decides:
        return waiting
    own = Q(author=viewer) if viewer.is_authenticated else Q()
    return waiting.filter(own | Q(pk__in=numbers))


def _with_held(
    page: list[Comment],
    waiting: QuerySet[Comment],
    *,
    begin: Comment | None,
    later: Comment | None,
) -> list[Comment]:
    if begin:
        waiting = waiting.filter(path__gte=begin.path)
    if later:
        waiting = waiting.filter(path__lt=later.path)
    here = list(waiting[:HELD_SHOWN])
    return sorted([*page, *here], key=lambda comment: comment.path) if here else page


def rows_of(ancestors: list[Comment], page: list[Comment], *, first_number: int) -> list[Row]:
    """PAGE in thread order, after the ANCESTORS of its first."""
    numbers = count(first_number)
    comments = [*ancestors, *page]
    heights = _heights(comments)
    levels = [min(height, WIDEST_INDENT) for height in heights]
    rows = zip(comments, heights, levels, [1, *levels], [*levels[1:], 1], strict=False)
    return [
        Row(
            comment,
            level,
            number=next(numbers) if comment.is_numbered else None,
            is_far=height > WIDEST_INDENT,
            is_repeated=place < len(ancestors),
            opens=level > before,
            closes=range(level - after),
            is_last_of_its_place=level >= after,
        )
        for place, (comment, height, level, before, after) in enumerate(rows)
    ]


def _heights(comments: list[Comment]) -> list[int]:
    """How many of them, itself included, each of COMMENTS stands under."""
    heights: list[int] = []
    open_paths: list[str] = []
    for comment in comments:
        while open_paths and not comment.path.startswith(open_paths[-1]):
            open_paths.pop()
        open_paths.append(comment.path)
        heights.append(len(open_paths))
    return heights


def page_beginning(post: Post, number: str | None) -> Comment | None:
    """The comment that `?from=` names, if it has a place in this post's discussion. None is the
    first page.
    """
    key = parse_pk(number)
    if key is None:
        return None
    return post.comments.placed().filter(pk=key).only("pk", "path", "post_id").first()


def address_of(comment: Comment) -> str:
    """The page of the discussion on which COMMENT stands, with its anchor."""
    placed = comment.post.comments.placed().in_thread_order()
    beyond = placed.values_list("path", flat=True)[COMMENTS_A_PAGE:].first()
    is_on_first_page = beyond is None or comment.path < beyond
    start = "" if is_on_first_page else f"?from={_begin_for(comment)}"
    return f"{comment.post.get_absolute_url()}{start}#{comment.anchor}"


def _begin_for(comment: Comment) -> int | None:
    """A held comment begins no page of its own: the nearest placed one before it does."""
    if comment.is_placed:
        return comment.pk
    before = comment.post.comments.placed().filter(path__lt=comment.path)
    return before.order_by("-path").values_list("pk", flat=True).first()
