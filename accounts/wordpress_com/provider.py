"""WordPress.com: allauth has no provider for it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from accounts.wordpress_com.views import WordPressComAdapter


class WordPressComAccount(ProviderAccount):
    def get_profile_url(self) -> Any:
        return self.account.extra_data.get("profile_URL")

    def get_avatar_url(self) -> Any:
        return self.account.extra_data.get("avatar_URL")


class WordPressComProvider(OAuth2Provider):
    id = "wordpress_com"
    name = "WordPress.com"
    account_class = WordPressComAccount
    oauth2_adapter_class = WordPressComAdapter

    def get_default_scope(self) -> list[str]:
        return ["auth"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["ID"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "email": data.get("email"),
            "username": data.get("username"),
            "name": data.get("display_name"),
        }

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        if not data.get("email"):
            return []
        proven = data.get("email_verified") is True
        return [EmailAddress(email=data["email"], verified=proven, primary=True)]


provider_classes = [WordPressComProvider]
