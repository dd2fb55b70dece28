"""Which posts of a blog a list shows, and in which order: what is in the address of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.utils.translation import gettext as _

from posts.models import Post
from posts.models.choices import FOR_REVIEW
from posts.models.post_queries import DESK_ORDERS

if TYPE_CHECKING:
    from django.http import QueryDict

    from posts.models.post_queries import PostQuerySet

MAX_QUERY_LENGTH = 200


class UnknownState(Exception):
    """Nothing that a post can be."""


class Tab(NamedTuple):
    state: str
    label: str
    post_count: int
    is_chosen: bool


def tab_labels() -> dict[str, str]:
    """By state, in the order of the tabs; "" is everything but the bin."""
    return {
        "": _("All"),
        Post.Status.PUBLISHED: _("Published"),
        Post.Status.DRAFT: _("Drafts"),
        Post.Status.SCHEDULED: _("Scheduled"),
        FOR_REVIEW: _("For review"),
        Post.Status.PRIVATE: _("Private"),
        Post.Status.BINNED: _("In the bin"),
    }


_RARE = {FOR_REVIEW, Post.Status.PRIVATE}  # these have a tab only where there are any


@dataclass(frozen=True)
class ListFilters:
    state: str
    query: str
    author: str
    category: str
    order: str

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """Raises UnknownState; an order that nobody knows is the usual one."""
        state, order = data.get("state", ""), data.get("order", "")
        if state not in tab_labels():
            raise UnknownState
        return cls(
            state=state,
            query=data.get("q", "")[:MAX_QUERY_LENGTH].replace("\0", "").strip(),
            author=data.get("author", "")[:MAX_QUERY_LENGTH].replace("\0", ""),
            category=data.get("category", "")[:MAX_QUERY_LENGTH].replace("\0", ""),
            order=order if order in DESK_ORDERS else "",
        )

    @property
    def are_set(self) -> bool:
        return bool(self.query or self.author or self.category)

    @property
    def is_bin(self) -> bool:
        return self.state == Post.Status.BINNED

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        """By all but the state."""
        posts = posts.with_title(self.query)
        if self.author:
            posts = posts.by_handle(self.author)
        return posts.in_category(self.category) if self.category else posts

    def apply(self, posts: PostQuerySet) -> PostQuerySet:
        found = posts.in_state(self.state) if self.state else posts.not_binned()
        return self.narrow(found).for_desk(self.order)

    def tabs(self, counts: dict[str, int]) -> list[Tab]:
        """Those of COUNTS, by state; the rare ones only where there are any."""
        unbinned = sum(count for state, count in counts.items() if state != Post.Status.BINNED)
        counted: dict[str, int] = {**counts, "": unbinned}
        return [
            Tab(str(state), label, counted.get(state, 0), state == self.state)
            for state, label in tab_labels().items()
            if state not in _RARE or counted.get(state) or state == self.state
        ]


def order_choices() -> list[tuple[str, Any]]:
    return [
        ("", _("Newest first")),
        ("changed", _("Last changed first")),
        ("title", _("By title")),
        ("comments", _("Most comments first")),
    ]
