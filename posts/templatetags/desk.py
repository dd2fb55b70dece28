"""What the desk says about a post: its state, and when it was saved."""

from __future__ import annotations

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from posts.desk.page import saved_words
from posts.models import Post, WorkingCopy

register = template.Library()


@register.filter
def state_words(post: Post) -> str:
    """ "draft", "published", "comes out on 16 July 2012, 08.00"."""
    if post.pk is None:
        return _("new")
    if post.status == Post.Status.SCHEDULED:
        return _("comes out on %s") % when_words(post)
    if post.asked_at:
        return _("handed in")
    return str(post.get_status_display()).lower()


@register.filter
def when_words(post: Post) -> str:
    """Day and time by the clock of the blog."""
    local = post.local_published_at
    return date_format(local, "j F Y, H.i") if local else ""


@register.filter
def saved_at(post: Post, copy: WorkingCopy | None = None) -> str:
    return saved_words(post.blog, copy.saved_at if copy else post.updated_at, copy)
