from typing import Any

from django.conf import settings
from django.http import HttpRequest

from community.identity import get_community


def community(request: HttpRequest) -> dict[str, Any]:
    return {
        **community_context(),
        "canonical_url": f"{settings.SITE_URL}{request.path}{_page_query(request)}",
    }


def community_context() -> dict[str, Any]:
    """For templates that are drawn without a request: e-mails and error pages."""
    return {"community": get_community()}


def _page_query(request: HttpRequest) -> str:
    """Each page of a list stands for itself; whatever else an address asks is not another page."""
    page = getattr(request, "page_of_a_list", 1)
    return f"?page={page}" if page > 1 else ""
