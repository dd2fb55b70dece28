"""The providers we know by name, whether or not anybody can go through them today."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

_NAMES = {
    "wordpress_com": "WordPress.com",
    "google": "Google",
    "facebook": "Facebook",
    "twitter_oauth2": "X",
    "linkedin": "LinkedIn",
    "orcid": "ORCID",
    "github": "GitHub",
    "microsoft": "Microsoft",
    "practice": _("Practice"),
}


def provider_name(provider: str) -> str:
    """What people call PROVIDER, also when nobody can go through it any more."""
    if provider in _NAMES:
        return str(_NAMES[provider])
    app = _openid_app(provider)
    return str(app["name"]) if app else provider.replace("_", " ").capitalize()


def is_configured(provider: str) -> bool:
    if provider == "practice":
        return "practice" in settings.PROVIDERS
    apps = settings.SOCIALACCOUNT_PROVIDERS.get(provider, {}).get("APPS")
    return bool(apps) or _openid_app(provider) is not None


def _openid_app(provider: str) -> dict[str, Any] | None:
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return next((app for app in apps if app["provider_id"] == provider), None)
