"""Where somebody lands who went out to a provider: with success, or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from accounts.providers import provider_name
from cpdblog.lib.http.redirects import own_address

_KEY = "return_to"
IN_FORM = "respond"


@dataclass(frozen=True)
class ReturnTo:
    next_url: str
    cancel_url: str

    def remember(self, request: HttpRequest) -> None:
        """Kept beside the OAuth state: an answer with a foreign state has only this."""
        request.session[_KEY] = [self.next_url, self.cancel_url]

    @classmethod
    def of(cls, request: HttpRequest, state: dict[str, Any] | None = None) -> Self:
        """By the STATE that came back, else by the last sign-in begun, else the sign-in page."""
        sign_in = reverse("account_login")
        next_url, cancel_url = request.session.get(_KEY) or ["/", sign_in]
        if state:
            next_url, cancel_url = state.get("next", "/"), state.get("cancel_url", sign_in)
        next_url, cancel_url = (own_address(request, one) for one in (next_url, cancel_url))
        return cls(next_url or "/", cancel_url or "/")


def message_tags(address: str) -> str:
    """For the reply form where ADDRESS leads to it: its writer does not look at the page's top."""
    return IN_FORM if "draft=" in address and address.endswith("#respond") else ""


def not_signed_in(
    request: HttpRequest,
    provider: str,
    state: dict[str, Any] | None = None,
    *,
    cancelled: bool = False,
) -> HttpResponse:
    """Back to where they began, with one calm message."""
    calm = gettext("You did not sign in with %(name)s. Nothing was lost.")
    wrong = gettext("Signing in with %(name)s did not work this time. Nothing was lost.")
    message = (calm if cancelled else wrong) % {"name": provider_name(provider)}
    return_to = ReturnTo.of(request, state)
    level = messages.INFO if cancelled else messages.WARNING
    messages.add_message(request, level, message, extra_tags=message_tags(return_to.cancel_url))
    return HttpResponseRedirect(return_to.cancel_url)
