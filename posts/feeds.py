"""Feeds of posts, of the community and of its parts. Whole texts, newest first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from blogs.models import Blog, Category
from community.identity import get_community
from cpdblog.lib.feeds.feed import Channel, Entry, answer, tag_uri
from cpdblog.lib.markup.absolute import with_absolute_links
from cpdblog.lib.text.plain import isolated
from posts.models import Post, Tag, TaggedPost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from posts.models.post_queries import PostQuerySet

POSTS_IN_A_FEED = 20
_BEFORE_US = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# Whatever of a post, its author and its blog is said in a feed, or changes what is.
_FACTS = (
    *("pk", "updated_at", "published_at", "version", "renderer_version", "card", "slug"),
    *("author__name", "author__handle", "author__is_active"),
    *("blog__handle", "blog__title", "blog__created_at"),
)


@require_safe
@login_not_required
def community(request: HttpRequest, form: str) -> HttpResponse:
    ours = get_community()
    channel = Channel(
        id=f"{settings.SITE_URL}/",
        title=ours.name,
        subtitle=ours.tagline,
        author=ours.name,
        link=f"{settings.SITE_URL}/",
        folder=f"{settings.SITE_URL}/",
        since=_BEFORE_US,
        language=settings.LANGUAGE_CODE,
        hub=settings.WEBSUB_HUB,
    )
    return _answer(request, form, channel, Post.objects.all())


@require_safe
@login_not_required
def blog(request: HttpRequest, handle: str, form: str) -> HttpResponse:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    return _answer(request, form, channel_of_blog(blog), blog.posts.all())


@require_safe
@login_not_required
def category(request: HttpRequest, handle: str, slug: str, form: str) -> HttpResponse:
    found = Category.objects.select_related("blog").filter(blog__handle=handle)
    category = get_object_or_404(found, slug=slug)
    here = f"{settings.SITE_URL}{category.get_absolute_url()}"
    channel = Channel(
        id=tag_uri(category.blog.created_at, "category", category.pk),
        title=f"{category} · {category.blog}",
        author=category.blog.title,
        link=here,
        folder=here,
        since=category.blog.created_at,
        language=category.blog.language,
        hub=settings.WEBSUB_HUB,
    )
    return _answer(request, form, channel, category.posts.all())


@require_safe
@login_not_required
def tag(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    tag = Tag.objects.at(slug).first()
    if tag is None:
        raise Http404
    if tag.slug != slug:
        address = request.path.replace(reverse("posts:tag", args=[slug]), tag.get_absolute_url())
        return redirect(address, permanent=True)
    here = f"{settings.SITE_URL}{tag.get_absolute_url()}"
    channel = Channel(
        id=here,
        title=_("%(tag)s · %(community)s") % {"tag": tag.name, "community": get_community().name},
        author=get_community().name,
        link=here,
        folder=here,
        since=_BEFORE_US,
        language=settings.LANGUAGE_CODE,
        hub=settings.WEBSUB_HUB,
    )
    return _answer(request, form, channel, Post.objects.tagged_with(tag))


@require_safe
@login_not_required
def person(request: HttpRequest, handle: str, form: str) -> HttpResponse:
    """What somebody has written, on whichever blogs."""
    person = get_object_or_404(User.objects.active().known_as(handle))
    if person.handle != handle:
        before = reverse("people:detail", args=[handle])
        address = request.path.replace(before, person.get_absolute_url())
        return redirect(address, permanent=True)
    here = f"{settings.SITE_URL}{person.get_absolute_url()}"
    channel = Channel(
        id=tag_uri(person.joined_at, "person", person.pk),
        title=_("%(name)s · %(community)s")
        % {"name": isolated(str(person)), "community": get_community().name},
        author=str(person),
        link=here,
        folder=here,
        since=person.joined_at,
        language=settings.LANGUAGE_CODE,
        hub=settings.WEBSUB_HUB,
    )
    return _answer(request, form, channel, Post.objects.by(person))


def channel_of_blog(blog: Blog) -> Channel:
    here = f"{settings.SITE_URL}{blog.get_absolute_url()}"
    return Channel(
        id=tag_uri(blog.created_at, "blog", blog.pk),
        title=blog.title,
        subtitle=blog.tagline,
        author=str(blog.owner() or blog),
        link=here,
        folder=here,
        since=blog.created_at,
        language=blog.language,
        hub=settings.WEBSUB_HUB,
    )


def _answer(request: HttpRequest, form: str, channel: Channel, posts: PostQuerySet) -> HttpResponse:
    newest = posts.published().posts().newest_first().values_list(*_FACTS)
    rows = list(newest[:POSTS_IN_A_FEED])
    names = _names([row[0] for row in rows])
    return answer(
        request,
        form,
        channel,
        stamp=(rows, sorted(names.items())),
        changed=max((row[1] for row in rows), default=None),
        entries=lambda: _entries([row[0] for row in rows], names),
    )


def _names(posts: list[int]) -> dict[int, list[str]]:
    """By post: its categories, and the tags listed under it."""
    names = defaultdict(list)
    filed = Post.categories.through.objects.filter(post__in=posts)
    for post, name in filed.order_by("category__name", "pk").values_list(
        "post_id", "category__name"
    ):
        names[post].append(name)
    tagged = TaggedPost.objects.filter(content_object__in=posts, is_in_text=False)
    for post, name in tagged.order_by("pk").values_list("content_object_id", "tag__name"):
        names[post].append(name)
    return dict(names)


def _entries(pks: list[int], names: dict[int, list[str]]) -> Iterator[Entry]:
    posts = Post.objects.published().filter(pk__in=pks).select_related("blog", "author")
    for post in posts.defer("source").newest_first():
        yield _entry(post, names.get(post.pk, []))


def _entry(post: Post, names: list[str]) -> Entry:
    address, author = post.get_absolute_url(), post.author
    published = post.published_at or post.created_at  # a constraint says: the former
    known: dict[str, Any] = {}
    if author.is_active:
        known["author_link"] = f"{settings.SITE_URL}{author.get_absolute_url()}"
    if post.featured_image:
        known["image"] = f"{settings.SITE_URL}{post.featured_image}"
    elif post.card:
        known["image"] = f"{settings.SITE_URL}{default_storage.url(post.card)}"
    return Entry(
        id=feed_id(post),
        title=post.headline,
        link=f"{settings.SITE_URL}{address}",
        html=with_absolute_links(
            f"{post.featured_html}{post.body_html}", site=settings.SITE_URL, here=address
        ),
        summary=post.summary,
        author=str(author),
        published=published,
        updated=max(post.updated_at, published),
        categories=names,
        answers=f"{settings.SITE_URL}{address}comments/feed/",
        **known,
    )


def feed_id(post: Post) -> str:
    """The same wherever the post moves and whatever it comes to be called (ADR 20)."""
    return tag_uri(post.created_at, "post", post.pk)
