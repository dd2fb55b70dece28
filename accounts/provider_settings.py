"""What allauth is told of the providers, made of the keys that a community has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Keys = dict[str, str]  # client_id and secret; empty where there are none

APPS = [
    "allauth.socialaccount.providers.facebook",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.microsoft",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.orcid",
    "allauth.socialaccount.providers.twitter_oauth2",
]

# Each provider with what its variables begin with. The order here is the order on the form.
ENV_PREFIXES = {
    "wordpress_com": "WORDPRESS_COM",
    "google": "GOOGLE",
    "facebook": "FACEBOOK",
    "twitter_oauth2": "X",
    "linkedin": "LINKEDIN",
    "orcid": "ORCID",
    "github": "GITHUB",
    "microsoft": "MICROSOFT",
}

_OPTIONS: dict[str, dict[str, object]] = {
    "wordpress_com": {"OAUTH_PKCE_ENABLED": False},
    "google": {"SCOPE": ["profile", "email"]},
    "facebook": {"METHOD": "oauth2"},
    "twitter_oauth2": {},
    "orcid": {},
    "github": {"SCOPE": ["read:user", "user:email"]},
    "microsoft": {},
}


def with_keys(
    keys: Mapping[str, Keys], openid_apps: list[dict[str, object]]
) -> dict[str, dict[str, object]]:
    """The setting SOCIALACCOUNT_PROVIDERS. KEYS by provider, OPENID_APPS by `openid_app`."""
    linkedin = openid_app(
        "linkedin", "LinkedIn", "https://www.linkedin.com/oauth", keys["linkedin"]
    )
    providers: dict[str, dict[str, object]] = {
        name: {"APPS": [keys[name]] if keys[name] else [], "OAUTH_PKCE_ENABLED": True, **options}
        for name, options in _OPTIONS.items()
    }
    apps = [app for app in (linkedin, *openid_apps) if app]
    return {**providers, "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def openid_app(provider_id: str, name: str, server_url: str, keys: Keys) -> dict[str, object]:
    """Empty where there are no keys."""
    if not keys:
        return {}
    options = {"server_url": server_url, "fetch_userinfo": True}
    return {"provider_id": provider_id, "name": name, **keys, "settings": options}
