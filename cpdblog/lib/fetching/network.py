"""Connections that are made only to addresses anybody may reach, and that end in time.

The name is looked up once, and the address that was checked is the one connected to: a name that
changes its mind in between gains nothing. Host and SNI stay those of the name.
"""

import ipaddress
import socket
import ssl
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from time import monotonic
from typing import Any

import httpcore

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Whatever lies outside is local, a tunnel, a translation, old, or not given out yet.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
# Global by the letter of a registry, and yet no place of somebody's web pages.
_NO_PLACES = [
    ipaddress.ip_network(block)
    for block in (
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
_lookups = ThreadPoolExecutor(max_workers=4, thread_name_prefix="lookup")


class NotOurBusiness(Exception):
    pass


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could reach ADDRESS: no tunnels, no private translations."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _GIVEN_OUT:
            return False
    if any(address in network for network in _NO_PLACES):
        return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special


class CheckedNetwork(httpcore.NetworkBackend):
    def __init__(self, deadline: float, allowed_hosts: Collection[str]) -> None:
        self.deadline = deadline
        self.allowed_hosts = allowed_hosts
        self.network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, RUF100
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = self._address(host, port)
        stream = self.network.connect_tcp(address, port, timeout=_left(self.deadline))
        return _TimedStream(stream, self.deadline)

    def _address(self, host: str, port: int) -> str:
        found = _lookups.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        try:
            answers = found.result(timeout=_left(self.deadline))
        except TookTooLong as error:
            raise httpcore.ConnectTimeout from error
        addresses = [str(answer[4][0]).split("%")[0] for answer in answers]
        if f"{host}:{port}" not in self.allowed_hosts and not all(
            is_public(ipaddress.ip_address(address)) for address in addresses
        ):
            message = f"{host} is not on the public internet"
            raise NotOurBusiness(message)
        return addresses[0]


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, timeout=_left(self.deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout=_left(self.deadline))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, timeout=_left(self.deadline))
        return _TimedStream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
