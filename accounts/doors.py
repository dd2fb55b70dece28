"""The doors of the community: which providers stand open, and how one goes through."""

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

from accounts.providers import door_name, has_keys
from accounts.ways_back import WayBack, own_address

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


class UnknownDoor(Exception):
    pass


@dataclass(frozen=True)
class Door:
    id: str
    name: str
    icon: str


def doors() -> list[Door]:
    ways = [
        Door(key, door_name(key), door_icon(key)) for key in settings.PROVIDERS if has_keys(key)
    ]
    return [*ways, Door(EMAIL, gettext("E-mail"), EMAIL)]


def open_door(
    request: HttpRequest, door_id: str, *, next_url: str, cancel_url: str, connect: bool = False
) -> HttpResponse:
    """Sends somebody to a provider and remembers where they come back to. Raises UnknownDoor.

    A page with a refresh and a link: form-action 'self' stops a form that is redirected abroad.
    """
    if door_id not in {door.id for door in doors()}:
        raise UnknownDoor(door_id)
    way_back = WayBack(
        next_url=own_address(request, next_url), cancel_url=own_address(request, cancel_url)
    )
    if door_id == EMAIL:
        address = (
            f"{reverse('account_request_login_code')}?{urlencode({'next': way_back.next_url})}"
        )
        return HttpResponseRedirect(address, status=303)
    way_back.remember(request)
    try:
        address = _address_of(request, door_id, way_back, process="connect" if connect else "login")
    except (*BROKEN_PROVIDER, SocialApp.DoesNotExist, ImmediateHttpResponse) as error:
        log.warning("The door %s did not open: %r", door_id, error)
        unreachable = gettext("We could not reach %(name)s. Try again, or take another way in.")
        messages.error(request, unreachable % {"name": door_name(door_id)})
        return HttpResponseRedirect(way_back.cancel_url, status=303)
    context = {"door": Door(door_id, door_name(door_id), door_icon(door_id)), "address": address}
    return render(
        request, "accounts/connecting.html", {**context, "cancel_url": way_back.cancel_url}
    )


def _address_of(request: HttpRequest, door_id: str, way_back: WayBack, *, process: str) -> str:
    provider = get_adapter(request).get_provider(request, door_id)
    answer = provider.redirect(
        request, process, next_url=way_back.next_url, cancel_url=way_back.cancel_url
    )
    address: str = answer["Location"]
    is_ours = address.startswith("/")
    if not is_ours and urlsplit(address).scheme not in {"http", "https"}:
        message = f"{door_id} sent us to {address!r}"
        raise ValueError(message)
    return address


@functools.cache
def door_icon(provider: str) -> str:
    return provider if finders.find(f"icons/{provider}.svg") else "openid"
