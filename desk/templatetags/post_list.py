"""What the desk says about a post in a list, and about one of its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from posts.models import Post, Revision

if TYPE_CHECKING:
    from blogs.models import Blog

register = template.Library()


@register.filter
def revision_line(version: Revision, blog: Blog) -> str:
    """ "Ada Kowalczyk · 2 July 2012, 14.05 · 412 words · published"."""
    when = date_format(version.created_at.astimezone(blog.zone), "j F Y, H.i")
    parts = [str(version.by) if version.by else "", when, _word_count(version.word_count)]
    if version.was_public:
        parts.append(_("published"))
    if version.restored_from:
        parts.append(_("version %(number)d put back") % {"number": version.restored_from})
    elif version.kind != Revision.Kind.SAVED:
        parts.append(version.get_kind_display().lower())
    return " · ".join(part for part in parts if part)


@register.filter
def post_line(post: Post) -> str:
    """ "Draft · changed on 2 July 2012 · 412 words · stays on top"."""
    state = _("Out") if post.is_published else post.get_status_display()
    parts = [str(state), _day(post), _word_count(post.word_count)]
    if post.kind == Post.Kind.PAGE:
        parts.append(_("a page"))
    elif post.is_sticky:
        parts.append(_("stays on top"))
    return " · ".join(part for part in parts if part)


def _day(post: Post) -> str:
    if post.status in {Post.Status.PUBLISHED, Post.Status.SCHEDULED}:
        local = post.local_published_at
        form = "j F Y" if post.is_published else "j F Y, H.i"
        return date_format(local, form) if local else ""
    changed = date_format(post.updated_at.astimezone(post.blog.zone), "j F Y")
    return _("changed on %(day)s") % {"day": changed}


def _word_count(count: int) -> str:
    return ngettext("one word", "%(n)d words", count) % {"n": count}
