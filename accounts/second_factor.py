"""Hosts hold keys to everybody's words, so they prove twice who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

_LOCKS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_proven(request: HttpRequest) -> bool:
    """Whether a passkey, an app or a paper code opened or confirmed this session."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def ask_for_it(request: HttpRequest, user: User, *, next_url: str) -> HttpResponse:
    if is_mfa_enabled(user, _LOCKS):
        messages.info(request, gettext("The office asks for your passkey or a code as well."))
        address = f"{reverse('mfa_reauthenticate')}?{urlencode({'next': next_url})}"
        return HttpResponseRedirect(address)
    messages.warning(
        request,
        gettext("The office needs a second lock. Add a passkey or an app’s codes, then come back."),
    )
    return HttpResponseRedirect(reverse("mfa_index"))
