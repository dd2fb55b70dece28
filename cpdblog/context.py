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
        "canonical_url": f"{settings.SITE_URL}{request.path}{_page_of_a_list(request)}",
    }


def _page_of_a_list(request: HttpRequest) -> str:
    """Each page of a list stands for itself; whatever else an address asks is not another page."""
    number = request.GET.get("page", "1")
    return f"?page={int(number)}" if number.isdecimal() and int(number) > 1 else ""
