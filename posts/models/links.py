"""Where the words of a text lead inside the community."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from cpdblog.lib.slugs import plain_slug
from posts.models.tag import Tag


def hashtag_url(name: str) -> str:
    return reverse("posts:tag", args=[plain_slug(name)]) if plain_slug(name) else ""


def known_hashtag_url(name: str) -> str:
    """For comments: only tags that a post has made; any other word stays a word."""
    tag = Tag.objects.known_as(name).first()
    return tag.get_absolute_url() if tag else ""


def mention_url(handle: str) -> str:
    person = User.objects.active().filter(handle=handle.lower()).first()
    return person.get_absolute_url() if person else ""


def own_hosts() -> frozenset[str]:
    return frozenset({urlsplit(settings.SITE_URL).netloc})
