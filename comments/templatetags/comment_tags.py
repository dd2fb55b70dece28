"""How the parts of a comment are shown: its dates, who wrote it, how many there are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from blogs.models import Blog
from comments.guests import private_address
from comments.headings import count_label, discussion_heading
from comments.reply_box import reply_address
from posts.templatetags.reading import day_as_said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from accounts.models import User
    from comments.models import Comment
    from posts.models import Post

register = template.Library()

_US = "F j, Y"
_UK = "j F Y"
A_MINUTE = dt.timedelta(minutes=1)


@register.filter
def posted_date(comment: Comment) -> str:
    return _day(comment, comment.local_posted_at)


@register.filter
def posted_date_time(comment: Comment) -> str:
    """As in "4 August 2010 at 9.12 pm", in the blog's time zone and style of dates."""
    at = comment.local_posted_at
    time = f"{at:%I.%M %p}".lstrip("0").lower()
    return _("%(day)s at %(time)s") % {"day": _day(comment, at), "time": time}


@register.filter
def time_since_posted(comment: Comment) -> str:
    """The largest unit only: "3 weeks ago"."""
    return time_ago(comment.posted_at)


@register.filter
def time_ago(at: dt.datetime) -> str:
    now = timezone.now()
    if now - at < A_MINUTE:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, now, depth=1)}


@register.filter
def recent_day(comment: Comment, today: dt.date) -> str:
    """On the front page, as the posts beside it: "yesterday", "Saturday", "12 July"."""
    return day_as_said(timezone.localdate(comment.posted_at), today)


@register.filter
def with_commas(count: int) -> str:
    return f"{count:,}"


@register.filter
def private_url(comment: Comment) -> str:
    return private_address(comment)


@register.filter
def joined_names(people: Iterable[User]) -> SafeString:
    return format_html_join(", ", "<bdi>{}</bdi>", ((person,) for person in people))


@register.filter
def author_note(comment: Comment) -> SafeString:
    """What tells people of one name apart: guest, or the member's handle; and the account
    elsewhere that an import names, which nobody here has proved.
    """
    notes = []
    if comment.is_by_a_guest:
        notes.append(_("guest"))
    elif comment.author:
        notes.append(f"@{comment.author.handle}")
    if signature := comment.imported_signature:
        notes.append(format_html(_("{} (from an import)"), format_html("<bdi>{}</bdi>", signature)))
    return format_html_join(
        "", ' <span class="comment-kind">{}</span>', ((note,) for note in notes)
    )


@register.filter
def display_name(comment: Comment) -> SafeString:
    """The name among other words, where nothing else says that it is a guest's."""
    pattern = _("{} (guest)") if comment.is_by_a_guest else "{}"
    return format_html(pattern, format_html("<bdi>{}</bdi>", comment.name))


@register.simple_tag
def comment_count_label(post: Post, *, of_many_blogs: bool = False) -> str:
    """As in "4 responses", by the setting of the blog; empty for none. A list OF_MANY_BLOGS says
    "4 comments" of each post, whatever its blog calls them.
    """
    kind = Blog.CommentsHeading.COMMENTS if of_many_blogs else post.blog.comments_heading
    return count_label(kind, post.comment_count)


@register.simple_tag
def comments_heading(post: Post) -> str:
    """What stands over the comments, before the title of the post."""
    return discussion_heading(post.blog.comments_heading, post.comment_count)


@register.simple_tag
def reply_url(post: Post, comment: Comment) -> str:
    return reply_address(post, comment)


def _day(comment: Comment, at: dt.datetime) -> str:
    is_us = comment.post.blog.date_style == Blog.DateStyle.LONG_US
    return date_format(at, _US if is_us else _UK)
