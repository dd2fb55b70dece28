"""Names to choose from while one types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from posts.models import Tag
from posts.models.tag import tag_key

MOST = 8


@require_safe
def tags(request: HttpRequest) -> JsonResponse:
    """The tags in use that begin so, the most used first."""
    begins = tag_key(request.GET.get("begins", "")[:60].replace("\0", ""))
    found = Tag.objects.most_used().filter(key__startswith=begins) if begins else Tag.objects.none()
    return JsonResponse({"names": [tag.name for tag in found[:MOST]]})
