"""One page of a discussion, read as a range of paths: the same cost for ten answers and for ten
thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from comments.thread_paths import MAX_INDENT, ancestor_paths, root_path
from cpdblog.lib.http.paging import split_page
from cpdblog.lib.http.parse_pk import parse_pk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from accounts.models import User
    from comments.models import Comment
    from posts.models import Post

COMMENTS_A_PAGE = 50
MAX_PENDING_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A comment and what its lists need: whether one opens before it, which close after it."""

    comment: Comment
    level: int
    number: int | None  # among the answers to the post itself; a pending comment has none yet
    is_beyond_indent: bool  # and so it must say whom it answers
    is_repeated: bool  # an ancestor from an earlier page
    opens_list: bool
    closed_lists: range
    closes_item: bool

    @property
    def heading_level(self) -> int:
        """Under the second-level heading of the discussion."""
        return min(self.level + 2, 6)


@dataclass(slots=True)
class Discussion:
    rows: list[Row]
    first_number: int = 1
    earlier: Comment | None = None  # starts the page before this one
    is_second_page: bool = False
    later: Comment | None = None  # starts the page after this one
    first_position: int = 1  # among the approved comments of all pages
    newest: Comment | None = None  # where there are other pages: the last that was posted

    @property
    def has_earlier(self) -> bool:
        return self.earlier is not None or self.is_second_page

    @property
    def is_partial(self) -> bool:
        return self.has_earlier or self.later is not None

    @property
    def approved_count(self) -> int:
        """Of those that stand here and nowhere else."""
        return sum(row.comment.is_approved and not row.is_repeated for row in self.rows)

    @property
    def last_position(self) -> int:
        return self.first_position + self.approved_count - 1


def read_discussion(
    post: Post,
    *,
    viewer: User | AnonymousUser,
    can_moderate: bool,
    own_pks: Iterable[int],
    start: Comment | None = None,
) -> Discussion:
    """The page that starts at START, else the first. In their places stand the pending comments
    that the viewer may see: their own, those with OWN_PKS, or all of them with CAN_MODERATE.
    """
    placed = post.comments.placed().for_page().in_thread_order()
    following = placed.filter(path__gte=start.path) if start else placed
    page, later = split_page(following, COMMENTS_A_PAGE)
    pending = _pending_comments(post, viewer, can_moderate=can_moderate, own_pks=own_pks)
    page = _with_pending(page, pending, start=start, later=later)
    discussion = Discussion(rows=[], later=later)
    ancestors: list[Comment] = []
    if start:
        ancestors = list(placed.filter(path__in=ancestor_paths(start.path)))
        _look_back(discussion, post, start)
    discussion.rows = rows_of(ancestors, page, first_number=discussion.first_number)
    if discussion.is_partial:
        discussion.newest = post.comments.approved().newest_first().only("pk").first()
    return discussion


def _look_back(discussion: Discussion, post: Post, start: Comment) -> None:
    """Fills what DISCUSSION says of the pages before START."""
    before = post.comments.placed().filter(path__lt=start.path)
    counted = before.aggregate(
        approved=Count("pk", filter=Q(status=post.comments.model.Status.APPROVED)),
        numbered=Count("pk", filter=Q(is_numbered=True, path__lt=root_path(start.path))),
    )
    discussion.first_position = 1 + counted["approved"]
    discussion.first_number = 1 + counted["numbered"]
    nearest = before.order_by("-path").only("pk", "post_id")
    earlier, further = split_page(nearest, COMMENTS_A_PAGE)
    discussion.is_second_page = bool(earlier) and further is None
    if further:
        discussion.earlier = earlier[-1]


def _pending_comments(
    post: Post, viewer: User | AnonymousUser, *, can_moderate: bool, own_pks: Iterable[int]
) -> QuerySet[Comment]:
    pks = list(own_pks)
    pending: QuerySet[Comment] = post.comments.pending().for_page().in_thread_order()
    if not (viewer.is_authenticated or pks):
        return pending.none()
    if can_moderate:
        return pending
    own = Q(author=viewer) if viewer.is_authenticated else Q()
    return pending.filter(own | Q(pk__in=pks))


def _with_pending(
    page: list[Comment],
    pending: QuerySet[Comment],
    *,
    start: Comment | None,
    later: Comment | None,
) -> list[Comment]:
    """PAGE with those of PENDING that stand between START and LATER, in thread order."""
    if start:
        pending = pending.filter(path__gte=start.path)
    if later:
        pending = pending.filter(path__lt=later.path)
    here = list(pending[:MAX_PENDING_SHOWN])
    return sorted([*page, *here], key=lambda comment: comment.path) if here else page


def rows_of(ancestors: list[Comment], page: list[Comment], *, first_number: int) -> list[Row]:
    """PAGE in thread order, after the ANCESTORS of its first."""
    numbers = count(first_number)
    comments = [*ancestors, *page]
    depths = _depths_among(comments)
    levels = [min(depth, MAX_INDENT) for depth in depths]
    rows = zip(comments, depths, levels, [1, *levels], [*levels[1:], 1], strict=False)
    return [
        Row(
            comment,
            level,
            number=next(numbers) if comment.is_numbered else None,
            is_beyond_indent=depth > MAX_INDENT,
            is_repeated=place < len(ancestors),
            opens_list=level > before,
            closed_lists=range(level - after),
            closes_item=level >= after,
        )
        for place, (comment, depth, level, before, after) in enumerate(rows)
    ]


def _depths_among(comments: list[Comment]) -> list[int]:
    """How many of COMMENTS each of them stands under, itself included."""
    depths: list[int] = []
    open_paths: list[str] = []
    for comment in comments:
        while open_paths and not comment.path.startswith(open_paths[-1]):
            open_paths.pop()
        open_paths.append(comment.path)
        depths.append(len(open_paths))
    return depths


def start_of_page(post: Post, text: str | None) -> Comment | None:
    """The comment that `?from=` names, if it has a place in this post's discussion. None is the
    first page.
    """
    pk = parse_pk(text)
    if pk is None:
        return None
    return post.comments.placed().filter(pk=pk).only("pk", "path", "post_id").first()


def address_of(comment: Comment) -> str:
    """The page of the discussion on which COMMENT stands, with its anchor."""
    placed = comment.post.comments.placed().in_thread_order()
    beyond = placed.values_list("path", flat=True)[COMMENTS_A_PAGE:].first()
    is_on_first_page = beyond is None or comment.path < beyond
    query = "" if is_on_first_page else f"?from={_start_before(comment)}"
    return f"{comment.post.get_absolute_url()}{query}#{comment.anchor}"


def _start_before(comment: Comment) -> int | None:
    """A pending comment starts no page of its own: the nearest placed one before it does."""
    if comment.is_placed:
        return comment.pk
    before = comment.post.comments.placed().filter(path__lt=comment.path)
    return before.order_by("-path").values_list("pk", flat=True).first()
