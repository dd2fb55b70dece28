"""What the desk says about a post: its state, and when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from desk.editor.page import day_and_time, saved_words, state_words

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from posts.models import Post, WorkingCopy

register = template.Library()
register.filter("state_words", state_words)
register.filter("when_words", day_and_time)


@register.filter
def saved_at(post: Post, copy: WorkingCopy | None = None) -> str:
    return saved_words(post.blog, copy.saved_at if copy else post.updated_at, copy)


@register.filter
def is_edited_by(post: Post, user: User | AnonymousUser) -> bool:
    return post.can_be_edited_by(user)
