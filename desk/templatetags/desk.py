"""What the desk says about a post: its state, and when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from desk.editor.labels import publication_time, saved_label, state_label

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from posts.models import Post

register = template.Library()
register.filter("state_label", state_label)
register.filter("saved_label", saved_label)
register.filter("publication_time", publication_time)


@register.filter
def is_edited_by(post: Post, user: User | AnonymousUser) -> bool:
    return post.can_be_edited_by(user)
