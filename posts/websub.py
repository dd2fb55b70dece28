"""Telling a WebSub hub that feeds have something new, so that readers need not keep asking."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.dispatch import receiver
from django.tasks import task

from cpdblog.lib.feeds.feed import FORMS
from cpdblog.lib.fetching.fetch import FetchFailed, FetchRefused, safe_post
from posts.models import Post
from posts.signals import post_changed

MAX_TAGS = 20
_ANNOUNCED_FOR = 24 * 60 * 60  # seconds in which the same state of a post is announced once

_IMPORTING = dt.timedelta(minutes=1)

log = logging.getLogger(__name__)


@receiver(post_changed)
def follow_a_post(*, post: Post, is_news: bool = True, **_more: Any) -> None:
    is_announced = post.is_published and post.kind == Post.Kind.POST and not _is_importing(post)
    if settings.WEBSUB_HUB and is_news and is_announced:
        notify_hub.enqueue(post_id=post.pk)


def _is_importing(post: Post) -> bool:
    """A post that is being imported at this very moment is no news."""
    return bool(post.imported_from) and post.updated_at - post.created_at < _IMPORTING


@task
def notify_hub(*, post_id: int) -> None:
    """Writing, tagging and publishing are three changes of one moment: the hub hears of one."""
    post = Post.objects.published().select_related("blog", "author").filter(pk=post_id).first()
    hub = settings.WEBSUB_HUB
    if post is None or not hub:
        return
    topics = topics_of(post)
    state = f"hub:{post.pk}:{post.updated_at.timestamp()}:{len(topics)}"
    if not cache.add(state, 1, _ANNOUNCED_FOR):
        return
    form = [("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]
    parts = urlsplit(hub)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        # Whoever runs the community chose the hub: it may stand inside the walls.
        safe_post(hub, form, allowed_hosts={f"{parts.hostname}:{port}"})
    except (FetchFailed, FetchRefused) as error:
        cache.delete(state)
        log.warning("The hub was not told of post %s: %s", post.pk, error)


def topics_of(post: Post) -> list[str]:
    """The addresses of the feeds that the post is in, in all their forms."""
    tagged = post.tagged.select_related("tag").order_by("pk")[:MAX_TAGS]
    categories = post.categories.select_related("blog").order_by("pk")
    folders = [
        "/",
        post.blog.get_absolute_url(),
        post.author.get_absolute_url(),
        *(category.get_absolute_url() for category in categories),
        *(row.tag.get_absolute_url() for row in tagged),
    ]
    return [f"{settings.SITE_URL}{folder}{form}" for folder in folders for form in FORMS.values()]
