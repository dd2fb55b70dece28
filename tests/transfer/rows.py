"""Everything an import may write, to be compared."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from blogs.models import Blog, BlogMember, Category
from comments.models import Comment
from posts.models import OldAddress, Post, Tag, TaggedPost

MODELS = [Blog, BlogMember, Category, Comment, OldAddress, Post, Tag, TaggedPost, User]
CHANGING_FIELDS = {"created_at", "updated_at", "last_login", "joined_at", "password"}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in CHANGING_FIELDS}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in MODELS
    }
