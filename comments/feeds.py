"""Feeds of comments: of one post, of a blog, of the community. Whole texts, newest first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blogs.models import Blog
from comments.models import Comment
from community.identity import get_community
from cpdblog.lib.feeds.feed import Channel, Entry, answer
from cpdblog.lib.markup.absolute import with_absolute_links
from posts.feeds import channel_of_blog, feed_id
from posts.models import Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

COMMENTS_IN_A_FEED = 50
_BEFORE_US = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# Whatever of a comment and its post a feed shows, or changes what it shows.
_FACTS = (
    *("pk", "updated_at", "posted_at", "renderer_version", "name"),
    *("author__handle", "author__is_active"),
    *("post__updated_at", "post__title", "post__slug", "post__blog__handle"),
)


@require_safe
@login_not_required
def of_post(
    request: HttpRequest, handle: str, year: int, month: int, slug: str, form: str
) -> HttpResponse:
    posts = Post.objects.published().posts().in_month(year, month)
    post = get_object_or_404(
        posts.select_related("blog", "author").defer("source", "body_html"),
        blog__handle=handle,
        slug=slug,
    )
    here = f"{settings.SITE_URL}{post.get_absolute_url()}"
    channel = Channel(
        id=f"{feed_id(post)}/comments",
        title=_("Comments on “%(title)s”") % {"title": post.headline},
        author=str(post.author),
        link=f"{here}#responses",
        folder=f"{here}comments/",
        since=post.published_at or post.created_at,
        language=post.blog.language,
    )
    return _answer(request, form, channel, Comment.objects.filter(post=post))


@require_safe
@login_not_required
def of_blog(request: HttpRequest, handle: str, form: str) -> HttpResponse:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    posts = channel_of_blog(blog)
    channel = Channel(
        id=f"{posts.id}/comments",
        title=_("Comments on “%(title)s”") % {"title": blog.title},
        author=posts.author,
        link=posts.link,
        folder=f"{posts.folder}comments/",
        since=posts.since,
        language=posts.language,
    )
    return _answer(request, form, channel, Comment.objects.filter(blog=blog))


@require_safe
@login_not_required
def of_community(request: HttpRequest, form: str) -> HttpResponse:
    channel = Channel(
        id=f"{settings.SITE_URL}/comments/feed/",
        title=_("Comments on “%(title)s”") % {"title": get_community().name},
        author=get_community().name,
        link=f"{settings.SITE_URL}/",
        folder=f"{settings.SITE_URL}/comments/",
        since=_BEFORE_US,
        language=settings.LANGUAGE_CODE,
    )
    return _answer(request, form, channel, Comment.objects.all())


def _answer(
    request: HttpRequest, form: str, channel: Channel, comments: QuerySet[Comment]
) -> HttpResponse:
    public = comments.filter(status=Comment.Status.APPROVED, post__status=Post.Status.PUBLISHED)
    newest = public.order_by("-posted_at", "-pk").values_list(*_FACTS)
    rows = list(newest[:COMMENTS_IN_A_FEED])
    return answer(
        request,
        form,
        channel,
        stamp=(rows,),
        changed=max((row[1] for row in rows), default=None),
        entries=lambda: _entries([row[0] for row in rows], channel),
    )


def _entries(pks: list[int], channel: Channel) -> Iterator[Entry]:
    for comment in Comment.objects.approved().filter(pk__in=pks).for_feed():
        yield _entry(comment, is_of_one_post=channel.id.startswith(f"{feed_id(comment.post)}/"))


def _entry(comment: Comment, *, is_of_one_post: bool) -> Entry:
    post, address = comment.post, comment.get_absolute_url()
    title = _("%(name)s on “%(post)s”") % {"name": comment.plain_name, "post": post.headline}
    person = comment.author if comment.author and comment.author.is_active else None
    answered = (
        f"{settings.SITE_URL}/comments/{comment.parent_id}/"
        if comment.parent_id
        else f"{settings.SITE_URL}{post.get_absolute_url()}"
    )
    return Entry(
        id=f"{settings.SITE_URL}{address}",
        title=comment.plain_name if is_of_one_post else title,
        link=f"{settings.SITE_URL}{address}",
        html=with_absolute_links(
            comment.body_html, site=settings.SITE_URL, here=post.get_absolute_url()
        ),
        author=comment.plain_name,
        author_link=f"{settings.SITE_URL}{person.get_absolute_url()}" if person else "",
        published=comment.posted_at,
        updated=max(comment.updated_at, comment.posted_at),
        answer_to=(answered if comment.parent_id else feed_id(post), answered),
    )
