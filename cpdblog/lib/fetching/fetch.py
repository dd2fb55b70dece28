"""The one way to fetch an address somebody else chose: bounded, never inside our own walls."""

import ssl
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlencode, urljoin, urlsplit

import httpcore
import httpx
from django.conf import settings

from cpdblog.lib.fetching.network import CheckedNetwork, NotOurBusiness

_REDIRECTS = 3
_DECOMPRESSED = 10_000_000
_PORTS = {"http": 80, "https": 443}


class FetchRefused(Exception):
    """The address is none that we fetch."""


class FetchFailed(Exception):
    """The other side was down, slow, too big or confused."""


@dataclass(frozen=True)
class Fetched:
    url: str
    content: bytes
    content_type: str


def safe_fetch(
    url: str,
    *,
    max_bytes: int = 2_000_000,
    timeout: float = 5,
    allowed_hosts: Collection[str] = (),
) -> Fetched:
    """What URL answers to a plain GET. Raises FetchRefused or FetchFailed.

    TIMEOUT bounds the whole journey with all its redirects. ALLOWED_HOSTS ("127.0.0.1:8001") may
    be inside our walls.
    """
    deadline = monotonic() + timeout
    try:
        with _transport(deadline, allowed_hosts) as pool:
            for _hop in range(_REDIRECTS + 1):
                _check(url, allowed_hosts)
                answer = _get(pool, url, max_bytes, deadline)
                if isinstance(answer, Fetched):
                    return answer
                url = answer
    except (NotOurBusiness, httpx.InvalidURL) as error:
        raise FetchRefused(str(error)) from error
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise FetchFailed(type(error).__name__) from error
    except (OSError, ValueError, zlib.error) as error:
        raise FetchFailed(str(error)) from error
    raise FetchFailed("too many redirects")


def safe_post(
    url: str, form: Sequence[tuple[str, str]], *, timeout: float = 5, allowed_hosts: Collection[str]
) -> None:
    """Sends FORM to URL and wants nothing back but a yes. Raises FetchRefused or FetchFailed."""
    headers = {**_headers(url), "Content-Type": "application/x-www-form-urlencoded"}
    try:
        _check(url, allowed_hosts)
        with _transport(monotonic() + timeout, allowed_hosts) as pool:
            content = urlencode(form).encode()
            with pool.stream(
                "POST", str(httpx.URL(url)), headers=headers, content=content
            ) as response:
                if not 200 <= response.status < 300:  # noqa: PLR2004
                    message = f"answered {response.status}"
                    raise FetchFailed(message)
    except (NotOurBusiness, httpx.InvalidURL) as error:
        raise FetchRefused(str(error)) from error
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise FetchFailed(type(error).__name__) from error
    except (OSError, ValueError) as error:
        raise FetchFailed(str(error)) from error


def _transport(deadline: float, allowed_hosts: Collection[str]) -> httpcore.ConnectionPool:
    return httpcore.ConnectionPool(
        ssl_context=_tls(), network_backend=CheckedNetwork(deadline, allowed_hosts), retries=0
    )


def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _check(url: str, allowed_hosts: Collection[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FetchRefused("only http and https")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("an address with a name or a password in it")
    port = parts.port or _PORTS[parts.scheme]
    if f"{parts.hostname}:{port}" not in allowed_hosts and port not in _PORTS.values():
        raise FetchRefused("only ports 80 and 443")


def _headers(url: str) -> dict[bytes | str, bytes | str]:
    return {
        "Host": urlsplit(url).netloc,
        "User-Agent": f"cpdblog (+{settings.SITE_URL})",
        "Accept": "*/*",
    }


def _get(pool: httpcore.ConnectionPool, url: str, max_bytes: int, deadline: float) -> Fetched | str:
    """The answer, or the address it sends us on to."""
    headers = {**_headers(url), "Accept-Encoding": "gzip"}
    with pool.stream("GET", str(httpx.URL(url)), headers=headers) as response:
        received = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        if response.status in {301, 302, 303, 307, 308} and "location" in received:
            return urljoin(url, received["location"])
        if response.status != 200:  # noqa: PLR2004
            message = f"answered {response.status}"
            raise FetchFailed(message)
        content = _read(
            response.iter_stream(),
            received.get("content-encoding", ""),
            max_bytes,
            deadline,
        )
    return Fetched(url, content, received.get("content-type", ""))


def _read(stream: Iterator[bytes], encoding: str, max_bytes: int, deadline: float) -> bytes:
    if encoding not in {"", "identity", "gzip"}:
        raise FetchFailed("an encoding we did not ask for")
    gunzip = zlib.decompressobj(wbits=31) if encoding == "gzip" else None
    limit = max(max_bytes, _DECOMPRESSED) if gunzip else max_bytes
    content, received = bytearray(), 0
    for chunk in stream:
        received += len(chunk)
        content += gunzip.decompress(chunk, limit - len(content) + 1) if gunzip else chunk
        if received > max_bytes or len(content) > limit:
            raise FetchFailed("too big")
        if monotonic() > deadline:
            raise FetchFailed("too slow")
    return bytes(content)
