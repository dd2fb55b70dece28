"""How often somebody may comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from cpdblog.lib.http.client_address import network_of
from cpdblog.lib.rate_limits.limits import MINUTE, Limit, Rate
from mail.addresses import normalise_email

if TYPE_CHECKING:
    from accounts.models import User

# A whole course room may sit behind one network address.
COMMENTS_FROM_ONE_PLACE = Rate("comments-from-one-place", 120, 10 * MINUTE)
PENDING_REPLIES_FROM_ONE_PLACE = Rate("pending-replies", 60, 10 * MINUTE)


def comment_limits(*, author: User | None, email: str, address: str) -> list[Limit]:
    """A member is one person, and so is a guest's e-mail; many of them may share one address."""
    pause = settings.SECONDS_BETWEEN_COMMENTS
    if not pause:
        return []
    writer = f"member {author.pk}" if author else f"guest {normalise_email(email)}"
    place = COMMENTS_FROM_ONE_PLACE.per(network_of(address))
    return [Rate("comments", 1, pause).per(writer), place]
