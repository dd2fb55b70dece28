"""The small words round a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from comments.guests import private_address
from comments.panel import reply_address
from posts.models import Blog, Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from accounts.models import User
    from comments.models import Comment

register = template.Library()

_US = "F j, Y"
_UK = "j F Y"


@register.filter
def posted_day(comment: Comment) -> str:
    return _day(comment, comment.local_posted_at)


@register.filter
def posted_words(comment: Comment) -> str:
    """As in "4 August 2010 at 9.12 pm", in the blog's time zone and style of dates."""
    at = comment.local_posted_at
    time = f"{at:%I.%M %p}".lstrip("0").lower()
    return _("%(day)s at %(time)s") % {"day": _day(comment, at), "time": time}


@register.filter
def since_words(comment: Comment) -> str:
    """The largest unit only: "3 weeks ago"."""
    return _("%(time)s ago") % {"time": timesince(comment.posted_at, timezone.now(), depth=1)}


@register.filter
def separated(number: int) -> str:
    return f"{number:,}"


@register.filter
def private_url(comment: Comment) -> str:
    return private_address(comment)


@register.filter
def names(people: Iterable[User]) -> SafeString:
    return format_html_join(", ", "<bdi>{}</bdi>", ((person,) for person in people))


@register.simple_tag
def reply_url(post: Post, comment: Comment) -> str:
    return reply_address(post, comment)


def _day(comment: Comment, at: dt.datetime) -> str:
    is_us = comment.post.blog.date_style == Blog.DateStyle.LONG_US
    return date_format(at, _US if is_us else _UK)
