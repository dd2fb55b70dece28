from typing import Any

from django.conf import settings
from django.http import HttpRequest


def community(request: HttpRequest) -> dict[str, Any]:
    return {
        "community": {
            "name": settings.COMMUNITY_NAME,
            "tagline": settings.COMMUNITY_TAGLINE,
            "url": settings.SITE_URL,
        },
        "canonical_url": f"{settings.SITE_URL}{request.path}",
    }
