"""A provider that needs no keys and believes everything: for trying out, never in earnest."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import Provider, ProviderAccount
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class PracticeAccount(ProviderAccount):
    pass


class PracticeProvider(Provider):
    id = "practice"
    name = "Practice"
    account_class = PracticeAccount
    uses_apps = False
    supports_redirect = True

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **more: Any,
    ) -> HttpResponse:
        state = self.stash_redirect_state(request, process, next_url, data, **more)
        return HttpResponseRedirect(f"{reverse('practice')}?{urlencode({'state': state})}")

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The same name is the same person again."""
        return hashlib.sha256(data["name"].casefold().encode()).hexdigest()[:32]

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"name": data["name"], "email": data.get("email")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        if not data.get("email"):
            return []
        return [EmailAddress(email=data["email"], verified=data["email_verified"], primary=True)]


provider_classes = [PracticeProvider]
