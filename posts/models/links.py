"""The addresses that #hashtags and @mentions link to."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from cpdblog.lib.text.slugs import plain_slug
from posts.models.tag import Tag

MAX_LOOKUPS = 50


def cached_lookup(look_up: Callable[[str], str]) -> Callable[[str], str]:
    """LOOK_UP, called once for each name of a text and not at all beyond MAX_LOOKUPS names."""
    known: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in known:
            known[name] = look_up(name) if len(known) < MAX_LOOKUPS else ""
        return known[name]

    return address


def hashtag_url(name: str) -> str:
    """For posts, which make the tags they name: a tag that is there keeps the address it has."""
    if tag := Tag.objects.known_as(name).first():
        return tag.get_absolute_url()
    return reverse("posts:tag", args=[plain_slug(name)]) if plain_slug(name) else ""


def known_hashtag_url(name: str) -> str:
    """For comments: only tags of posts that are out; any other word stays a word."""
    tag = Tag.objects.in_use().known_as(name).first()
    return tag.get_absolute_url() if tag else ""


def mention_url(handle: str) -> str:
    person = User.objects.active().known_as(handle.lower()).first()
    return person.get_absolute_url() if person else ""


def own_hosts() -> frozenset[str]:
    return frozenset({urlsplit(settings.SITE_URL).hostname or ""})
