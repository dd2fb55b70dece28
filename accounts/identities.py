"""The identity a session signs with, and keeping identities as their providers show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import transaction

from accounts.models import Identity, User
from accounts.providers import provider_name
from accounts.tasks import fetch_avatar
from cpdblog.lib.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from allauth.socialaccount.models import SocialAccount
    from django.http import HttpRequest

_KEY = "identity"


def current_identity(request: HttpRequest) -> Identity | None:
    """None for guests, and for members who came in by e-mail, passkey or password."""
    pk = request.session.get(_KEY)
    if pk is None or not isinstance(request.user, User):
        return None
    return request.user.identities.filter(pk=pk).first()


def use_identity(request: HttpRequest, identity: Identity | None) -> None:
    if identity is None:
        request.session.pop(_KEY, None)
    else:
        request.session[_KEY] = identity.pk


def record_identity(account: SocialAccount) -> Identity:
    """The identity behind a provider's ACCOUNT, as shown there now; its avatar follows later."""
    profile = _profile_at_provider(account)
    avatar_url = profile.pop("avatar_url")
    with transaction.atomic():
        identity = Identity.objects.record(
            user=account.user, provider=account.provider[:80], uid=account.uid[:191], **profile
        )
        if avatar_url and avatar_url != identity.avatar_source:
            fetch_avatar.enqueue(identity_id=identity.pk, address=avatar_url)
    return identity


def _profile_at_provider(account: SocialAccount) -> dict[str, str]:
    about = account.get_provider_account()
    data = account.extra_data if isinstance(account.extra_data, dict) else {}
    return {
        "provider_name": provider_name(account.provider)[:80],
        "name": _name(data, str(account.user))[:120],
        "profile_url": _web_address(_or_none(about.get_profile_url), 500),
        "avatar_url": _web_address(_or_none(about.get_avatar_url) or _openid_avatar(data), 1000),
    }


def _name(data: dict[str, Any], otherwise: str) -> str:
    """Providers put the name in a dozen places; ours are told by their own extra data."""
    for source in (data.get("userinfo"), data.get("id_token"), data):
        for key in (
            "name",
            "display_name",
            "displayName",
            "preferred_username",
            "username",
            "login",
        ):
            value = source.get(key) if isinstance(source, dict) else None
            if isinstance(value, str) and (name := one_line(value)):
                return name
    return one_line(otherwise)


def _or_none(ask: Callable[[], object]) -> object:
    """Some providers stumble over what they did not send."""
    try:
        return ask()
    except (AttributeError, LookupError, TypeError, ValueError):
        return None


def _openid_avatar(data: dict[str, Any]) -> object:
    claims = data.get("userinfo") or data.get("id_token")
    return claims.get("picture") if isinstance(claims, dict) else None


def _web_address(address: object, limit: int) -> str:
    if not isinstance(address, str) or len(address) > limit:
        return ""
    return address if urlsplit(address).scheme in {"http", "https"} else ""
