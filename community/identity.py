"""The community itself: the one place that its name, its tagline and its address come from."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Community:
    name: str
    tagline: str
    url: str  # without a stroke at its end


def get_community() -> Community:
    return Community(
        name=settings.COMMUNITY_NAME, tagline=settings.COMMUNITY_TAGLINE, url=settings.SITE_URL
    )
