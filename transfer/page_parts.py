"""What imports add to the overview of the desk; templates/transfer/desk_imports.html draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from posts.page_parts import desk_page
from transfer.models import Import

if TYPE_CHECKING:
    from django.http import HttpRequest

MAX_IMPORTS = 3


@desk_page.add
def latest_imports(request: HttpRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {"imports": []}
    latest = Import.objects.latest_of(request.user, at=timezone.now())
    return {"imports": list(latest[:MAX_IMPORTS])}
