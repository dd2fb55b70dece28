from __future__ import annotations

from typing import Any

from django import template

from comments.models import Comment

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_count(context: dict[str, Any]) -> int:
    """How many comments wait for the person who looks."""
    return Comment.objects.waiting_for(context["request"].user).count()
