"""Where somebody may be sent on to: to pages of our own, whatever an address asks for."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, address: str) -> str:
    """ADDRESS where it is one of ours, as a path or whole; else ""."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_whole = address.startswith(("/", f"{request.scheme}://"))
    return address if is_ours and is_whole else ""
