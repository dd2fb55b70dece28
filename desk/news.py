"""What happened lately: comments, likes and posts of co-authors, gathered by post."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comments.models import Comment
from posts.models import Post
from posts.models.like import Like

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User

LATELY = dt.timedelta(days=60)
READ = 40  # of each kind
SHOWN = 8


@dataclass
class News:
    """`people` are those who did it, the last one first, each once; a guest is a comment."""

    kind: str  # "comment", "reply", "like" or "post"
    post: Post
    at: dt.datetime
    url: str
    people: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known: set[str] = set()

    def add(self, person: Any, *, name: str) -> None:
        if name not in self._known:
            self._known.add(name)
            self.people.append(person)

    @property
    def person(self) -> Any:
        return self.people[0]

    @property
    def other_count(self) -> int:
        return len(self.people) - 1


def news_for(user: User, *, at: dt.datetime) -> list[News]:
    """The newest first, from what is stored anyway."""
    since = at - LATELY
    gathered: dict[tuple[str, int], News] = {}
    _add_comments(gathered, Comment.objects.said_to(user, since=since)[:READ], user)
    for like in Like.objects.given_to(user, since=since)[:READ]:
        news = gathered.setdefault(
            ("like", like.post_id),
            News("like", like.post, like.created_at, like.post.get_absolute_url()),
        )
        news.add(like.user, name=f"@{like.user.handle}")
    for post in Post.objects.published_beside(user, since=since)[:SHOWN]:
        if post.published_at:
            news = News("post", post, post.published_at, post.get_absolute_url(), [post.author])
            gathered["post", post.pk] = news
    return sorted(gathered.values(), key=lambda news: news.at, reverse=True)[:SHOWN]


def _add_comments(
    gathered: dict[tuple[str, int], News], comments: Iterable[Comment], user: User
) -> None:
    for comment in comments:
        is_reply = comment.parent is not None and comment.parent.author_id == user.pk
        kind = "reply" if is_reply else "comment"
        news = gathered.setdefault(
            (kind, comment.post_id),
            News(kind, comment.post, comment.posted_at, comment.get_absolute_url()),
        )
        news.add(comment, name=f"@{comment.author.handle}" if comment.author else comment.name)
