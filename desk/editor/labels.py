"""What the desk says of a post in a few words: its state, when it was saved, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from posts.models import Post

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import WorkingCopy


def state_label(post: Post) -> str:
    """ "draft", "published", "scheduled for 16 July 2012, 08.00"."""
    if post.pk is None:
        return gettext("new")
    if post.status == Post.Status.SCHEDULED:
        return gettext("scheduled for %s") % publication_time(post)
    if post.submitted_at and post.status == Post.Status.DRAFT:
        return gettext("submitted for review")
    return str(post.get_status_display()).lower()


def saved_label(post: Post, copy: WorkingCopy | None = None) -> str:
    """ "Saved at 14.32"; of a COPY of a public post, that it is not published."""
    label = gettext("Saved at %s, not published yet") if copy else gettext("Saved at %s")
    return label % time_label(post.blog, copy.saved_at if copy else post.updated_at)


def publication_time(post: Post) -> str:
    """ "16 July 2012, 08.00" by the clock of the blog; "" where none is planned."""
    return long_time(post.blog, post.published_at) if post.published_at else ""


def long_time(blog: Blog, at: dt.datetime) -> str:
    return date_format(at.astimezone(blog.zone), "j F Y, H.i")


def time_zone_label(blog: Blog) -> str:
    """ "London time", of "Europe/London"."""
    return gettext("%s time") % blog.time_zone.rpartition("/")[2].replace("_", " ")


def time_label(blog: Blog, at: dt.datetime) -> str:
    """ "14.32" by the clock of the blog; with the day where it was not today."""
    local = at.astimezone(blog.zone)
    is_today = local.date() == timezone.now().astimezone(blog.zone).date()
    return date_format(local, "H.i" if is_today else "j F, H.i")


def result_message(post: Post, by: User, *, was_public: bool) -> str:
    """The sentence after the publish button was pressed."""
    if was_public and post.is_published:
        return gettext("Updated. This is what readers see.")
    if post.submitted_at and not post.blog.can_be_published_on_by(by):
        return gettext("Submitted for review. You can go on writing until it is published.")
    if post.status == Post.Status.SCHEDULED:
        return gettext("Scheduled for %s.") % publication_time(post)
    messages = {
        Post.Status.PUBLISHED: gettext("Published. This is what readers see."),
        Post.Status.PRIVATE: gettext("Kept private."),
    }
    return messages.get(Post.Status(post.status), gettext("Saved as a draft."))
