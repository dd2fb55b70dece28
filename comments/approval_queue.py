"""The page of comments to approve, and of those that were decided about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.connections.connections import confirmed_addresses
from comments.models import Alike, Comment
from comments.queue import QueueItem, queue_items
from cpdblog.lib.http.paging import page_of
from cpdblog.lib.http.parse_pk import parse_pk

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrPromise

    from accounts.models import User
    from accounts.requests import AuthedRequest
    from comments.models.comment_queries import CommentQuerySet

PAGE_SIZE = 25
MAX_BLOGS = 20  # in the menu
MOST_COUNTED = 999  # beside the name of a tab


@dataclass(frozen=True, slots=True)
class Tab:
    status: str
    label: str | _StrPromise
    heading: str | _StrPromise

    @property
    def is_waiting(self) -> bool:
        return self.status == Comment.Status.PENDING

    def comments(self, mine: CommentQuerySet) -> CommentQuerySet:
        if self.is_waiting:
            return mine.pending().longest_first()
        return mine.judged(self.status).newest_first()


TABS = [
    Tab(Comment.Status.PENDING, _("To approve"), _("Comments to approve")),
    Tab(Comment.Status.APPROVED, _("Approved"), _("Approved comments")),
    Tab(Comment.Status.SPAM, _("Spam"), _("Spam")),
    Tab(Comment.Status.REMOVED, _("Removed"), _("Removed comments")),
]


@require_safe
def pending(request: AuthedRequest) -> HttpResponse:
    tab = next((tab for tab in TABS if tab.status == request.GET.get("status")), TABS[0])
    handle = request.GET.get("blog", "")
    mine = Comment.objects.all().moderated_by(request.user)
    if handle:
        mine = mine.on_blog(handle)
    comments = tab.comments(mine)
    same = _shown_one_by_one(request)
    if same:
        comments = comments.alike(same)
    is_grouped = tab.is_waiting and not same
    count = (comments.one_of_each() if is_grouped else comments).count()
    last = max(1, -(-count // PAGE_SIZE))
    if (parse_pk(request.GET.get("page")) or 1) > last:
        # What stood there was decided meanwhile, perhaps on this very page.
        return redirect(f"{request.path}?{_with_page(request, last)}")
    rows = (
        comments.one_of_each().values_list(*Alike._fields) if is_grouped else comments.for_queue()
    )
    page = page_of(rows, request, size=PAGE_SIZE, count=count)
    waiting = mine.pending().count()
    blogs = Comment.objects.pending_for(request.user).count_by_blog()[:MAX_BLOGS]
    context = {
        "tab": tab,
        "tabs": _counted(mine, waiting),
        "page": page,
        "items": _items(list(page), tab, request.user),
        "same": same,
        "waiting_count": waiting,
        "addressed": _addressed_to(request.user)[:PAGE_SIZE] if tab.is_waiting else [],
        "blogs": blogs,
        "handle": handle,
        "chosen_blog": next((title for here, title, _n in blogs if here == handle), handle),
    }
    return render(request, "comments/pending.html", context)


def _counted(mine: CommentQuerySet, waiting: int) -> list[tuple[Tab, str]]:
    """The tabs, each with how many stand there: not beyond what is counted quickly."""
    hidden = mine.count_hidden(MOST_COUNTED)
    approved = mine.approved().count_up_to(MOST_COUNTED)
    has_more = sum(hidden.values()) > MOST_COUNTED
    labels = {
        Comment.Status.PENDING: str(waiting or ""),
        Comment.Status.APPROVED: _count_label(approved, has_more=approved > MOST_COUNTED),
    }
    for status in (Comment.Status.SPAM, Comment.Status.REMOVED):
        labels[status] = _count_label(hidden.get(status, 0), has_more=has_more)
    return [(tab, labels[Comment.Status(tab.status)]) for tab in TABS]


def _count_label(count: int, *, has_more: bool) -> str:
    if not has_more or not count:
        return str(count or "")
    return f"{min(count, MOST_COUNTED)}+"


def _shown_one_by_one(request: AuthedRequest) -> Comment | None:
    """One of several with the same words."""
    pk = parse_pk(request.GET.get("same"))
    mine = Comment.objects.all().moderated_by(request.user)
    return mine.with_pks([pk]).first() if pk else None


def _items(rows: list[Any], tab: Tab, user: User) -> list[QueueItem]:
    if rows and isinstance(rows[0], Comment):
        return queue_items(rows, judged_as=tab.status, user=user, alike={})
    alike = {row[0]: Alike(*row) for row in rows}
    comments = {one.pk: one for one in Comment.objects.with_pks(alike).for_queue()}
    in_order = [comments[pk] for pk in alike if pk in comments]
    return queue_items(in_order, judged_as=tab.status, user=user, alike=alike)


def _addressed_to(user: User) -> CommentQuerySet:
    """What waits and gives an e-mail address of theirs."""
    addresses = [own.email for own in confirmed_addresses(user)]
    return Comment.objects.all().pending_from(addresses).for_queue()


def _with_page(request: AuthedRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return query.urlencode()
