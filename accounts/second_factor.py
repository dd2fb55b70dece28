"""Hosts hold keys to everybody's words, so they prove twice who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from accounts.allauth_internals import get_authentication_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

_LOCKS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """A host's session does what hosts do once it has shown the second factor, wherever it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.user = cast("User", SimpleLazyObject(lambda: _with_second_factor(request, user)))
        return self.get_response(request)


def _with_second_factor(request: HttpRequest, user: Any) -> Any:
    if user.is_authenticated and user.is_staff:
        user.has_shown_second_factor = has_shown_second_factor(request, user)
    return user


def has_shown_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether a passkey, an app or a paper code opened or confirmed this session."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def ask_for_second_factor(request: HttpRequest, user: User, *, next_url: str) -> HttpResponse:
    if is_mfa_enabled(user, _LOCKS):
        messages.info(request, gettext("To act as a host, show your passkey or a code as well."))
        address = f"{reverse('mfa_reauthenticate')}?{urlencode({'next': next_url})}"
        return HttpResponseRedirect(address)
    messages.warning(
        request,
        gettext(
            "Administration needs two-step sign-in."
            " Add a passkey or an authenticator app, then come back."
        ),
    )
    return HttpResponseRedirect(reverse("mfa_index"))
