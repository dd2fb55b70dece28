"""The avatars that providers show: copied once and never linked to."""

from __future__ import annotations

import logging

from django.conf import settings

from accounts.models import Identity
from cpdblog.lib.fetching.fetch import FetchFailed, FetchRefused, safe_fetch
from cpdblog.lib.images.renditions import InvalidImage, make_avatar, store_image

log = logging.getLogger(__name__)


def copy_avatar(*, identity_id: int, address: str) -> None:
    identity = Identity.objects.select_related("user").filter(pk=identity_id).first()
    if identity is None:
        return
    try:
        fetched = safe_fetch(address, allowed_hosts=settings.HOSTS_INSIDE_OUR_WALLS)
        name = store_image("avatars", make_avatar(fetched.content))
    except (FetchFailed, FetchRefused, InvalidImage) as error:
        log.info("No avatar for identity %s: %s", identity_id, error)
        return
    is_first = not identity.avatar
    identity.avatar_source = address
    identity.save(update_fields=["avatar_source"])
    identity.change_avatar(name)
    if is_first and identity.user and not identity.user.avatar:
        identity.user.change_avatar(name)
