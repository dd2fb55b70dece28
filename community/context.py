from typing import Any

from django.conf import settings
from django.http import HttpRequest


def community(request: HttpRequest) -> dict[str, Any]:
    return {
        **about_us(),
        "canonical_url": f"{settings.SITE_URL}{request.path}{_page_of_a_list(request)}",
    }


def about_us() -> dict[str, Any]:
    """What is true whatever is asked: all that a page of refusal may lean on."""
    return {
        "community": {
            "name": settings.COMMUNITY_NAME,
            "tagline": settings.COMMUNITY_TAGLINE,
            "url": settings.SITE_URL,
        }
    }


def _page_of_a_list(request: HttpRequest) -> str:
    """Each page of a list stands for itself; whatever else an address asks is not another page."""
    number = getattr(request, "page_of_a_list", 1)
    return f"?page={number}" if number > 1 else ""
