"""What stands beside the settings of a blog: their sections, and the way back to its posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from blogs.models import Blog, BlogMember

if TYPE_CHECKING:
    from accounts.models import User

register = template.Library()


@register.inclusion_tag("desk/settings_nav.html", takes_context=True)
def settings_nav(context: template.Context, current: str, label: str) -> dict[str, Any]:
    """CURRENT is the section of this page, LABEL what it is called; only what this person may
    open is listed.
    """
    user: User = context["request"].user
    blog: Blog = context["blog"]
    roles = dict(blog.members.values_list("user", "role"))
    role = roles.get(user.pk, "")
    return {
        "blog": blog,
        "current": current,
        "label": label,
        "writer_count": len(roles),
        "is_member": bool(role),
        "is_owner": role == BlogMember.Role.OWNER,
        "can_import": role in BlogMember.SEES_ALL and not blog.is_closed,
    }
