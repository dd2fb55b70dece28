import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The network address of the visitor, as far as the proxies in front of us can be believed."""
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> str:
    hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return str(hops[-trusted]).strip()
    return str(environ.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """Whose ADDRESS it is, as far as it tells: a home has one of IPv4, and a whole /64 of IPv6."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    return str(ipaddress.IPv6Network((known, 64), strict=False))
