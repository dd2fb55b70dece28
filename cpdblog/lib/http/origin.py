"""Did this POST start on one of our own pages? Headers that no page can forge say so."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def comes_from_our_own_pages(request: HttpRequest) -> bool:
    """True for Sec-Fetch-Site same-origin, else by Origin, else by Referer; False when all are
    silent.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    address = request.headers.get("Origin") or request.headers.get("Referer")
    if not address:
        return False
    origin = urlsplit(address)
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())
