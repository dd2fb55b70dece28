"""How a post is shown: its text, its dates in the manner of its blog, its spine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import template
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blogs.models import Blog

if TYPE_CHECKING:
    from posts.models import Post

register = template.Library()

_LONG = {Blog.DateStyle.LONG_US: "F j, Y", Blog.DateStyle.WEEKDAY_UK: "l, j F Y"}
_SHORT = {Blog.DateStyle.LONG_US: ("F j", "F j, Y"), Blog.DateStyle.WEEKDAY_UK: ("j F", "j F Y")}
_WEEK = 7
_DAYS_COUNTED = 14
_WEEKS_COUNTED = 60


@register.simple_tag
def post_body(post: Post) -> SafeString:
    return mark_safe(post.body_html)  # noqa: S308 - cleaned when it was written


@register.simple_tag
def featured_picture(post: Post) -> SafeString:
    return mark_safe(post.featured_html)  # noqa: S308 - made of our own parts


@register.simple_tag
def post_lead(post: Post) -> SafeString:
    return mark_safe(post.lead_html)  # noqa: S308 - cut from the cleaned text


@register.simple_tag
def card_address(post: Post) -> str:
    """Of the picture the post is shared with, without our host."""
    return default_storage.url(post.card)


@register.filter
def takes_comments_now(post: Post) -> bool:
    return post.takes_comments(at=timezone.now())


@register.filter
def long_date(post: Post) -> str:
    """As the blog writes its dates: "August 4, 2010" or "Monday, 2 July 2012"."""
    day = post.local_day
    return date_format(day, _LONG[Blog.DateStyle(post.blog.date_style)]) if day else ""


@register.filter
def clock_time(post: Post) -> str:
    """ "08.00", by the clock of the blog."""
    local = post.local_published_at
    return date_format(local, "H.i") if local else ""


@register.filter
def short_date(post: Post, beside: Post | None = None) -> str:
    """Without the weekday; BESIDE a post of the same year without the year too."""
    day = post.local_day
    if day is None:
        return ""
    without_year, with_year = _SHORT[Blog.DateStyle(post.blog.date_style)]
    beside_day = beside.local_day if beside else None
    is_same_year = beside_day is not None and beside_day.year == day.year
    return date_format(day, without_year if is_same_year else with_year)


@register.filter
def short_date_in(post: Post, blog: Blog) -> str:
    """On the pages of BLOG, whose style of dates every list there keeps."""
    day = post.local_day
    return date_format(day, _SHORT[Blog.DateStyle(blog.date_style)][1]) if day else ""


@register.filter
def closing_day(blog: Blog) -> str:
    """When it was closed, as the blog writes its dates."""
    if blog.closed_at is None:
        return ""
    day = blog.closed_at.astimezone(blog.zone).date()
    return date_format(day, _SHORT[Blog.DateStyle(blog.date_style)][1])


@register.filter
def iso_date(post: Post) -> str:
    local = post.local_published_at
    return local.isoformat(timespec="seconds") if local else ""


@register.filter
def iso_moment(at: dt.datetime) -> str:
    """As `<time datetime>` takes it: to the second, with an offset."""
    return at.isoformat(timespec="seconds")


@register.filter
def recent_day(post: Post, today: dt.date) -> str:
    """For a page that changes daily: "today", "yesterday", "Saturday", "12 July"."""
    return day_as_said(_community_day(post), today)


@register.filter
def unanswered_since(post: Post, today: dt.date) -> str:
    day = _community_day(post)
    days = (today - day).days
    if days <= 1:
        return _("since today") if days < 1 else _("since yesterday")
    if days < _DAYS_COUNTED:
        return _("waiting %(days)s days") % {"days": apnumber(days)}
    if days < _WEEKS_COUNTED:
        weeks = days // _WEEK
        return ngettext("waiting a week", "waiting %(weeks)s weeks", weeks) % {
            "weeks": apnumber(weeks)
        }
    return _("waiting since %(day)s") % {"day": _day_beside(day, today)}


@register.inclusion_tag("posts/spine.html")
def spine(post: Post, *, bound: bool = True) -> dict[str, Any]:
    """The mark that stands for a post; BOUND in its blog's cloth, else in that of the page."""
    names = str(post.author).split()
    return {
        "number": post.thing_number or post.short_year,
        "name": names[-1][:3],
        "colour": post.blog.colour if bound else "",
    }


@register.filter
def month_name(month: dict[str, Any]) -> str:
    return date_format(dt.date(month["address_year"], month["address_month"], 1), "F Y")


@register.filter
def bare_address(url: str) -> str:
    """A web address as one would say it."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def day_as_said(day: dt.date, today: dt.date) -> str:
    days = (today - day).days
    if days <= 1:
        return _("today") if days < 1 else _("yesterday")
    if days < _WEEK:
        return date_format(day, "l")
    return _day_beside(day, today)


def _community_day(post: Post) -> dt.date:
    return timezone.localdate(post.published_at)


def _day_beside(day: dt.date, today: dt.date) -> str:
    return date_format(day, "j F" if day.year == today.year else "j F Y")
