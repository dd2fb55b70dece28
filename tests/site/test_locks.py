"""A row is locked until a transaction is over: without one there is nothing to lock it for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from comments.models import Comment
from posts.models import WorkingCopy
from tests.make import make_blog, make_comment, make_member, make_post, make_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User
    from blogs.models import BlogMember
    from posts.models import Post

GUEST: dict[str, Any] = {
    "name": "Gil",
    "email": "gil@example.org",
    "status": Comment.Status.PENDING,
}
COPY: dict[str, Any] = {"number": 0, "based_on": 1, "fields": {"source": "Rain"}}


@pytest.fixture(autouse=True)
def _sqlite_is_as_strict_as_postgresql(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite locks no rows, and lets pass what PostgreSQL refuses."""
    if connection.vendor == "sqlite":
        for feature in ("has_select_for_update", "has_select_for_no_key_update"):
            monkeypatch.setattr(connection.features, feature, True)
        monkeypatch.setattr(connection.ops, "for_update_sql", lambda **_how: "")


def copied(post: Post, by: User) -> WorkingCopy:
    return WorkingCopy.objects.save_copy(post=post, by=by, **COPY)


@pytest.mark.parametrize(
    "verb",
    [
        lambda comment, ada: comment.approve(by=ada),
        lambda comment, ada: comment.mark_as_spam(by=ada),
        lambda comment, ada: comment.remove(by=ada),
        lambda comment, ada: comment.withdraw(),
        lambda comment, ada: comment.claim(by=ada),
        lambda comment, ada: comment.disown(by=ada),
        lambda comment, ada: comment.edit("Said better."),
        lambda comment, ada: comment.render_again(),
    ],
)
def test_a_comment_is_locked_in_a_transaction(verb: Callable[[Comment, User], None]) -> None:
    ada = make_user("Ada")
    comment = make_comment(make_post(make_blog(ada)), **GUEST)

    verb(comment, ada)

    assert Comment.objects.filter(pk=comment.pk).exists()


@pytest.mark.parametrize(
    "verb",
    [
        lambda member: member.leave(),
        lambda member: member.change_role("editor"),
        lambda member: member.user.change_handle("another"),
        lambda member: member.blog.close(),
    ],
)
def test_a_member_of_a_blog_is_locked_in_a_transaction(
    verb: Callable[[BlogMember], None],
) -> None:
    member = make_member(make_blog(), make_user("Ben"))

    verb(member)

    assert member.blog.members.exists()


def test_a_working_copy_is_locked_in_a_transaction() -> None:
    ada = make_user("Ada")
    post = make_post(make_blog(ada))

    copy = copied(post, ada)
    WorkingCopy.objects.discard(post=post, by=ada, number=copy.number)

    assert not WorkingCopy.objects.exists()
