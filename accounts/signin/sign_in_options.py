"""Which providers somebody can sign in with, and how signing in begins."""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from accounts.providers import is_configured, provider_name
from accounts.signin.return_to import ReturnTo
from cpdblog.lib.http.redirects import own_address

log = logging.getLogger(__name__)

EMAIL = "email"
# All that a provider which is down, slow or confused can make allauth raise.
BROKEN_PROVIDER = (
    requests.RequestException,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
)


class UnknownSignInOption(Exception):
    pass


@dataclass(frozen=True)
class SignInOption:
    id: str
    name: str
    icon: str


def sign_in_options() -> list[SignInOption]:
    providers = [
        SignInOption(key, provider_name(key), sign_in_icon(key))
        for key in settings.PROVIDERS
        if is_configured(key)
    ]
    return [*providers, SignInOption(EMAIL, gettext("E-mail"), EMAIL)]


def start_sign_in(
    request: HttpRequest, option_id: str, *, next_url: str, cancel_url: str, connect: bool = False
) -> HttpResponse:
    """Sends somebody to a provider, and remembers where they come back to.

    Raises UnknownSignInOption.

    A page with a refresh and a link: form-action 'self' stops a form that is redirected abroad.
    """
    if option_id not in {option.id for option in sign_in_options()}:
        raise UnknownSignInOption(option_id)
    return_to = ReturnTo(
        next_url=own_address(request, next_url) or "/",
        cancel_url=own_address(request, cancel_url) or "/",
    )
    if option_id == EMAIL:
        address = (
            f"{reverse('account_request_login_code')}?{urlencode({'next': return_to.next_url})}"
        )
        return HttpResponseRedirect(address, status=303)
    return_to.remember(request)
    try:
        address = _address_of(
            request, option_id, return_to, process="connect" if connect else "login"
        )
    except (*BROKEN_PROVIDER, SocialApp.DoesNotExist, ImmediateHttpResponse) as error:
        log.warning("Sign-in with %s did not begin: %r", option_id, error)
        unreachable = gettext(
            "We could not reach %(name)s. Try again, or use another sign-in method."
        )
        messages.error(request, unreachable % {"name": provider_name(option_id)})
        return HttpResponseRedirect(return_to.cancel_url, status=303)
    context = {
        "option": SignInOption(option_id, provider_name(option_id), sign_in_icon(option_id)),
        "address": address,
    }
    return render(
        request, "accounts/connecting.html", {**context, "cancel_url": return_to.cancel_url}
    )


def _address_of(request: HttpRequest, option_id: str, return_to: ReturnTo, *, process: str) -> str:
    provider = get_adapter(request).get_provider(request, option_id)
    answer = provider.redirect(
        request, process, next_url=return_to.next_url, cancel_url=return_to.cancel_url
    )
    address: str = answer["Location"]
    is_ours = address.startswith("/")
    if not is_ours and urlsplit(address).scheme not in {"http", "https"}:
        message = f"{option_id} sent us to {address!r}"
        raise ValueError(message)
    return address


@functools.cache
def sign_in_icon(provider: str) -> str:
    return provider if finders.find(f"icons/{provider}.svg") else "openid"
