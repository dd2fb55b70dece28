"""What the desk says about a post in a list, and about one of its revisions."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blogs.models import Blog
from posts.models import Post, Revision
from posts.models.choices import FOR_REVIEW
from posts.models.post import DAYS_IN_THE_BIN

register = template.Library()

_STATES = {Post.Status.BINNED: "bin"}  # where the style sheet has another word
_MINUTE = 60  # seconds


@register.filter
def revision_line(revision: Revision, blog: Blog) -> str:
    """ "Ada Kowalczyk · 2 July 2012, 14.05 · 412 words · published"."""
    when = date_format(revision.created_at.astimezone(blog.zone), "j F Y, H.i")
    parts = [str(revision.by) if revision.by else "", when, _word_count(revision.word_count)]
    if revision.was_public:
        parts.append(_("published"))
    if revision.restored_from:
        parts.append(_("revision %(number)d restored") % {"number": revision.restored_from})
    elif revision.kind == Revision.Kind.FOUND:
        parts.append(_("before it was first edited here") if revision.pk else "")
    elif revision.kind != Revision.Kind.SAVED:
        parts.append(revision.get_kind_display().lower())
    return " · ".join(part for part in parts if part)


@register.filter
def row_state(post: Post) -> str:
    """As the style sheet knows it."""
    if post.status == Post.Status.DRAFT and post.submitted_at:
        return FOR_REVIEW
    return _STATES.get(Post.Status(post.status), post.status)


@register.filter
def row_state_label(post: Post) -> str:
    is_submitted = post.status == Post.Status.DRAFT and post.submitted_at
    return _("For review") if is_submitted else str(post.get_status_display())


@register.filter
def row_date(post: Post) -> str:
    """When it came out, comes out, or was saved: "24 November", "saved 13.52"."""
    if post.published_at and post.is_public_or_scheduled:
        local = post.published_at.astimezone(post.blog.zone)
        day = _pattern(post.blog, local)
        return date_format(local, day if post.is_published else f"{day}, H.i")
    return _("saved %(when)s") % {"when": _day_or_time(post.blog, post.updated_at)}


@register.filter
def deleted_on(post: Post) -> dt.datetime | None:
    """When the bin is emptied of it."""
    return post.binned_at and post.binned_at + dt.timedelta(days=DAYS_IN_THE_BIN)


@register.filter
def schedule_time(post: Post) -> str:
    """ "Monday, 30 November, 08.00" by the clock of the blog."""
    local = post.local_published_at
    return date_format(local, f"l, {_pattern(post.blog, local)}, H.i") if local else ""


@register.filter
def ago(at: dt.datetime) -> str:
    """The largest unit only: "3 weeks ago"."""
    now = timezone.now()
    if (now - at).total_seconds() < _MINUTE:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, now, depth=1)}


def _day_or_time(blog: Blog, at: dt.datetime) -> str:
    local, now = at.astimezone(blog.zone), timezone.now().astimezone(blog.zone)
    return date_format(local, "H.i" if local.date() == now.date() else _pattern(blog, local))


def _pattern(blog: Blog, local: dt.datetime) -> str:
    """How the blog writes days; without the year in this one."""
    is_us = blog.date_style == Blog.DateStyle.LONG_US
    if local.year == timezone.now().astimezone(blog.zone).year:
        return "F j" if is_us else "j F"
    return "F j, Y" if is_us else "j F Y"


def _word_count(count: int) -> str:
    return ngettext("one word", "%(n)d words", count) % {"n": count}
