"""Bringing pictures home: what a provider shows is copied once and never linked to."""

from __future__ import annotations

import logging

from django.conf import settings

from accounts.models import Identity
from cpdblog.lib.fetching.fetch import FetchFailed, FetchRefused, safe_fetch
from cpdblog.lib.images.renditions import NotAPicture, as_avatar, store_picture

log = logging.getLogger(__name__)


def bring_home(*, identity_id: int, address: str) -> None:
    identity = Identity.objects.select_related("user").filter(pk=identity_id).first()
    if identity is None:
        return
    try:
        fetched = safe_fetch(address, allowed_hosts=settings.HOSTS_INSIDE_OUR_WALLS)
        name = store_picture("avatars", as_avatar(fetched.content))
    except (FetchFailed, FetchRefused, NotAPicture) as error:
        log.info("The picture of identity %s stays away: %s", identity_id, error)
        return
    is_first_picture = not identity.avatar
    identity.avatar_source = address
    identity.save(update_fields=["avatar_source"])
    identity.keep_avatar(name)
    if is_first_picture and identity.user and not identity.user.avatar:
        identity.user.change_avatar(name)
